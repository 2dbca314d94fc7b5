#include "gateway/match/values.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "gateway/match/date.h"

namespace sluis::match {
namespace {

using std::chrono::November;
using namespace std::chrono_literals;
constexpr std::chrono::year_month_day today{2026y, November, 26d};

std::vector<std::vector<std::string>> rows_of(const std::string& file) {
    std::ifstream in{std::string{SLUIS_SOURCE_DIR} + "/tests/data/lists/" + file};
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') continue;
        auto& row = rows.emplace_back();
        for (std::size_t begin = 0; begin <= line.size();) {
            const auto tab = std::min(line.find('\t', begin), line.size());
            row.push_back(line.substr(begin, tab - begin));
            begin = tab + 1;
        }
    }
    REQUIRE(!rows.empty());
    return rows;
}

std::optional<std::string> written(const std::string& kind, const std::string& text) {
    if (kind == "national-number") return national_number(text);
    if (kind == "dossier") return dossier(text);
    if (kind == "email") return email(text);
    if (kind == "phone") return phone(text);
    REQUIRE(kind == "birth-date");
    return birth_date(text, today);
}

std::string joined(const std::vector<std::string>& values) {
    std::string text;
    for (const auto& value : values) text += (text.empty() ? "" : ", ") + value;
    return text;
}

TEST_CASE("Each kind of value has one written form, or none") {
    for (const auto& row : rows_of("values.tsv")) {
        REQUIRE(row.size() == 3);
        INFO(row[0] << ": " << row[1]);
        CHECK(written(row[0], row[1]).value_or("-") == row[2]);
    }
}

TEST_CASE("A person is named in either order, without accents, with initials, with particles joined") {
    for (const auto& row : rows_of("names.tsv")) {
        REQUIRE(row.size() == 4);
        INFO(row[0] << " | " << row[1]);
        const auto names = names_of(row[0], row[1]);
        CHECK(joined(names.full) == row[2]);
        CHECK(joined(names.initials) == row[3]);
    }
    CHECK(name_of("jan", "peeters") == name_of("peeters", "jan"));
    CHECK(name_part("Van den Bérghe") == name_part("VANDENBERGHE"));
}

TEST_CASE("A name is common only where both its halves are") {
    CHECK(is_common_name(name_of("jan", "peeters")));
    CHECK(is_common_name(name_of("maes", "lotte")));
    CHECK_FALSE(is_common_name(name_of("lore", "ekstermans")));
    CHECK_FALSE(is_common_name(name_of("zebedeus", "peeters")));
    CHECK_FALSE(is_common_name("peeters"));
}

TEST_CASE("A date of two digits for its year may be of either century, as long as somebody alive was born then") {
    CHECK(births_of(*date_at("12/04/87", 0), today) == std::vector<std::string>{"1987-04-12"});
    CHECK(births_of(*date_at("12/04/09", 0), today) == std::vector<std::string>{"1909-04-12", "2009-04-12"});
    CHECK(births_of(*date_at("29/02/09", 0), today).empty());
    CHECK(births_of(*date_at("27/11/2026", 0), today).empty());
    CHECK(births_of(*date_at("26/11/2026", 0), today) == std::vector<std::string>{"2026-11-26"});
    CHECK(date_at("12 april 1987.", 0)->end == 13);
    for (const auto* none : {"12/04", "12/04/", "12/04/198", "1/2/3", "12//04/1987", "120/4/1987", "12 aprilis1987",
                             "12345/04/1987", "12 04", "", "x"}) {
        INFO(none);
        CHECK_FALSE(date_at(none, 0));
    }
}

TEST_CASE("Check digits tell the century of a national number") {
    CHECK(series_by_check("87041298723") == 1900);
    CHECK(series_by_check("08092399134") == 2000);
    CHECK_FALSE(series_by_check("87041298724"));
}

}  // namespace
}  // namespace sluis::match
