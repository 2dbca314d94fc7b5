#include "gateway/scan/detect/number_columns.h"

#include <algorithm>

#include "gateway/scan/detect/numbers.h"
#include "gateway/scan/detect/rrn.h"

namespace sluis::scan {
namespace {

constexpr std::size_t max_columns = 1000;
constexpr std::size_t few = 20;         // Of so many numbers one fits by chance less than once in 27 columns.
constexpr std::size_t max_fits = 2000;  // Of one column: no document's evidence holds more persons.

std::string_view trimmed(std::string_view cell) {
    const auto begin = std::min(cell.find_first_not_of(" \t"), cell.size());
    return cell.substr(begin, cell.find_last_not_of(" \t") + 1 - begin);
}

// Whether the cell could fit at all: digits as many as a national number has, or one less, for a zero that was lost.
bool could_fit(std::string_view digits) {
    return (digits.size() == 10 || digits.size() == 11) && is_number_cell(digits) && !is_bare_mobile(digits);
}

// The eleven digits that the cell stands for; none when they are no national number.
std::string fitting(std::string_view digits, bool numeric) {
    const auto today = rrn::today();
    if (digits.size() == 11 && rrn::validate(digits, today)) return std::string{digits};
    const auto hit = numeric ? rrn::in_numeric_cell(digits, false, today) : std::nullopt;
    return hit ? hit->digits : std::string{};
}

}  // namespace

bool is_number_cell(std::string_view cell) {
    const auto digits = trimmed(cell);
    return !digits.empty() && std::all_of(digits.begin(), digits.end(), is_digit);
}

bool NumberColumns::read(std::size_t column, std::string_view cell, bool numeric) {
    const auto bare = trimmed(cell);
    if (!could_fit(bare)) return false;
    last_ = std::min(column, max_columns - 1);
    columns_.resize(std::max(columns_.size(), last_ + 1));
    auto& own = columns_[last_];
    ++own.numbers;
    auto digits = fitting(bare, numeric);
    if (digits.empty()) return false;
    ++own.fitting;
    if (own.fits.size() >= max_fits) return false;
    const bool as_written = bare.size() == digits.size();
    own.fits.push_back({std::move(digits), {}, as_written});
    return true;
}

void NumberColumns::finish(Collector& collector) {
    for (auto& column : columns_) {
        const bool most = column.fitting * 2 >= column.numbers;
        for (auto& fit : column.fits) {
            if (most || (fit.as_written && column.numbers < few)) {
                const auto person = collector.people().by_number(fit.digits);
                collector.add({"rrn.bare", policy::Strength::strong, fit.place, rrn::mask(fit.digits), person});
            } else if (!collector.has_weak("rrn.shape")) {
                collector.add({"rrn.shape", policy::Strength::weak, fit.place, rrn::mask(fit.digits), std::nullopt});
            }
        }
    }
    columns_.clear();
}

}  // namespace sluis::scan
