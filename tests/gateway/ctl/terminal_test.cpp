#include "gateway/ctl/terminal.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace sluis::ctl;
using namespace std::chrono_literals;

TEST_CASE("columns line up, by characters and not by octets", "[ctl]") {
    Table table;
    table.add({"één", "a"});
    table.add({"vier", "b"});
    CHECK(table.text() == "één   a\nvier  b\n");
}

TEST_CASE("a combining accent takes no column", "[ctl]") {
    CHECK(width_of("e\xcc\x81") == 1);
    CHECK(width_of("e\xcd\x80") == 1);
    CHECK(width_of("\xcd\xb0") == 1);  // U+0370 is a letter
}

TEST_CASE("the last column is wrapped at words and stays under itself", "[ctl]") {
    Table table;
    table.width = 30;
    table.add({"key", "one two three four five six seven"});
    CHECK(table.text() == "key  one two three four five\n     six seven\n");
}

TEST_CASE("a narrow terminal still leaves the last column twenty columns", "[ctl]") {
    Table table;
    table.width = 10;
    table.add({"a long first column here", "aaaa bbbb cccc dddd eeee"});
    CHECK(table.text() == "a long first column here  aaaa bbbb cccc dddd\n                          eeee\n");
}

TEST_CASE("nothing foreign steers the terminal", "[ctl]") {
    Table table;
    table.add({"550 \x1b[2J\r\nfine\x9b", "x"});
    const auto text = table.text();
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find('\r') == std::string::npos);
    CHECK(std::count(text.begin(), text.end(), '\n') == 1);
}

TEST_CASE("colours are there only when asked for", "[ctl]") {
    CHECK(coloured("x", Colour::bad, false) == "x");
    CHECK(coloured("x", Colour::bad, true) == "\x1b[31mx\x1b[0m");
    CHECK(coloured("x", Colour::none, true) == "x");
}

TEST_CASE("a time is said in its two largest units", "[ctl]") {
    CHECK(in_words(0s) == "0 s");
    CHECK(in_words(-5s) == "0 s");
    CHECK(in_words(59s) == "59 s");
    CHECK(in_words(60s) == "1 min");
    CHECK(in_words(std::chrono::seconds{3 * 3600 + 12 * 60}) == "3 h 12 min");
    CHECK(in_words(std::chrono::seconds{86400}) == "1 day");
    CHECK(in_words(std::chrono::seconds{2 * 86400 + 4 * 3600 + 59}) == "2 days 4 h");
}

TEST_CASE("a size is said in the unit that fits", "[ctl]") {
    CHECK(size_in_words(0) == "0 B");
    CHECK(size_in_words(1023) == "1023 B");
    CHECK(size_in_words(1536) == "1.5 KiB");
    CHECK(size_in_words(50u << 20) == "50.0 MiB");
}

TEST_CASE("ages and next attempts come from ISO times", "[ctl]") {
    const auto now = std::chrono::system_clock::from_time_t(1'800'000'000);  // 2027-01-15T08:00:00Z
    CHECK(age_of("2027-01-15T07:48:00Z", now) == "12 min");
    CHECK(until_of("2027-01-15T08:05:00Z", now) == "in 5 min");
    CHECK(until_of("2027-01-15T07:00:00Z", now) == "now");
    CHECK(until_of("", now).empty());
    CHECK(age_of("no time", now) == "no time");
}
