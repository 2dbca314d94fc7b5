#include "gateway/scan/detect/rrn.h"

#include <algorithm>

namespace sluis::scan::rrn {

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
