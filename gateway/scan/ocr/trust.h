#pragma once

#include <vector>

#include "gateway/scan/ocr/engine.h"
#include "gateway/scan/ocr/writing.h"

namespace sluis::scan {

/// In one line this many letters may be a national number: it has eleven digits, of which some may touch.
inline constexpr double least_letters = 7;

/// What a reading leaves open: how much of the writing is in no word that the engine is sure of (decision 0901).
struct Trust {
    double read = 0;             ///< Letters and digits in words that the engine is sure of.
    double unread = 0;           ///< Letters in lines that are in no such word.
    double longest_unread = 0;   ///< Of one line.
    double unread_loose = 0;     ///< Marks in no line, and in no such word.
    double confidence = 100;     ///< Of all words, weighed by their letters: 0 to 100.
    bool unsure_digits = false;  ///< A line has about as many digits as a national number, and not all are sure.
};

[[nodiscard]] Trust trust_in(const std::vector<OcrWord>& words, const Writing& writing);

/// Whether the engine is sure enough of a word for the ink in it to count as read.
[[nodiscard]] bool is_sure(const OcrWord& word);

/// There may be writing worth a reading. @param size  of the picture
[[nodiscard]] bool may_hold_text(const Writing& writing, Size size);

/// Another way up may do better.
[[nodiscard]] bool is_poor(const Trust& trust, const Writing& writing);

/// There is more writing than was read, or what was read may be something else.
/// @param original  size of the picture as it came: in a small one a few marks may be all of a number
[[nodiscard]] bool is_doubted(const Trust& trust, const Writing& writing, Size original);

}  // namespace sluis::scan
