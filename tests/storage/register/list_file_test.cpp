#include "storage/register/list_file.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace sluis::storage::lists {
namespace {

using namespace std::chrono_literals;
constexpr std::chrono::year_month_day today{2026y, std::chrono::November, 26d};
const std::filesystem::path folder = std::string{SLUIS_SOURCE_DIR} + "/tests/data/lists/files";

std::string content_of(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    REQUIRE(in);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::string in_words(const Listing& listing) {
    auto text = "persons " + std::to_string(listing.persons.size()) + ", rows " + std::to_string(listing.rows) +
                ", skipped " + std::to_string(listing.skipped_cells);
    if (listing.shared_values > 0) text += ", shared " + std::to_string(listing.shared_values);
    if (listing.rows_without_value > 0) text += ", without " + std::to_string(listing.rows_without_value);
    const char* before = ": ";
    for (const auto& [kind, count] : listing.values) {
        text += before + std::string{match::to_string(kind)} + ' ' + std::to_string(count);
        before = ", ";
    }
    return text;
}

TEST_CASE("Every file gives its figures, or the mistake in it with line and column") {
    std::ifstream expectations{folder / "expectations.tsv"};
    std::set<std::string> expected{"expectations.tsv"};
    for (std::string line; std::getline(expectations, line);) {
        if (line.empty() || line[0] == '#') continue;
        const auto tab = line.find('\t');
        const auto file = line.substr(0, tab), wanted = line.substr(tab + 1);
        expected.insert(file);
        INFO(file);
        const auto listing = read_list(content_of(folder / file), today);
        if (listing) {
            CHECK(in_words(*listing) == wanted);
            continue;
        }
        const auto& problem = listing.error();
        const auto told = std::to_string(problem.line) + ':' + std::to_string(problem.column) + ": " + problem.what;
        CHECK(told.substr(0, wanted.size()) == wanted);
        // What is wrong is told without what stands there.
        for (const auto* planted : {"Ekstermans", "Lore", "Zandbroeck", "87.04.12", "Ekster"})
            CHECK(told.find(planted) == std::string::npos);
    }
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        CHECK(expected.contains(entry.path().filename().string()));
}

TEST_CASE("Every way to write a file gives the same persons") {
    const auto first = read_list(content_of(folder / "semicolon.csv"), today);
    REQUIRE(first);
    for (const auto* other : {"windows-1252.csv", "bom-crlf.csv", "utf-16.csv", "tab.csv", "comma.csv", "cr.csv",
                              "sep-line.csv", "french.csv", "english.csv"}) {
        INFO(other);
        const auto listing = read_list(content_of(folder / other), today);
        REQUIRE(listing);
        CHECK(listing->persons == first->persons);
    }
    const auto& zoe = first->persons.at(1);
    CHECK(std::count(zoe.begin(), zoe.end(), std::pair{match::Kind::name, std::string{"vandenzandbroeck zoe"}}) == 1);
    CHECK(std::count(zoe.begin(), zoe.end(),
                     std::pair{match::Kind::name_birth, std::string{"z vandenzandbroeck 2009-11-03"}}) == 1);
}

TEST_CASE("What is left out is told with its place and never with its value") {
    const auto listing = read_list(content_of(folder / "skipped.csv"), today);
    REQUIRE(listing);
    REQUIRE(listing->skipped.size() == 6);
    CHECK(listing->skipped[0].line == 2);
    CHECK(listing->skipped[0].column == 1);
    CHECK(listing->skipped[0].heading == "rijksregisternummer");
    CHECK(listing->skipped[5].line == 4);
    for (const auto& cell : listing->skipped) CHECK(cell.why.find("geen") == std::string::npos);
    const auto columns = read_list(content_of(folder / "semicolon.csv"), today);
    CHECK(columns->other_columns == std::vector<std::string>{"Gemeente"});
}

TEST_CASE("A file is bounded in octets, rows, columns and cells") {
    ListLimits limits;
    limits.max_rows = 2;
    const auto rows = read_list("naam;voornaam\na;b\nc;d\ne;f\n", today, limits);
    REQUIRE(!rows);
    CHECK(rows.error().line == 4);
    CHECK(read_list("naam;voornaam\nab;cd\nef;gh\n", today, limits));
    limits.max_octets = 10;
    CHECK(!read_list("naam;voornaam\n", today, limits));
    limits = {};
    limits.csv.max_columns = 2;
    CHECK(read_list("naam;voornaam\nab;cd\n", today, limits));
    CHECK(!read_list("naam;voornaam;x\nab;cd;\n", today, limits));
}

TEST_CASE("Of many skipped cells the first are told, and all are counted") {
    std::string text = "naam;voornaam;telefoon\n";
    for (int i = 0; i < 100; ++i) text += "Ekstermans;Lore;geen\n";
    const auto listing = read_list(text, today);
    REQUIRE(listing);
    CHECK(listing->skipped_cells == 100);
    CHECK(listing->skipped.size() == Listing::max_told);
}

}  // namespace
}  // namespace sluis::storage::lists
