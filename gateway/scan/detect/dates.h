#pragma once

#include <cstddef>
#include <optional>

#include "gateway/scan/detect/fold.h"

namespace sluis::scan {

/// A date as it is written in Belgium: 12/04/1987, 12.4.87, 12-04-1987, 1987-04-12, 12 april 1987, 1er avril 1987.
struct Date {
    int day = 0, month = 0, year = 0;  ///< The year in full: two digits are of the century that makes it past.
    bool whole_year = true;            ///< Written with four digits.
    std::size_t end = 0;               ///< Behind it, in the folded text.
};

/// The date that begins at `at`; none when there is no possible one.
[[nodiscard]] std::optional<Date> date_at(std::string_view text, std::size_t at, int this_year);

/// The first date that begins within `reach` characters after `at`, with nothing but words between.
[[nodiscard]] std::optional<Date> date_after(std::string_view text, std::size_t at, std::size_t reach, int this_year);

/// True for a year in which somebody alive today can have been born.
[[nodiscard]] inline bool is_birth_year(int year, int this_year) {
    return year > this_year - 110 && year <= this_year;
}

}  // namespace sluis::scan
