#include "gateway/scan/ocr/trust.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace sluis::scan {
namespace {

constexpr float sure = 55, sure_of_digits = 75;  // Confidence.
constexpr double least_confidence = 65;          // Of a picture's words together.
constexpr double many_loose = 24;                // Marks in no line, on paper.
constexpr long small_picture = 6000;             // Pixels.
constexpr double marks_of_number = 9;            // In a small picture: eleven digits, of which some touch.
constexpr std::size_t digits_of_number = 9;      // Eleven, of which some are misread.

bool is_small(Size size) {
    return static_cast<long>(size.width) * size.height <= small_picture;
}

std::size_t letters_and_digits(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](unsigned char c) { return c >= 0xC0 || std::isalnum(c) != 0; }));
}

std::size_t digits_in(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; }));
}

bool covers(const OcrWord& word, const Mark& mark) {
    constexpr int slack = 3;
    const int x = (mark.left + mark.right) / 2, y = (mark.top + mark.bottom) / 2;
    return x >= word.box.left - slack && x <= word.box.right + slack && y >= word.box.top - slack &&
           y <= word.box.bottom + slack;
}

bool is_read(const std::vector<OcrWord>& words, const Mark& mark) {
    return std::any_of(words.begin(), words.end(),
                       [&](const auto& word) { return is_sure(word) && covers(word, mark); });
}

double unread_letters(const std::vector<OcrWord>& words, const WritingLine& line) {
    const auto unread =
        std::count_if(line.marks.begin(), line.marks.end(), [&](const auto& mark) { return !is_read(words, mark); });
    return line.letters * static_cast<double>(unread) / static_cast<double>(line.marks.size());
}

bool has_unsure_digits(const std::vector<OcrWord>& words) {
    std::size_t digits = 0;
    float least = 100;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto count = digits_in(words[i].text);
        digits += count;
        if (count > 0) least = std::min(least, words[i].confidence);
        if (!words[i].ends_line && !words[i].ends_block && i + 1 < words.size()) continue;
        if (digits >= digits_of_number && least < sure_of_digits) return true;
        digits = 0;
        least = 100;
    }
    return false;
}

}  // namespace

bool is_sure(const OcrWord& word) {
    return word.confidence >= sure && letters_and_digits(word.text) >= 1;
}

Trust trust_in(const std::vector<OcrWord>& words, const Writing& writing) {
    Trust trust;
    double letters = 0, weighed = 0;
    for (const auto& word : words) {
        const auto count = static_cast<double>(letters_and_digits(word.text));
        if (is_sure(word)) trust.read += count;
        letters += count;
        weighed += count * word.confidence;
    }
    if (letters > 0) trust.confidence = weighed / letters;
    for (const auto& line : writing.lines) {
        const auto unread = unread_letters(words, line);
        trust.unread += unread;
        trust.longest_unread = std::max(trust.longest_unread, unread);
    }
    trust.unread_loose = static_cast<double>(std::count_if(writing.loose.begin(), writing.loose.end(),
                                                           [&](const auto& mark) { return !is_read(words, mark); }));
    trust.unsure_digits = has_unsure_digits(words);
    return trust;
}

bool may_hold_text(const Writing& writing, Size size) {
    const auto loose = static_cast<double>(writing.loose.size());
    if (is_small(size) && writing.letters + loose >= marks_of_number) return true;
    if (writing.letters >= 2 * least_letters || (writing.paper && loose >= many_loose / 2)) return true;
    return std::any_of(writing.lines.begin(), writing.lines.end(),
                       [](const auto& line) { return line.letters >= least_letters; });
}

bool is_poor(const Trust& trust, const Writing& writing) {
    return trust.read == 0 || trust.unread > std::max(least_letters, 0.4 * writing.letters);
}

bool is_doubted(const Trust& trust, const Writing& writing, Size original) {
    if (trust.unsure_digits || trust.confidence < least_confidence) return true;
    if (trust.longest_unread >= least_letters) return true;
    if (trust.unread > std::max(2 * least_letters, 0.15 * writing.letters)) return true;
    if (writing.paper && trust.unread_loose > std::max(many_loose, 0.25 * writing.letters)) return true;
    return is_small(original) && trust.read < marks_of_number && trust.unread + trust.unread_loose >= marks_of_number;
}

}  // namespace sluis::scan
