#include "gateway/match/date.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sluis::match {
namespace {

constexpr int oldest = 120;  // Years.

// Folded, in Dutch, French and English: as much as tells the month; what follows of the word must be letters.
constexpr std::array<std::pair<std::string_view, int>, 26> months{
    {{"jan", 1}, {"feb", 2}, {"fev", 2}, {"maart", 3}, {"mrt", 3},  {"mars", 3}, {"march", 3}, {"apr", 4},  {"avr", 4},
     {"mei", 5}, {"mai", 5}, {"may", 5}, {"juni", 6},  {"jun", 6},  {"juin", 6}, {"juil", 7},  {"juli", 7}, {"jul", 7},
     {"aug", 8}, {"aou", 8}, {"sep", 9}, {"okt", 10},  {"oct", 10}, {"nov", 11}, {"dec", 12},  {"mar", 3}}};

struct Cursor {
    std::string_view text;
    std::size_t at = 0;

    // Up to four digits, and how many there were.
    std::pair<int, std::size_t> number() {
        int value = 0;
        std::size_t count = 0;
        for (; at < text.size() && is_digit(text[at]); ++at) {
            if (++count > 4) return {0, 5};
            value = value * 10 + (text[at] - '0');
        }
        return {value, count};
    }

    // One separator, blanks around it.
    bool gap() {
        const auto from = at;
        bool sign = false;
        while (at < text.size() && at - from < 3) {
            const char c = text[at];
            if (c == '/' || c == '.' || c == '-') {
                if (sign) return false;
                sign = true;
            } else if (c != ' ') {
                break;
            }
            ++at;
        }
        return at > from;
    }

    int month_word() {
        for (const auto& [word, month] : months) {
            if (!text.substr(at).starts_with(word)) continue;
            const auto from = at;
            at += word.size();
            while (at < text.size() && is_letter(text[at]) && at - from < 10) ++at;
            return at < text.size() && is_letter(text[at]) ? 0 : month;
        }
        return 0;
    }
};

bool exists(int year, int month, int day) {
    return month >= 1 && day >= 1 && (std::chrono::year{year} / month / day).ok();
}

}  // namespace

std::optional<WrittenDate> date_at(std::string_view folded, std::size_t at) {
    Cursor cursor{folded.substr(0, std::min(folded.size(), at + 24)), at};
    WrittenDate date;
    const auto [first, first_digits] = cursor.number();
    if (first_digits == 0 || first_digits == 3 || first_digits > 4 || !cursor.gap()) return std::nullopt;
    const bool year_first = first_digits == 4;
    const auto [second, second_digits] = cursor.number();
    date.month = second;
    if (second_digits == 0 && !year_first) date.month = cursor.month_word();
    if (second_digits > 2 || date.month < 1 || date.month > 12 || !cursor.gap()) return std::nullopt;
    const auto [third, third_digits] = cursor.number();
    date.end = cursor.at;
    if (year_first) {
        if (third_digits < 1 || third_digits > 2) return std::nullopt;
        date.year = first;
        date.day = third;
    } else {
        if (third_digits != 2 && third_digits != 4) return std::nullopt;
        date.year = third;
        date.day = first;
        date.short_year = third_digits == 2;
    }
    // In a leap year any day may exist that exists in another.
    return exists(date.short_year ? 2000 : date.year, date.month, date.day) ? std::optional{date} : std::nullopt;
}

std::vector<std::string> births_of(const WrittenDate& date, std::chrono::year_month_day today) {
    std::vector<std::string> births;
    const auto add = [&](int year) {
        const auto birth = std::chrono::year{year} / date.month / date.day;
        if (!birth.ok() || birth > today || year < static_cast<int>(today.year()) - oldest) return;
        const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
        births.push_back(std::to_string(year) + '-' + two(date.month) + '-' + two(date.day));
    };
    if (date.short_year) {
        add(1900 + date.year);
        add(2000 + date.year);
    } else {
        add(date.year);
    }
    return births;
}

}  // namespace sluis::match
