#include "gateway/scan/detect/rrn.h"

#include <algorithm>
#include <charconv>

#include "gateway/match/values.h"

namespace sluis::scan::rrn {
namespace {

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

std::chrono::year_month_day today() {
    return std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
}

Judged evidence_of(const Hit& hit) {
    using policy::Strength;
    switch (hit.kind) {
        case Kind::separated:
        case Kind::labelled:
            break;
        case Kind::bare:
            return {"rrn.bare", Strength::strong};
        case Kind::typo:
            return {"rrn.typo", Strength::strong};
        case Kind::partial:
            return {"rrn.partial", Strength::strong};
        case Kind::shape:
            return {"rrn.shape", Strength::weak};
    }
    return {"rrn", Strength::certain};
}

Result<Number, Fault> validate(std::string_view digits, std::chrono::year_month_day today) {
    if (digits.size() != 11 || !std::all_of(digits.begin(), digits.end(), is_digit)) return failure(Fault::length);
    const auto series = match::series_by_check(digits);
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

std::string mask(std::string_view digits) {
    if (digits.size() < 9) return "••.••.••-•••.••";
    const auto last = digits.size() == 11 ? std::string{digits.substr(9)} : std::string{"••"};
    return std::string{digits.substr(0, 2)} + ".••.••-•••." + last;
}

std::optional<Hit> in_numeric_cell(std::string_view value, bool labelled, std::chrono::year_month_day today) {
    const bool exponent = value.find_first_of("eE") != value.npos;
    if (exponent && labelled && value.size() < 12) {
        const auto tens = value.substr(value.find_first_of("eE") + 1);
        if (tens == "+09" || tens == "+10" || tens == "9" || tens == "10") return Hit{Kind::partial, {}, 0};
    }
    if (value.size() < 8 || value.size() > 10 || !std::all_of(value.begin(), value.end(), is_digit))
        return std::nullopt;
    const auto padded = std::string(11 - value.size(), '0') + std::string{value};
    const auto number = validate(padded, today);
    if (labelled) return Hit{number ? Kind::labelled : Kind::typo, padded, 0};
    // A number of 8 or 9 digits is far more often a telephone, a date or an amount than somebody born in 2000.
    if (number && value.size() == 10 && number->year >= 2000 && number->month) return Hit{Kind::bare, padded, 0};
    return std::nullopt;
}

}  // namespace sluis::scan::rrn
