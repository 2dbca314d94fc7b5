#include "gateway/scan/ocr/page_reader.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <new>
#include <utility>
#include <vector>

#include "gateway/scan/ocr/leptonica.h"
#include "gateway/scan/ocr/trust.h"
#include "gateway/scan/ocr/writing.h"

namespace sluis::scan {
namespace {

constexpr float most_pixels = 24e6F;
constexpr float good_height = 26;     // Of small letters and digits together, in pixels: what tesseract reads best.
constexpr float level_enough = 0.4F;  // Degrees.

// Letters of the size that the engine reads best, within the bound on pixels.
Picture well_sized(const Picture& grey, int height) {
    float factor = height > 0 ? good_height / static_cast<float>(height) : 1;
    if (factor > 0.75F && factor < 1.5F) factor = 1;
    const auto size = size_of(grey);
    const auto area = static_cast<float>(size.width) * static_cast<float>(size.height);
    factor = std::min(std::clamp(factor, 0.25F, 5.0F), std::sqrt(most_pixels / area));
    return factor == 1.0F ? Picture{::pixClone(grey.get())} : scaled(grey, factor);
}

// One way of reading a picture, and what came of it.
struct Attempt {
    Picture picture;
    Writing writing;
    std::vector<OcrWord> words;
    Trust trust;
    bool whole = true;
};

Attempt attempt_at(Picture picture, const OcrDeadline& until) {
    Attempt attempt;
    attempt.picture = std::move(picture);
    attempt.writing = find_writing(attempt.picture);
    auto reading = ocr(attempt.picture, OcrLayout::page, until);
    attempt.words = std::move(reading.words);
    attempt.whole = reading.whole;
    attempt.trust = trust_in(attempt.words, attempt.writing);
    return attempt;
}

// Words that are read are painted over, so that a second look, at words wherever they stand, finds what is left.
void read_the_rest(Attempt& attempt, const OcrDeadline& until) {
    const Picture rest{::pixCopy(nullptr, attempt.picture.get())};
    if (!rest) throw std::bad_alloc{};
    for (const auto& word : attempt.words) {
        if (!is_sure(word)) continue;
        BOX* box = ::boxCreate(word.box.left, word.box.top, word.box.width(), word.box.height());
        ::pixSetInRectArbitrary(rest.get(), box, 255);
        ::boxDestroy(&box);
    }
    auto more = ocr(rest, OcrLayout::scattered, until);
    attempt.whole = attempt.whole && more.whole;
    if (!attempt.words.empty()) attempt.words.back().ends_block = true;
    attempt.words.insert(attempt.words.end(), more.words.begin(), more.words.end());
    attempt.trust = trust_in(attempt.words, attempt.writing);
}

std::string text_of(const std::vector<OcrWord>& words) {
    std::string text;
    for (const auto& word : words) {
        text += word.text;
        text += word.ends_block ? "\n\n" : word.ends_line ? "\n" : " ";
    }
    return text;
}

Picture levelled(Picture picture) {
    const float angle = skew_of(picture);
    return std::abs(angle) > level_enough ? rotated(picture, angle) : std::move(picture);
}

// The best of the ways up; the others are tried only where the first makes little of it.
Attempt best_way_up(const Picture& level, const OcrDeadline& until) {
    auto best = attempt_at(Picture{::pixClone(level.get())}, until);
    for (const int quarters : {2, 1, 3}) {
        if (!is_poor(best.trust, best.writing) || !best.whole) break;
        auto other = attempt_at(turned(level, quarters), until);
        if (other.trust.read > best.trust.read) best = std::move(other);
    }
    return best;
}

}  // namespace

PageText read_page(const Picture& grey, const OcrDeadline& until) {
    const auto size = size_of(grey);
    if (!can_hold_number(size)) return {};
    const auto upright = find_writing(grey);
    const Picture on_its_side = turned(grey, 1);
    const auto sideways = find_writing(on_its_side);
    if (!may_hold_text(upright, size) && !may_hold_text(sideways, size)) return {};

    const bool turn = sideways.letters > 1.2 * upright.letters;
    const auto& writing = turn ? sideways : upright;
    auto best = best_way_up(levelled(well_sized(turn ? on_its_side : grey, writing.height)), until);
    if (best.whole && is_doubted(best.trust, best.writing, size)) read_the_rest(best, until);
    return {text_of(best.words), is_doubted(best.trust, best.writing, size), !best.whole};
}

}  // namespace sluis::scan
