#include "gateway/match/octet_masks.h"

#include <array>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace sluis::match;

// Texts of every length around the sixteen and 64 octets that are taken at once, of few different octets, so that all
// of them are met at every place.
std::vector<std::string> texts() {
    std::mt19937 random{20260};
    static constexpr char octets[] = {'a', 'z', '`', '{', '0', '9', ' ', '~', '\n', '\0', '\x7F', '\x80', '\xFF', '-'};
    std::vector<std::string> all;
    for (std::size_t size = 0; size < 200; ++size) {
        for (int turn = 0; turn < 5; ++turn) {
            std::string text;
            while (text.size() < size) text += octets[random() % sizeof octets];
            all.push_back(std::move(text));
        }
    }
    return all;
}

bool is_letter_or_high(char c) {
    return (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
}

constexpr auto letter_or_high = [](Sixteen some) { return some.between('a', 'z') | some; };

}  // namespace

TEST_CASE("octets are counted and found as one by one") {
    for (const auto& text : texts()) {
        std::vector<std::size_t> expected, found;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (is_letter_or_high(text[i])) expected.push_back(i);
        }
        each_place(text, letter_or_high, [&](std::size_t at) { found.push_back(at); });
        REQUIRE(found == expected);
        REQUIRE(sluis::match::count(text, letter_or_high) == expected.size());
        for (std::size_t from = 0; from <= text.size(); ++from) {
            auto first = from;
            while (first < text.size() && !is_letter_or_high(text[first])) ++first;
            REQUIRE(first_place(text, letter_or_high, from) == first);
        }
    }
}

TEST_CASE("octets behind a text's end count for nothing, whatever is asked") {
    const auto everything = [](Sixteen) { return Sixteen::all(0xFF); };
    for (std::size_t size = 0; size < 130; ++size) {
        const std::string text(size, 'x');
        REQUIRE(sluis::match::count(text, everything) == size);
        REQUIRE(first_place(text, everything, size) == size);
    }
}

TEST_CASE("lines, visible characters and the ASCII before the first that is none") {
    for (const auto& text : texts()) {
        std::size_t lines = 0, visible = 0, ascii = 0;
        for (const char c : text) {
            lines += c == '\n' ? 1 : 0;
            visible += static_cast<unsigned char>(c) > ' ' ? 1 : 0;
        }
        while (ascii < text.size() && (text[ascii] & 0x80) == 0) ++ascii;
        REQUIRE(count_lines(text) == lines);
        REQUIRE(count_visible(text) == visible);
        REQUIRE(ascii_prefix(text) == ascii);
    }
}

TEST_CASE("texts are found where the standard library finds them") {
    for (const auto& text : texts()) {
        const std::vector<std::string> asked{"-", "a-", "\n--", "aa", {"\0a", 2}, std::string(40, 'a')};
        for (const auto& what : asked) {
            for (std::size_t from = 0; from <= text.size() + 1; from += 3)
                REQUIRE(find_octets(text, what, from) == text.find(what, from));
        }
    }
    const std::string long_text = std::string(100, 'b') + "begin " + std::string(100, 'b');
    CHECK(find_octets(long_text, "begin ") == 100);
    CHECK(find_octets(long_text, "begin ", 101) == std::string::npos);
    CHECK(find_octets("begin ", "begin ") == 0);
    CHECK(find_octets("begin", "begin ") == std::string::npos);
}

TEMPLATE_TEST_CASE("sixteen octets at once, with the processor's registers and without", "", Sixteen, PlainSixteen) {
    std::array<char, 256> octets{};
    for (std::size_t i = 0; i < octets.size(); ++i) octets[i] = static_cast<char>(i * 7);
    for (const auto& [first, last] :
         {std::pair{'a', 'z'}, {'\0', '\0'}, {'\1', '\1'}, {' ', '~'}, {'!', '\x7F'}, {'\n', '\n'}}) {
        for (std::size_t at = 0; at < octets.size(); at += 16) {
            const auto some = TestType::load(octets.data() + at);
            const auto low = static_cast<std::uint8_t>(first), high = static_cast<std::uint8_t>(last);
            const auto found = some.between(low, high);
            std::array<char, 16> kept{};
            (found & some).store(kept.data());
            for (std::size_t i = 0; i < 16; ++i) {
                const auto octet = static_cast<std::uint8_t>(octets[at + i]);
                const bool is_between = octet >= low && octet <= high;
                CHECK((found.tops() >> i & 1U) == (is_between ? 1U : 0U));
                CHECK(((found | some).tops() >> i & 1U) == (is_between || octet >= 0x80 ? 1U : 0U));
                CHECK(kept[i] == (is_between ? octets[at + i] : '\0'));
            }
        }
    }
}
