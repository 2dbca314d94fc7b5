#include <algorithm>
#include <array>
#include <cstdint>

#include "gateway/match/fold.h"
#include "gateway/match/values.h"

namespace sluis::match {
namespace {

constexpr std::size_t longest_part = 60;
constexpr std::size_t shortest_surname = 2;

constexpr std::array<std::string_view, 21> particles{"van", "de", "den", "der", "ter", "ten", "te",
                                                     "t",   "op", "la",  "le",  "du",  "des", "di",
                                                     "da",  "el", "al",  "ben", "bin", "von", "vanden"};

constexpr std::size_t longest_particle = 6;
static_assert(std::all_of(particles.begin(), particles.end(),
                          [](auto word) { return word.size() <= longest_particle; }));

// The letters that particles begin with, as bits from 'a' on.
constexpr std::uint32_t first_letters = [] {
    std::uint32_t bits = 0;
    for (const auto word : particles) bits |= 1U << (word[0] - 'a');
    return bits;
}();

// A short word as one number: it is asked for every word that may be a name's.
constexpr std::uint64_t packed(std::string_view word) {
    std::uint64_t all = 0;
    for (const char c : word) all = all << 8 | static_cast<unsigned char>(c);
    return all;
}
constexpr auto packed_particles = [] {
    std::array<std::uint64_t, particles.size()> all{};
    std::transform(particles.begin(), particles.end(), all.begin(), packed);
    return all;
}();

std::vector<std::string> words_of(std::string_view text) {
    const auto folded = fold(text).text;
    std::vector<std::string> words;
    bool open = false;
    for (const char c : folded) {
        // "Jean-Pierre" and "O'Brien" are one word.
        if (c == '-' || c == '\'') continue;
        if (!is_letter(c)) {
            open = false;
            continue;
        }
        if (!open) words.emplace_back();
        open = true;
        words.back().push_back(c);
    }
    return words;
}

std::string joined(const std::vector<std::string>& words, std::size_t from, std::size_t to) {
    std::string part;
    for (auto i = from; i < to; ++i) part += words[i];
    return part;
}

// Where the first surname of several ends: behind its particles and one word.
std::size_t first_surname(const std::vector<std::string>& words, std::size_t from = 0) {
    auto at = from;
    while (at < words.size() && is_particle(words[at])) ++at;
    return std::min(at + 1, words.size());
}

void add_once(std::vector<std::string>& list, std::string value) {
    if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

bool can_be_part(std::string_view part, std::size_t shortest) {
    return part.size() >= shortest && part.size() <= longest_part && part.find(Folded::foreign) == part.npos;
}

void add(Names& names, const std::string& given, const std::string& surname, bool with_initial) {
    if (!can_be_part(given, 1) || !can_be_part(surname, shortest_surname)) return;
    if (given.size() > 1) add_once(names.full, name_of(given, surname));
    if (with_initial) add_once(names.initials, initial_of(given, surname));
}

void add_all(Names& names, const std::vector<std::string>& given, const std::vector<std::string>& surname) {
    if (given.empty() || surname.empty()) return;
    const auto whole = joined(surname, 0, surname.size());
    const auto first = joined(surname, 0, first_surname(surname));
    for (const auto& one : {whole, first}) {
        add(names, given.front(), one, true);
        if (given.size() > 1) add(names, given[0] + given[1], one, false);
        if (given.size() > 2) add(names, joined(given, 0, given.size()), one, false);
    }
}

// A name of which nobody says where it is divided: "Peeters Jan", "Jan van den Berghe", "Van den Berghe Anne Marie".
void add_undivided(Names& names, const std::vector<std::string>& words) {
    for (std::size_t cut = 1; cut < words.size(); ++cut) {
        if (is_particle(words[cut - 1])) continue;
        add(names, joined(words, 0, cut), joined(words, cut, words.size()), false);
    }
}

}  // namespace

bool begins_particle(char c) {
    return c >= 'a' && c <= 'z' && (first_letters >> (c - 'a') & 1U) != 0;
}

bool is_particle(std::string_view word) {
    if (word.empty() || word.size() > longest_particle || !begins_particle(word[0])) return false;
    const auto asked = packed(word);
    return std::any_of(packed_particles.begin(), packed_particles.end(), [&](auto one) { return one == asked; });
}

Names names_of(std::string_view given, std::string_view surname) {
    Names names;
    const auto comma = surname.find(',');
    if (given.find_first_not_of(" \t") != given.npos) {
        add_all(names, words_of(given), words_of(surname));
    } else if (comma != surname.npos) {
        add_all(names, words_of(surname.substr(comma + 1)), words_of(surname.substr(0, comma)));
    } else {
        add_undivided(names, words_of(surname));
    }
    return names;
}

}  // namespace sluis::match
