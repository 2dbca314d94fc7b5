#include "gateway/scan/ocr/page_reader.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <new>
#include <vector>

#include "gateway/scan/ocr/engine.h"
#include "gateway/scan/ocr/leptonica.h"
#include "gateway/scan/ocr/writing.h"

namespace sluis::scan {
namespace {

using Clock = std::chrono::steady_clock;

constexpr long most_pixels = 24'000'000;
constexpr int good_height = 26;       // Of small letters and digits together, in pixels: what tesseract reads best.
constexpr double least_letters = 7;   // In one line. A number of eleven digits has more, touching ones included.
constexpr float sure = 55;            // Confidence of a word that explains its ink.
constexpr double many_loose = 30;     // Marks in no line, on paper.
constexpr float level_enough = 0.4F;  // Degrees.

long pixels(Size size) {
    return static_cast<long>(size.width) * size.height;
}

bool has_number_of_letters(const Writing& writing) {
    return std::any_of(writing.lines.begin(), writing.lines.end(),
                       [](const auto& line) { return line.letters >= least_letters; });
}

bool may_hold_text(const Writing& writing) {
    return has_number_of_letters(writing) || writing.letters >= 2 * least_letters ||
           (writing.paper && static_cast<double>(writing.loose.size()) >= many_loose / 2);
}

// Letters of the size that the engine reads best, within the bound on pixels.
Picture well_sized(const Picture& grey, int height) {
    if (height <= 0) return Picture{::pixClone(grey.get())};
    auto factor = static_cast<float>(good_height) / static_cast<float>(height);
    if (factor > 0.75F && factor < 1.5F) factor = 1;
    factor = std::clamp(factor, 0.25F, 5.0F);
    const auto area = static_cast<float>(pixels(size_of(grey)));
    factor = std::min(factor, std::sqrt(static_cast<float>(most_pixels) / area));
    if (factor == 1.0F) return Picture{::pixClone(grey.get())};
    return scaled(grey, factor);
}

bool covers(const OcrWord& word, const Mark& mark) {
    const int x = (mark.left + mark.right) / 2, y = (mark.top + mark.bottom) / 2;
    const int slack = 3;
    return x >= word.box.left - slack && x <= word.box.right + slack && y >= word.box.top - slack &&
           y <= word.box.bottom + slack;
}

std::size_t letters_and_digits(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](unsigned char c) { return c >= 0xC0 || std::isalnum(c) != 0; }));
}

// Ink in a word that the engine is sure of is read. A long word of one letter is not.
bool explains(const OcrWord& word) {
    return word.confidence >= sure && letters_and_digits(word.text) >= 1;
}

struct Attempt {
    Picture picture;
    Writing writing;
    std::vector<OcrWord> words;
    bool whole = true;
    double unread_lines = 0;    // Letters of lines that are mostly in no word one can be sure of.
    double longest_unread = 0;  // Of one such line.
    double unread_loose = 0;
    double read = 0;  // Letters in words one can be sure of.
};

bool is_read(const std::vector<OcrWord>& words, const Mark& mark) {
    return std::any_of(words.begin(), words.end(),
                       [&](const auto& word) { return explains(word) && covers(word, mark); });
}

double unread_letters(const std::vector<OcrWord>& words, const WritingLine& line) {
    std::size_t unread = 0;
    for (const auto& mark : line.marks) unread += is_read(words, mark) ? 0 : 1;
    return line.letters * static_cast<double>(unread) / static_cast<double>(line.marks.size());
}

void weigh(Attempt& attempt) {
    attempt.unread_lines = attempt.longest_unread = attempt.unread_loose = attempt.read = 0;
    for (const auto& word : attempt.words)
        if (explains(word)) attempt.read += static_cast<double>(letters_and_digits(word.text));
    for (const auto& line : attempt.writing.lines) {
        const auto unread = unread_letters(attempt.words, line);
        attempt.unread_lines += unread;
        attempt.longest_unread = std::max(attempt.longest_unread, unread);
    }
    for (const auto& mark : attempt.writing.loose) attempt.unread_loose += is_read(attempt.words, mark) ? 0 : 1;
}

// Words that are read are painted over, so that a second look, at words wherever they stand, finds what is left.
void read_the_rest(Attempt& attempt, Clock::time_point until) {
    const Picture rest{::pixCopy(nullptr, attempt.picture.get())};
    if (!rest) throw std::bad_alloc{};
    for (const auto& word : attempt.words) {
        if (!explains(word)) continue;
        BOX* box = ::boxCreate(word.box.left, word.box.top, word.box.width(), word.box.height());
        ::pixSetInRectArbitrary(rest.get(), box, 255);
        ::boxDestroy(&box);
    }
    auto more = ocr(rest, OcrLayout::scattered, until);
    attempt.whole = attempt.whole && more.whole;
    if (!attempt.words.empty()) attempt.words.back().ends_block = true;
    attempt.words.insert(attempt.words.end(), more.words.begin(), more.words.end());
    weigh(attempt);
}

Attempt attempt_at(Picture picture, Clock::time_point until) {
    Attempt attempt;
    attempt.picture = std::move(picture);
    attempt.writing = find_writing(attempt.picture);
    auto reading = ocr(attempt.picture, OcrLayout::page, until);
    attempt.words = std::move(reading.words);
    attempt.whole = reading.whole;
    weigh(attempt);
    return attempt;
}

// Much of what looks like writing is in no word that the engine is sure of.
bool is_poor(const Attempt& attempt) {
    return attempt.unread_lines > std::max(least_letters, 0.4 * attempt.writing.letters) || attempt.read == 0;
}

bool is_doubted(const Attempt& attempt) {
    return attempt.longest_unread >= least_letters ||
           attempt.unread_lines > std::max(2 * least_letters, 0.15 * attempt.writing.letters) ||
           (attempt.writing.paper && attempt.unread_loose > std::max(many_loose, 0.25 * attempt.writing.letters));
}

std::string text_of(const std::vector<OcrWord>& words) {
    std::string text;
    for (const auto& word : words) {
        text += word.text;
        text += word.ends_block ? "\n\n" : word.ends_line ? "\n" : " ";
    }
    return text;
}

// Level, and its lines from left to right; upside down still looks the same.
Picture levelled(Picture picture) {
    const float angle = skew_of(picture);
    return std::abs(angle) > level_enough ? rotated(picture, angle) : std::move(picture);
}

}  // namespace

PageText read_page(const Picture& grey, Clock::time_point until) {
    if (!can_hold_number(size_of(grey))) return {};
    const auto upright = find_writing(grey);
    const Picture on_its_side = turned(grey, 1);
    const auto sideways = find_writing(on_its_side);
    if (!may_hold_text(upright) && !may_hold_text(sideways)) return {};

    const bool turn = sideways.letters > 1.2 * upright.letters;
    const auto& writing = turn ? sideways : upright;
    const Picture level = levelled(well_sized(turn ? on_its_side : grey, writing.height));
    auto best = attempt_at(Picture{::pixClone(level.get())}, until);
    for (const int quarters : {2, 1, 3}) {
        if (!is_poor(best) || !best.whole || Clock::now() >= until) break;
        auto other = attempt_at(turned(level, quarters), until);
        if (other.read > best.read) best = std::move(other);
    }
    if (is_doubted(best) && best.whole) read_the_rest(best, until);
    return {text_of(best.words), is_doubted(best), !best.whole};
}

}  // namespace sluis::scan
