#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sluis::scan {

/// For each first character of a list of words, their second ones: a bit for each letter from 'a' on, and one for all
/// that is no letter.
using SecondLetters = std::array<std::uint32_t, 128>;

constexpr std::uint32_t second_letter(char c) {
    return 1U << (c >= 'a' && c <= 'z' ? c - 'a' : 26);
}

constexpr SecondLetters second_letters(const auto& words) {
    SecondLetters second{};
    for (const std::string_view word : words) second[static_cast<std::size_t>(word[0])] |= second_letter(word[1]);
    return second;
}

/// Whether a folded text begins with one of a few words that are known when this is compiled. Of nearly all texts the
/// first two characters say that it does not.
/// @tparam words  an array of ASCII words of two characters or more
template <const auto& words>
bool begins_with_one_of(std::string_view text) {
    static constexpr auto second = second_letters(words);
    if (text.size() < 2 || (text[0] & 0x80) != 0) return false;
    if ((second[static_cast<std::size_t>(text[0])] & second_letter(text[1])) == 0) return false;
    const char third = text.size() > 2 ? text[2] : '\0';
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return (word.size() < 3 || word[2] == third) && text.starts_with(word);
    });
}

}  // namespace sluis::scan
