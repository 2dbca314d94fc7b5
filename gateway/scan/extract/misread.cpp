#include "gateway/scan/extract/misread.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "gateway/scan/detect/fold.h"

namespace sluis::scan {
namespace {

constexpr std::size_t number_digits = 11;
constexpr std::size_t least_true_digits = 7;

constexpr std::string_view lookalikes = "OoQDUlI|!i[]SsBbZzGgqTA";
constexpr std::string_view digits_meant = "00000111111155868269974";  // Position by position.
static_assert(lookalikes.size() == digits_meant.size());

std::optional<char> digit_for(char c) {
    if (is_digit(c)) return c;
    const auto at = lookalikes.find(c);
    return at == lookalikes.npos ? std::nullopt : std::optional{digits_meant[at]};
}

bool joins(char c) {
    return c == ' ' || c == '.' || c == '-' || c == '/' || c == ',' || c == ':' || c == '\'' || c == '_';
}

// The stretch from `begin` that may be a number: digits, what looks like them, and what stands between.
std::size_t stretch_end(std::string_view line, std::size_t begin) {
    auto end = begin;
    while (end < line.size() && (digit_for(line[end]) || joins(line[end]))) ++end;
    while (end > begin && joins(line[end - 1])) --end;
    return end;
}

// A word at the edge of the stretch that is letters alone is a word: "nrs 87.04.12", "87.04.12 is".
std::size_t skip_words(std::string_view line, std::size_t begin, std::size_t end) {
    for (auto at = begin; at < end;) {
        auto stop = at;
        while (stop < end && !joins(line[stop])) ++stop;
        const auto group = line.substr(at, stop - at);
        if (std::any_of(group.begin(), group.end(), is_digit)) return at;
        at = stop;
        while (at < end && joins(line[at])) ++at;
    }
    return end;
}

// Commas and colons are misread dots; a dot is often followed by a space that is not there.
std::string repaired(std::string_view stretch) {
    std::string out;
    for (const char c : stretch) {
        if (const auto digit = digit_for(c))
            out.push_back(*digit);
        else if (c == ',' || c == ':' || c == '\'' || c == '_')
            out.push_back('.');
        else if (c != ' ' || out.empty() || !joins(out.back()))
            out.push_back(c);
    }
    return out;
}

std::string repair_line(std::string_view line) {
    std::string out;
    for (std::size_t at = 0; at < line.size();) {
        const bool starts =
            digit_for(line[at]) && (at == 0 || std::isalpha(static_cast<unsigned char>(line[at - 1])) == 0);
        auto end = starts ? stretch_end(line, at) : at;
        const auto begin = skip_words(line, at, end);
        const auto stretch = line.substr(begin, end - begin);
        const auto true_digits = static_cast<std::size_t>(std::count_if(stretch.begin(), stretch.end(), is_digit));
        const auto all = static_cast<std::size_t>(
            std::count_if(stretch.begin(), stretch.end(), [](char c) { return digit_for(c).has_value(); }));
        if (true_digits < least_true_digits || all < number_digits) {
            end = std::max(end, at + 1);
            out += line.substr(at, end - at);
        } else {
            out += line.substr(at, begin - at);
            out += repaired(stretch);
        }
        at = end;
    }
    return out;
}

}  // namespace

std::string repair_digits(std::string_view utf8) {
    std::string out;
    std::string_view before;
    while (!utf8.empty()) {
        const auto end = std::min(utf8.find('\n'), utf8.size());
        const auto line = utf8.substr(0, end);
        utf8.remove_prefix(std::min(end + 1, utf8.size()));
        const auto fixed = repair_line(line);
        if (fixed != line) {
            out += before;
            out += '\n';
            out += fixed;
            out += "\n\n\n\n\n\n";
        }
        if (!line.empty()) before = line;
    }
    return out;
}

}  // namespace sluis::scan
