#pragma once

#include <cstddef>
#include <vector>

#include "gateway/scan/ocr/picture.h"

namespace sluis::scan {

/// A connected piece of ink of a letter's size: its box in pixels, right and bottom exclusive.
struct Mark {
    int left = 0, top = 0, right = 0, bottom = 0;
    [[nodiscard]] int width() const { return right - left; }
    [[nodiscard]] int height() const { return bottom - top; }
};

/// Marks of like height beside one another on a common line, as letters and digits stand.
struct WritingLine {
    std::vector<Mark> marks;  ///< From left to right.
    /// How many letters it may hold: letters that touch are one mark, so that a wide one counts for more.
    double letters = 0;
};

/// What in a picture looks like writing, read or not.
struct Writing {
    std::vector<WritingLine> lines;
    std::vector<Mark> loose;  ///< Of a letter's size, but in no line: handwriting, stamps, drawings.
    double letters = 0;       ///< Of all lines.
    int height = 0;           ///< The usual height of the marks in the lines; 0 without lines.
    bool paper = false;       ///< Most of the picture is one light shade, as paper is.
};

/// Finds it in a grey picture, dark on light and light on dark alike. Looks at ink alone and reads nothing: the cost is
/// that of the pixels. Lines run from left to right: a turned page has them when it is turned back.
/// @throws std::bad_alloc
[[nodiscard]] Writing find_writing(const Picture& grey);

}  // namespace sluis::scan
