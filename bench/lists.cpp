// What exact match with an organisation's lists costs: the same text searched without and with candidates, in turns,
// and the look-ups of these candidates in a list of 100,000 persons. bench/lists builds and runs it; the figures stand
// in bench/RESULTS.md.
//
//   bench_lists [FILE…]     texts in UTF-8; without one, text is made
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "gateway/match/values.h"
#include "gateway/pipeline/list_match.h"
#include "gateway/scan/extract/analyse.h"
#include "gateway/scan/memory.h"
#include "tests/support/test_database.h"

namespace {

using namespace sluis;
using Clock = std::chrono::steady_clock;
using match::Kind;

constexpr std::size_t persons = 100'000;
constexpr std::size_t text_octets = 8u << 20;
constexpr int rounds = 5;

std::mt19937 random_numbers{2026};

std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>{0, bound - 1}(random_numbers);
}

// A word that is pronounced like one: syllables of a consonant and a vowel.
std::string word(std::size_t syllables) {
    static constexpr const char* consonants[] = {"b", "d", "gr", "h", "k", "l", "m",
                                                 "n", "r", "st", "t", "v", "w", "z"};
    static constexpr const char* vowels[] = {"a", "e", "i", "o", "ee", "aan", "en", "oor", "in", "uit"};
    std::string text;
    for (std::size_t i = 0; i < syllables; ++i) text += std::string{consonants[below(14)]} + vowels[below(10)];
    return text;
}

std::string capital(std::string text) {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

struct Person {
    std::string given, surname, number, phone;
};

std::vector<Person> make_persons() {
    std::vector<std::string> given, surnames;
    for (int i = 0; i < 400; ++i) given.push_back(capital(word(2)));
    for (int i = 0; i < 20'000; ++i) surnames.push_back(capital(word(3)));
    std::vector<Person> all;
    for (std::size_t i = 0; i < persons; ++i)
        all.push_back({given[below(given.size())], surnames[below(surnames.size())],
                       "2026/" + std::to_string(100'000 + i), "0470" + std::to_string(100'000 + i)});
    return all;
}

// Prose: a sentence of some twelve words from 3,000, in every fourth a name of 500, in every eighth a number of theirs.
std::string make_text(const std::vector<Person>& known) {
    std::vector<std::string> words;
    for (int i = 0; i < 3000; ++i) words.push_back(word(1 + below(3)));
    std::string text;
    while (text.size() < text_octets) {
        text += capital(words[below(words.size())]);
        for (std::size_t i = 0, count = 6 + below(12); i < count; ++i) text += ' ' + words[below(words.size())];
        const auto& person = known[below(500)];
        if (below(4) == 0) text += ' ' + person.given + ' ' + person.surname;
        if (below(8) == 0) text += " " + (below(2) == 0 ? person.number : person.phone);
        text += below(6) == 0 ? ".\r\n\r\n" : ".\r\n";
    }
    return text;
}

std::string message_of(const std::string& text) {
    return "From: an@zorg.example\r\nTo: griet@ander.example\r\nSubject: Stuk\r\nMIME-Version: 1.0\r\n"
           "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
           text;
}

void import(const std::vector<Person>& known, storage::postgres::Connection& connection,
            const storage::vault::KeyDirectory& keys) {
    std::vector<storage::lists::PersonValues> values;
    for (const auto& person : known) {
        auto& own = values.emplace_back();
        const auto names = match::names_of(person.given, person.surname);
        for (const auto& name : names.full) {
            own.emplace_back(Kind::name, name);
            own.emplace_back(Kind::name_birth, match::name_and_birth(name, "2009-11-03"));
        }
        for (const auto& name : names.initials) own.emplace_back(Kind::initial, name);
        own.emplace_back(Kind::dossier, *match::dossier(person.number));
        own.emplace_back(Kind::phone, *match::phone(person.phone));
    }
    const auto begin = Clock::now();
    storage::postgres::Transaction transaction{connection};
    const auto hashes =
        storage::lists::replace_list(transaction, keys, storage::lists::ListKind::clients, "linde", values, "bench");
    transaction.commit();
    connection.execute("analyze person_list_hash");
    std::printf("import: %zu persons, %lld hashes, %.1f s\n", values.size(), static_cast<long long>(hashes),
                std::chrono::duration<double>(Clock::now() - begin).count());
}

struct Times {
    std::vector<double> without, with, look_up;
};

double median(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

double seconds(auto&& work) {
    const auto begin = Clock::now();
    work();
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

void measure(const char* name, const std::string& text, storage::lists::ListLookup& lists) {
    const auto message = message_of(text);
    scan::AnalyseLimits plain;
    plain.soft_deadline = std::chrono::minutes{10};
    auto proposing = plain;
    proposing.propose = true;
    Times times;
    std::size_t candidates = 0, answer_octets = 0, hits = 0;
    bool cut = false;
    for (int round = 0; round <= rounds; ++round) {
        const auto without = seconds([&] { static_cast<void>(scan::analyse(message, plain)); });
        scan::Report report;
        const auto with = seconds([&] { report = scan::analyse(message, proposing); });
        const auto look_up = seconds([&] {
            const auto answer = scan::encode(report);
            auto decoded = scan::decode(answer, message.size(), {});
            if (!decoded) std::abort();
            answer_octets = answer.size();
            candidates = decoded->candidates.size();
            cut = decoded->candidates_cut;
            pipeline::match_lists(lists, "linde", {}, *decoded);
            hits = 0;
            for (const auto& piece : decoded->findings.documents.at(0).evidence)
                hits += piece.detector.starts_with("list.") ? 1 : 0;
        });
        if (round == 0) continue;  // Warms up.
        times.without.push_back(without);
        times.with.push_back(with);
        times.look_up.push_back(look_up);
    }
    const auto megabytes = static_cast<double>(text.size()) / 1e6;
    const auto without = median(times.without), with = median(times.with), look_up = median(times.look_up);
    std::printf("%s: %.1f MB, %zu candidates%s, answer %zu octets, %zu pieces of evidence\n", name, megabytes,
                candidates, cut ? " (cut)" : "", answer_octets, hits);
    std::printf("  without candidates    %8.1f ms %8.1f MB/s\n", without * 1e3, megabytes / without);
    std::printf("  with candidates       %8.1f ms %8.1f MB/s   %.2f times\n", with * 1e3, megabytes / with,
                with / without);
    std::printf("  answer and look-ups   %8.1f ms            %.2f us a candidate\n", look_up * 1e3,
                look_up * 1e6 / static_cast<double>(std::max<std::size_t>(candidates, 1)));
    std::printf("  all together          %8.1f ms %8.1f MB/s   %.2f times\n", (with + look_up) * 1e3,
                megabytes / (with + look_up), (with + look_up) / without);
}

}  // namespace

int main(int argc, char** argv) {
    scan::warm_up();
    scan::keep_freed();  // As in a child.
    const test::TestDatabase database;
    const test::TestFolder folder;
    const storage::vault::KeyDirectory keys{folder.path()};
    storage::lists::make_list_keys(keys);
    storage::postgres::Connection connection{database.conninfo()};
    const auto known = make_persons();
    import(known, connection, keys);
    storage::lists::ListSieves sieves;
    storage::lists::ListLookup lists{connection, keys, &sieves};
    if (argc == 1) measure("made text", make_text(known), lists);
    for (int i = 1; i < argc; ++i) {
        std::ifstream file{argv[i], std::ios::binary};
        const std::string once{std::istreambuf_iterator<char>{file}, {}};
        if (once.empty()) continue;
        measure(argv[i], once, lists);
    }
    return 0;
}
