#include "gateway/scan/detect/dates.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sluis::scan {
namespace {

constexpr std::array<std::pair<std::string_view, int>, 40> months{
    {{"januari", 1}, {"februari", 2}, {"maart", 3},     {"april", 4},    {"mei", 5},       {"juni", 6},
     {"juli", 7},    {"augustus", 8}, {"september", 9}, {"oktober", 10}, {"november", 11}, {"december", 12},
     {"janvier", 1}, {"fevrier", 2},  {"mars", 3},      {"avril", 4},    {"mai", 5},       {"juin", 6},
     {"juillet", 7}, {"aout", 8},     {"septembre", 9}, {"octobre", 10}, {"novembre", 11}, {"decembre", 12},
     {"jan", 1},     {"feb", 2},      {"mrt", 3},       {"apr", 4},      {"jun", 6},       {"jul", 7},
     {"aug", 8},     {"sept", 9},     {"sep", 9},       {"okt", 10},     {"nov", 11},      {"dec", 12},
     {"january", 1}, {"march", 3},    {"october", 10},  {"may", 5}}};

struct Reader {
    std::string_view text;
    std::size_t at;

    // Up to four digits; 0 when there are none, or more.
    std::pair<int, std::size_t> number() {
        int value = 0;
        std::size_t digits = 0;
        for (; at < text.size() && is_digit(text[at]) && digits < 5; ++at, ++digits)
            value = value * 10 + text[at] - '0';
        return {value, digits < 5 ? digits : 0};
    }
    bool gap() {
        std::size_t count = 0;
        for (; at < text.size() && count < 3; ++at, ++count) {
            const char c = text[at];
            if (!is_space(c) && c != '/' && c != '.' && c != '-') break;
        }
        return count > 0;
    }
    int month_name() {
        for (const auto& [name, number] : months) {
            if (!text.substr(at).starts_with(name)) continue;
            const auto end = at + name.size();
            if (end < text.size() && is_letter(text[end])) continue;
            at = end;
            return number;
        }
        return 0;
    }
};

bool fits(int day, int month) {
    constexpr std::array<int, 13> days{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month >= 1 && month <= 12 && day >= 1 && day <= days[static_cast<std::size_t>(month)];
}

}  // namespace

std::optional<Date> date_at(std::string_view text, std::size_t at, int this_year) {
    Reader read{text, at};
    auto [first, first_digits] = read.number();
    if (first_digits == 0 || first_digits == 3) return std::nullopt;
    if (text.substr(read.at).starts_with("er ")) read.at += 2;
    if (!read.gap()) return std::nullopt;
    int month = read.month_name();
    if (month == 0) {
        const auto [number, digits] = read.number();
        if (digits == 0 || digits > 2) return std::nullopt;
        month = number;
    }
    if (!read.gap()) return std::nullopt;
    auto [last, last_digits] = read.number();
    if (first_digits == 4) {
        std::swap(first, last);
        std::swap(first_digits, last_digits);
    }
    if (first_digits == 0 || first_digits > 2 || (last_digits != 2 && last_digits != 4)) return std::nullopt;
    if (!fits(first, month)) return std::nullopt;
    Date date{first, month, last, last_digits == 4, read.at};
    if (last_digits == 2) date.year += last <= this_year % 100 ? 2000 : 1900;
    return date;
}

std::optional<Date> date_after(std::string_view text, std::size_t at, std::size_t reach, int this_year) {
    const auto end = std::min(text.size(), at + reach);
    while (at < end && !is_digit(text[at])) ++at;
    if (at >= end) return std::nullopt;
    return date_at(text, at, this_year);
}

}  // namespace sluis::scan
