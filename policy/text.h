#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sluis::policy {

/// Text made ready for comparing words: no case, no diacritics, and one blank for every run of anything that
/// is neither letter nor digit and for a step from lower to upper case ("Handelingsplan_v2" and
/// "handelingsPlan V2" both part). Bytes that are not UTF-8 count as blanks. Never throws on any text.
[[nodiscard]] std::string folded(std::string_view text);

/// Where words (folded) stand in text (folded), at the start of a word; npos when nowhere or when words are
/// empty.
[[nodiscard]] std::size_t find_words(std::string_view text, std::string_view words);

/// How many letters must be changed, added, left out or swapped with their neighbour to make one of the
/// other. Texts longer than 64 bytes differ by their whole length.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// Without blanks, tabs and no-break spaces at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace sluis::policy
