#include "gateway/scan/extract/pdf_drawn_text.h"

#include <GfxFont.h>

#include <algorithm>
#include <cmath>

#include "gateway/scan/extract/code_point.h"

namespace sluis::scan {
namespace {

// Of the font's size.
constexpr double narrow = 0.1, overlap = 0.15, line_height = 0.5, blank_width = 0.5;
constexpr long most_blanks = 20;

// Hebrew, Arabic and their neighbours, and their presentation forms: drawn in another order than they are read.
bool is_right_to_left(Unicode letter) {
    return (letter >= 0x0590 && letter <= 0x08FF) || (letter >= 0xFB1D && letter <= 0xFDFF) ||
           (letter >= 0xFE70 && letter <= 0xFEFE) || (letter >= 0x10800 && letter <= 0x10FFF) ||
           (letter >= 0x1E800 && letter <= 0x1EFFF);
}

bool scales_its_letters(const std::shared_ptr<GfxFont>& font) {
    return font != nullptr && font->getType() == fontType3;
}

}  // namespace

void DrawnText::add(GfxState* state, double x, double y, double dx, double dy, const Unicode* letters, int count) {
    double from_x = 0, from_y = 0, step_x = 0, step_y = 0;
    state->transform(x, y, &from_x, &from_y);
    state->transformDelta(dx, dy, &step_x, &step_y);
    const double size = std::max(state->getTransformedFontSize(), 1e-3);
    const double length = std::hypot(step_x, step_y);
    if (length > 0) {
        direction_x_ = step_x / length;
        direction_y_ = step_y / length;
    }
    const double gap_x = from_x - end_x_, gap_y = from_y - end_y_;
    const double along = gap_x * direction_x_ + gap_y * direction_y_;
    const double across = gap_x * direction_y_ - gap_y * direction_x_;
    // What is no number compares with nothing, and parts.
    const bool same_line = std::abs(across) <= line_height * std::max(size, size_);
    if (orderly_) look_at_order(state, from_y, size, same_line, along);
    if (!utf8_.empty()) {
        if (!same_line) {
            utf8_ += '\n';
        } else if (!(along >= -overlap * size && along <= narrow * size)) {
            const double blanks = std::abs(along) / (blank_width * size);
            utf8_.append(
                static_cast<std::size_t>(blanks < most_blanks ? std::max(std::lround(blanks), 1L) : most_blanks), ' ');
        }
    }
    for (int i = 0; i < count; ++i) {
        append_utf8(utf8_, letters[i]);
        orderly_ = orderly_ && !is_right_to_left(letters[i]);
    }
    end_x_ = from_x + step_x;
    end_y_ = from_y + step_y;
    size_ = size;
}

void DrawnText::look_at_order(GfxState* state, double y, double size, bool same_line, double along) {
    const bool upright = direction_x_ > 0.9999 && !scales_its_letters(state->getFont());
    const bool follows = utf8_.empty() || (same_line ? along >= -overlap * size : y > line_y_);
    orderly_ = upright && follows;
    line_y_ = same_line && !utf8_.empty() ? std::max(line_y_, y) : y;
}

}  // namespace sluis::scan
