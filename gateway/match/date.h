#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/match/fold.h"

namespace sluis::match {

/// A date as people write it, in folded text: 12/04/1987, 12.4.87, 1987-04-12, 12 april 1987, 12 avr. 1987.
struct WrittenDate {
    int year = 0;  ///< As written: 87 or 1987.
    int month = 0;
    int day = 0;
    bool short_year = false;
    std::size_t end = 0;  ///< Behind it.
};

/// The date that begins at this digit; nothing when none does. Day before month, as in Belgium; the year first only
/// with four digits. Looks at no more than 24 octets.
[[nodiscard]] std::optional<WrittenDate> date_at(std::string_view folded, std::size_t at);

/// The dates of birth that it may mean, as "1987-04-12": one, two for a year of two digits that either century may
/// have, none when nobody alive on `today` was born then.
[[nodiscard]] std::vector<std::string> births_of(const WrittenDate& date, std::chrono::year_month_day today);

}  // namespace sluis::match
