#pragma once

#include <CharTypes.h>
#include <GfxState.h>

#include <string>

namespace sluis::scan {

/// The letters of a page in the order in which it draws them, as one text: blanks where one stands apart from the one
/// before it, a line end where it stands on another line. It lays nothing out; it knows when that is needed.
class DrawnText {
public:
    /// A letter at `x`, `y` that takes `dx`, `dy`, all as OutputDev::drawChar() has them.
    void add(GfxState* state, double x, double y, double dx, double dy, const Unicode* letters, int count);
    [[nodiscard]] const std::string& utf8() const { return utf8_; }
    /// True while letters came as a page is read: upright, each right of the one before it or on a line below, none
    /// over another. Any layout gives the same text then.
    [[nodiscard]] bool is_orderly() const { return orderly_; }

private:
    void look_at_order(GfxState* state, double y, double size, bool same_line, double along);

    std::string utf8_;
    bool orderly_ = true;
    double end_x_ = 0, end_y_ = 0;              ///< Behind the letter before, on the page, in points.
    double direction_x_ = 1, direction_y_ = 0;  ///< In which it was written.
    double line_y_ = -1e9, size_ = 0;           ///< The lowest baseline of the line; the letter's size.
};

}  // namespace sluis::scan
