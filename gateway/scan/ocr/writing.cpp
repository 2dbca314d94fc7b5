#include "gateway/scan/ocr/writing.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <new>

#include "gateway/scan/ocr/leptonica.h"

namespace sluis::scan {
namespace {

constexpr int least_height = 5;  // Pixels. Below, a digit has no shape.
constexpr std::size_t most_marks = 200'000;
constexpr std::size_t least_in_line = 4;
constexpr double run_together = 6;  // Letters, in a line of a few long marks.
constexpr double like = 2.6;        // Heights in a line: "a" beside "d", "." is no mark.
constexpr double most_gap = 2.2;    // Between neighbours, in heights.

// What is ink: darker than its surroundings. Local, so that shadow over a page is no ink.
Picture ink_of(const Picture& grey) {
    const auto size = size_of(grey);
    constexpr int window = 17;
    constexpr float factor = 0.34F;
    if (std::min(size.width, size.height) < 2 * window + 3) {
        Picture bits{::pixThresholdToBinary(grey.get(), otsu_threshold(grey))};
        return bits;
    }
    Pix* bits = nullptr;
    constexpr int tile = 1500;
    const int across = std::max(1, size.width / tile), down = std::max(1, size.height / tile);
    if (::pixSauvolaBinarizeTiled(grey.get(), window, factor, across, down, nullptr, &bits) != 0)
        throw std::bad_alloc{};
    return Picture{bits};
}

// A rule, the edge of a frame, a bar of a chart: long, and nearly all ink or hardly any. Letters that run together are
// neither.
bool is_bar(const Picture& ink, int x, int y, int width, int height) {
    BOX* box = ::boxCreate(x, y, width, height);
    l_int32 count = 0;
    ::pixCountPixelsInRect(ink.get(), box, &count, nullptr);
    ::boxDestroy(&box);
    const double filled = count / (static_cast<double>(width) * height);
    return filled > 0.85 || filled < 0.12;
}

std::vector<Mark> marks_in(const Picture& ink, int most_height) {
    const Boxes boxes{::pixConnCompBB(ink.get(), 8)};
    std::vector<Mark> marks;
    const int count = boxes ? ::boxaGetCount(boxes.get()) : 0;
    for (int i = 0; i < count && marks.size() < most_marks; ++i) {
        l_int32 x = 0, y = 0, width = 0, height = 0;
        ::boxaGetBoxGeometry(boxes.get(), i, &x, &y, &width, &height);
        const bool sized = height >= least_height && height <= most_height && height <= 12 * width;
        if (!sized || (width > 5 * height && is_bar(ink, x, y, width, height))) continue;
        marks.push_back({x, y, x + width, y + height});
    }
    return marks;
}

// The marks by rows of pixels, so that a neighbour is found without looking at all.
class Grid {
public:
    explicit Grid(const std::vector<Mark>& marks) : marks_{marks} {
        int bottom = 0;
        for (const auto& mark : marks) bottom = std::max(bottom, mark.bottom);
        rows_.resize(static_cast<std::size_t>(bottom / row) + 1);
        for (std::size_t i = 0; i < marks.size(); ++i) rows_[row_of(middle(marks[i]))].push_back(i);
        for (auto& one : rows_)
            std::sort(one.begin(), one.end(), [&](auto a, auto b) { return marks[a].left < marks[b].left; });
    }

    // The next mark to the right on the same line; `none` when there is none.
    [[nodiscard]] std::size_t right_of(std::size_t index) const {
        const auto& mark = marks_[index];
        const int reach = static_cast<int>(most_gap * mark.height()) + 2;
        std::size_t best = none;
        const auto from = row_of(middle(mark) - mark.height()), to = row_of(middle(mark) + mark.height());
        for (auto r = from; r <= to && r < rows_.size(); ++r) {
            const auto& one = rows_[r];
            auto at = std::upper_bound(one.begin(), one.end(), mark.left,
                                       [&](int left, auto other) { return left < marks_[other].left; });
            for (; at != one.end() && marks_[*at].left <= mark.right + reach; ++at) {
                if (*at == index || !neighbours(mark, marks_[*at])) continue;
                if (best == none || marks_[*at].left < marks_[best].left) best = *at;
                break;
            }
        }
        return best;
    }

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

private:
    static constexpr int row = 16;
    static int middle(const Mark& mark) { return (mark.top + mark.bottom) / 2; }
    static std::size_t row_of(int y) { return static_cast<std::size_t>(std::max(0, y) / row); }

    static bool neighbours(const Mark& left, const Mark& right) {
        const double low = std::min(left.height(), right.height()), high = std::max(left.height(), right.height());
        const int shared = std::min(left.bottom, right.bottom) - std::max(left.top, right.top);
        return high <= like * low && shared * 2 >= low && right.left >= left.left + left.width() / 3;
    }

    const std::vector<Mark>& marks_;
    std::vector<std::vector<std::size_t>> rows_;
};

double letters_in(const Mark& mark) {
    return std::clamp(mark.width() / (0.8 * mark.height()), 1.0, 60.0);
}

// Letters stand on a line, or hang from one; pieces of a photograph do not.
bool stands_in_line(const std::vector<Mark>& marks, double letters, bool paper) {
    // On paper, long marks are words whose letters run together.
    if (marks.size() < least_in_line) return paper && letters >= run_together;
    std::size_t aligned = 0;
    for (std::size_t i = 1; i < marks.size(); ++i) {
        const auto& a = marks[i - 1];
        const auto& b = marks[i];
        const double slack = std::max(1.0, 0.13 * std::max(a.height(), b.height()));
        aligned += std::abs(a.bottom - b.bottom) <= slack || std::abs(a.top - b.top) <= slack ? 1 : 0;
    }
    return aligned * 10 >= (marks.size() - 1) * 7;
}

void add_lines(const std::vector<Mark>& marks, Writing& writing) {
    const Grid grid{marks};
    std::vector<std::size_t> next(marks.size(), Grid::none);
    std::vector<bool> follows(marks.size(), false);
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const auto right = grid.right_of(i);
        if (right == Grid::none || follows[right]) continue;
        next[i] = right;
        follows[right] = true;
    }
    for (std::size_t i = 0; i < marks.size(); ++i) {
        if (follows[i]) continue;
        WritingLine line;
        for (auto at = i; at != Grid::none; at = next[at]) {
            line.marks.push_back(marks[at]);
            line.letters += letters_in(marks[at]);
        }
        if (stands_in_line(line.marks, line.letters, writing.paper)) {
            writing.letters += line.letters;
            writing.lines.push_back(std::move(line));
        } else {
            writing.loose.insert(writing.loose.end(), line.marks.begin(), line.marks.end());
        }
    }
}

int usual_height(const Writing& writing) {
    std::vector<int> heights;
    for (const auto& line : writing.lines)
        for (const auto& mark : line.marks) heights.push_back(mark.height());
    if (heights.empty()) return 0;
    const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
    std::nth_element(heights.begin(), middle, heights.end());
    return *middle;
}

}  // namespace

Writing find_writing(const Picture& grey) {
    const auto size = size_of(grey);
    // A title fills much of a small picture, never of a page.
    const int most_height = std::max(std::min(size.height, 60), size.height / 6);
    const auto shades = shades_of(grey);
    Writing writing;
    writing.paper = shades.light;
    add_lines(marks_in(ink_of(grey), most_height), writing);
    if (shades.has_dark) {
        const Picture inverted{::pixInvert(nullptr, grey.get())};
        if (!inverted) throw std::bad_alloc{};
        Writing light;
        light.paper = false;
        add_lines(marks_in(ink_of(inverted), most_height), light);
        // The insides of letters are marks as well, in lines as the letters are: they add nothing where those are.
        for (auto& line : light.lines) {
            writing.letters += line.letters;
            writing.lines.push_back(std::move(line));
        }
    }
    writing.height = usual_height(writing);
    return writing;
}

}  // namespace sluis::scan
