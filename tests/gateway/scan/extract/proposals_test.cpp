#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "gateway/match/values.h"
#include "gateway/scan/bounds.h"
#include "tests/gateway/scan/extract/mail_builder.h"

namespace sluis::scan {
namespace {

using match::Kind;

Report proposing(const std::string& message) {
    AnalyseLimits limits;
    limits.propose = true;
    return analyse(message, limits);
}

Report proposing_text(const std::string& text) {
    return proposing(mail_of("text/plain; charset=utf-8", text));
}

const Candidate* find(const Report& report, Kind kind, const std::string& value) {
    const auto& all = report.candidates;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.kind == kind && one.value == value; });
    return found == all.end() ? nullptr : &*found;
}

bool has(const Report& report, Kind kind, const std::string& value) {
    return find(report, kind, value) != nullptr;
}

void replace_all(std::string& text, const std::string& mark, const std::string& by) {
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + by.size()))
        text.replace(at, mark.size(), by);
}

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    for (std::size_t begin = 0; begin <= line.size();) {
        const auto tab = std::min(line.find('\t', begin), line.size());
        cells.push_back(line.substr(begin, tab - begin));
        begin = tab + 1;
    }
    return cells;
}

// By which kinds a person of a list would be found among the candidates.
std::string found_by(const Report& report, const std::string& given, const std::string& surname,
                     const std::string& birth) {
    const auto names = match::names_of(given, surname);
    std::string kinds;
    const auto tell = [&](Kind kind, bool found) {
        if (found) kinds += (kinds.empty() ? "" : ", ") + std::string{match::to_string(kind)};
    };
    const auto any = [&](Kind kind, const std::vector<std::string>& values, const std::string& suffix) {
        return std::any_of(values.begin(), values.end(),
                           [&](const auto& value) { return has(report, kind, value + suffix); });
    };
    tell(Kind::name_birth,
         any(Kind::name_birth, names.full, ' ' + birth) || any(Kind::name_birth, names.initials, ' ' + birth));
    tell(Kind::name, any(Kind::name, names.full, ""));
    tell(Kind::initial, any(Kind::initial, names.initials, ""));
    return kinds.empty() ? "-" : kinds;
}

TEST_CASE("A listed person is proposed however their name is written") {
    std::ifstream in{std::string{SLUIS_SOURCE_DIR} + "/tests/data/lists/mentions.tsv"};
    std::size_t read = 0;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') continue;
        replace_all(line, "¶", "\r\n");
        const auto cells = cells_of(line);
        REQUIRE(cells.size() == 5);
        auto text = cells[3];
        replace_all(text, "→", "\t");
        INFO(text);
        CHECK(found_by(proposing_text(text), cells[0], cells[1], cells[2]) == cells[4]);
        ++read;
    }
    CHECK(read > 35);
}

TEST_CASE("Numbers, addresses and telephones are proposed in their written form") {
    const auto report = proposing_text(
        "RRN 87.04.12-987.23, tel. 0476/12.34.56 of +32 (0)9 555 01 02, post lore@post.example.\r\n"
        "Dossier 2026/00123 (D-2026-0042). Bedrag 1.234,56. Tel 87041298723.");
    CHECK(find(report, Kind::national_number, "87041298723")->person == 0U);
    CHECK(has(report, Kind::phone, "32476123456"));
    CHECK(has(report, Kind::phone, "3295550102"));
    CHECK(has(report, Kind::email, "lore@post.example"));
    CHECK(has(report, Kind::dossier, "202600123"));
    CHECK(has(report, Kind::dossier, "d20260042"));
    // A number that its context calls a telephone is looked up all the same.
    const auto bare = proposing_text("Tel 87041298723");
    CHECK(has(bare, Kind::national_number, "87041298723"));
    CHECK_FALSE(has(proposing_text("87041298724"), Kind::national_number, "87041298724"));
}

TEST_CASE("Candidates are only made where they were asked for") {
    const auto report = analyse(mail_of("text/plain", "Lore Ekstermans 87.04.12-987.23"), {});
    CHECK(report.candidates.empty());
    CHECK_FALSE(report.candidates_cut);
}

TEST_CASE("A candidate says in which document it stands, and the subject's in none") {
    const auto report = proposing(mail_with("Lore Ekstermans", "Zandbroeck Mats.txt", "text/plain"));
    CHECK(find(report, Kind::name, "ekstermans lore")->document == 1U);
    CHECK(find(report, Kind::name, "mats zandbroeck")->document == 1U);
    const auto subject = proposing(mail_of("text/plain", "Dag", "Lore Ekstermans"));
    REQUIRE(find(subject, Kind::name, "ekstermans lore") != nullptr);
    CHECK_FALSE(find(subject, Kind::name, "ekstermans lore")->document);
}

TEST_CASE("Names of the correspondents' fields are not proposed") {
    const auto report = proposing(
        "From: \"Ekstermans, Lore\" <lore@zorg.example>\r\nTo: Mats Zandbroeck <m@post.example>\r\n"
        "Subject: Vergadering\r\n\r\nDag\r\n");
    CHECK(report.candidates.empty());
}

TEST_CASE("What stands only in a signature block says so; the quoted mail below is no signature") {
    const auto report = proposing_text(
        "Dag Mats Zandbroeck,\r\n\r\nTot morgen.\r\n\r\nMet vriendelijke groeten,\r\nLore Ekstermans\r\n"
        "lore@zorg.example\r\n\r\nVan: Piet\r\nOver Fien Verloren");
    CHECK(find(report, Kind::name, "ekstermans lore")->in_signature);
    CHECK(find(report, Kind::email, "lore@zorg.example")->in_signature);
    CHECK_FALSE(find(report, Kind::name, "mats zandbroeck")->in_signature);
    CHECK_FALSE(find(report, Kind::name, "fien verloren")->in_signature);
    const auto before = proposing_text("Lore Ekstermans was er.\r\nGroeten,\r\nLore Ekstermans");
    CHECK_FALSE(find(before, Kind::name, "ekstermans lore")->in_signature);
    const auto document = proposing(mail_with("Groeten,\r\nLore Ekstermans", "a.txt", "text/plain"));
    CHECK_FALSE(find(document, Kind::name, "ekstermans lore")->in_signature);
}

TEST_CASE("In a table the columns of names are put together, wherever they stand", "[lists]") {
    const auto report =
        proposing(mail_with("naam;dossier;voornaam;team;geboortedatum\r\n"
                            "ekstermans;2026/00123;lore;A;12/04/1987\r\n",
                            "lijst.csv", "text/csv"));
    CHECK(has(report, Kind::name, "ekstermans lore"));
    CHECK(has(report, Kind::name_birth, "ekstermans lore 1987-04-12"));
}

TEST_CASE("Each kind and value is proposed once for a document") {
    std::string text;
    for (int i = 0; i < 500; ++i) text += "Lore Ekstermans belde.\r\n";
    const auto report = proposing_text(text);
    const auto& all = report.candidates;
    CHECK(std::count_if(all.begin(), all.end(), [](const auto& one) { return one.value == "ekstermans lore"; }) == 1);
}

TEST_CASE("Of too many, those that say most are kept, always the same, and the answer says that it was cut") {
    std::string text;
    const auto word = [](int number) {
        std::string letters = "X";
        for (; number > 0; number /= 26) letters += static_cast<char>('a' + number % 26);
        return letters;
    };
    for (int i = 0; i < 15'000; ++i)
        text += word(i) + "b " + word(i) + "c, x" + std::to_string(i) + "@post.example, " +
                std::to_string(20'000'000 + i) + ".\r\n";
    text += "En 87.04.12-987.23 staat achteraan.";
    const auto first = proposing_text(text);
    const auto decoded = decode(encode(first), mail_of("text/plain; charset=utf-8", text).size(), {});
    REQUIRE(decoded);
    CHECK(decoded->candidates_cut);
    CHECK(decoded->candidates.size() == bounds::candidates);
    CHECK(decoded->candidates.front().kind == Kind::national_number);
    const auto again = decode(encode(proposing_text(text)), mail_of("text/plain; charset=utf-8", text).size(), {});
    REQUIRE(again);
    CHECK(again->candidates == decoded->candidates);
    CHECK_FALSE(proposing_text("Lore Ekstermans").candidates_cut);

    // A sheet of figures has many numbers that could be a dossier's: that alone is no reason to hold it for unread.
    std::string figures = "Lore Ekstermans\r\n";
    for (int i = 0; i < 25'000; ++i) figures += std::to_string(20'000'000 + i) + "\r\n";
    const auto sheet =
        decode(encode(proposing_text(figures)), mail_of("text/plain; charset=utf-8", figures).size(), {});
    REQUIRE(sheet);
    CHECK_FALSE(sheet->candidates_cut);
    CHECK(has(*sheet, Kind::name, "ekstermans lore"));
}

TEST_CASE("Every candidate survives the way to the parent") {
    for (const auto* text :
         {"O'Brien Séan, 0476/12.34.56, o'brien+x@post.example", "Ŀore Ekstermans Ωmega", "É. D'Hondt",
          "\xff\xfe Lore\xff Ekstermans", "a@b.example@c.example", "J.-P. De Sneppe 01/02/03"}) {
        const auto message = mail_of("text/plain; charset=utf-8", text);
        INFO(text);
        const auto decoded = decode(encode(proposing(message)), message.size(), {});
        CHECK(decoded);
    }
}

}  // namespace
}  // namespace sluis::scan
