#include "gateway/mail/national_number.h"

#include <algorithm>
#include <charconv>

namespace sluis::national_number {
namespace {

constexpr std::size_t length = 11;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

int digits_at(std::string_view digits, std::size_t at, std::size_t count) {
    int value = 0;
    std::from_chars(digits.data() + at, digits.data() + at + count, value);
    return value;
}

bool is_future(int year, int month, int day, std::chrono::year_month_day today) {
    const auto known = std::chrono::year{year} / std::max(month, 1) / std::max(day, 1);
    return known > today;
}

}  // namespace

std::optional<int> series_by_check(std::string_view digits) {
    std::uint64_t first_nine = 0;
    std::from_chars(digits.data(), digits.data() + 9, first_nine);
    const auto check = static_cast<std::uint64_t>(digits_at(digits, 9, 2));
    if (check == 97 - first_nine % 97) return 1900;
    if (check == 97 - (2'000'000'000 + first_nine) % 97) return 2000;
    return std::nullopt;
}

std::chrono::year_month_day today() {
    return std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
}

Result<Number, Fault> validate(std::string_view digits, std::chrono::year_month_day today) {
    if (digits.size() != length || !std::all_of(digits.begin(), digits.end(), is_digit)) return failure(Fault::length);
    const auto series = series_by_check(digits);
    if (!series) return failure(Fault::check);
    const int counter = digits_at(digits, 6, 3);
    if (counter == 0 || counter == 999) return failure(Fault::sequence);

    Number number;
    number.year = *series + digits_at(digits, 0, 2);
    int month = digits_at(digits, 2, 2);
    const int day = digits_at(digits, 4, 2);
    const bool sex_unknown = month >= 20 && month <= 32;
    number.bis = sex_unknown || (month >= 40 && month <= 52);
    if (number.bis) month -= sex_unknown ? 20 : 40;
    if (month > 12 || day > 31) return failure(Fault::date);
    if (month > 0 && day > 0 && !(std::chrono::year{number.year} / month / day).ok()) return failure(Fault::date);
    if (is_future(number.year, month, day, today)) return failure(Fault::date);

    if (!sex_unknown) number.sex = counter % 2 == 1 ? Sex::male : Sex::female;
    number.birth_known = !(digits_at(digits, 0, 2) == 0 && month == 0 && day <= 1);
    if (number.birth_known && month > 0) {
        number.month = month;
        if (day > 0) number.day = day;
    }
    return number;
}

std::optional<std::string> digits_of(std::string_view typed) {
    constexpr std::size_t longest = 32;
    if (typed.size() > longest) return std::nullopt;
    std::string digits;
    for (const char c : typed) {
        if (is_digit(c)) {
            digits += c;
        } else if (std::string_view{".-/ "}.find(c) == std::string_view::npos) {
            return std::nullopt;
        }
    }
    if (digits.size() != length) return std::nullopt;
    return digits;
}

}  // namespace sluis::national_number
