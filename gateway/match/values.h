#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/match/kind.h"

/// The written form of each kind. Each takes what people write and gives nothing where it is none of that kind, or
/// says too little to tell one person from another.
namespace sluis::match {

/// No written form is longer.
inline constexpr std::size_t max_value = 160;

/// The first nine digits of a national number and its check digits: the century of birth that fits (1900, 2000), or
/// none. @param digits  eleven digits
[[nodiscard]] std::optional<int> series_by_check(std::string_view digits);

/// Eleven digits whose check digits fit, whatever stands between them. Of nine or ten, a spreadsheet took the zeros.
[[nodiscard]] std::optional<std::string> national_number(std::string_view text);

/// Letters, digits and nothing else, at least four digits among them, and no year.
[[nodiscard]] std::optional<std::string> dossier(std::string_view text);
/// The same for text that is folded already: no second folding.
[[nodiscard]] std::optional<std::string> dossier_of_folded(std::string_view folded);

[[nodiscard]] std::optional<std::string> email(std::string_view text);

/// Country code and number. One without a country is Belgian.
[[nodiscard]] std::optional<std::string> phone(std::string_view text);

/// The date of birth in a cell of a list; of a year with two digits the latest that has been.
[[nodiscard]] std::optional<std::string> birth_date(std::string_view text, std::chrono::year_month_day today);

/// One part of a name as it is compared: its letters a–z alone ("van den Berghe" and "Vandenberghe" are one). Empty
/// when there are none, or letters that have no Latin form.
[[nodiscard]] std::string name_part(std::string_view text);
/// Given name and surname, in whichever order.
[[nodiscard]] std::string name_of(std::string_view part, std::string_view other);
/// @param given  not empty
[[nodiscard]] std::string initial_of(std::string_view given, std::string_view surname);
/// @param name  of name_of() or initial_of()   @param birth  of birth_date()
[[nodiscard]] std::string name_and_birth(std::string_view name, std::string_view birth);

/// How one person may be named: every given name and surname, the first of several given names, the first of several
/// surnames.
struct Names {
    std::vector<std::string> full;      ///< Values of Kind::name.
    std::vector<std::string> initials;  ///< Values of Kind::initial.
};
/// @param surname  alone, when `given` is empty: then it is a whole name, surname before a comma or in either order.
[[nodiscard]] Names names_of(std::string_view given, std::string_view surname);

/// True where a given name and a surname that both are common meet: hundreds of people are called so, and finding the
/// name does not say that it is the listed one. @param name  a value of Kind::name
[[nodiscard]] bool is_common_name(std::string_view name);

/// Words that belong to the surname behind them: "van", "de", "el". @param word  folded
[[nodiscard]] bool is_particle(std::string_view word);
/// False when no such word begins so.
[[nodiscard]] bool begins_particle(char c);

}  // namespace sluis::match
