#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/mail/result.h"

/// The Belgian national number: rijksregisternummer and BIS number, INSZ together (domain §2). Pure; what looks for one
/// in a text stands in gateway/scan/detect.
namespace sluis::national_number {

enum class Sex { unknown, male, female };

/// What a valid number says. Without a known month there is no day; without a known birth there is only the series.
struct Number {
    int year = 0;  ///< Of birth, in full. Of the series (1900, 2000) alone where the birth is wholly unknown.
    std::optional<int> month;
    std::optional<int> day;
    bool birth_known = true;
    bool bis = false;
    Sex sex = Sex::unknown;
};

/// Why eleven digits are no number.
enum class Fault { length, date, sequence, check };

/// The series of eleven digits by their check digits: 1900 or 2000; nothing when these fit neither. Precondition:
/// eleven digits.
[[nodiscard]] std::optional<int> series_by_check(std::string_view digits);

/// Judges eleven digits. The check digits tell the century; a birth after `today` is a fault of date.
[[nodiscard]] Result<Number, Fault> validate(std::string_view digits, std::chrono::year_month_day today);

/// The digits of a number that a person typed: dots, hyphens, slashes and blanks between them are allowed. Nothing when
/// it holds anything else, or not eleven digits. Not yet valid.
[[nodiscard]] std::optional<std::string> digits_of(std::string_view typed);

/// Today in UTC, from the system's clock.
[[nodiscard]] std::chrono::year_month_day today();

}  // namespace sluis::national_number
