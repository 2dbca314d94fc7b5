#include "gateway/match/values.h"

#include <algorithm>
#include <cstdint>

#include "gateway/mail/mailbox.h"
#include "gateway/mail/national_number.h"
#include "gateway/match/date.h"
#include "gateway/match/fold.h"

namespace sluis::match {
namespace {

constexpr std::size_t shortest_dossier = 4;  // Digits: shorter numbers stand in every text.
constexpr std::size_t longest_dossier = 32;
constexpr std::size_t longest_email = 120;

std::string digits_of(std::string_view folded) {
    std::string digits;
    std::copy_if(folded.begin(), folded.end(), std::back_inserter(digits), is_digit);
    return digits;
}

bool is_year(std::string_view text) {
    return text.size() == 4 && (text.starts_with("19") || text.starts_with("20"));
}

}  // namespace

std::optional<int> series_by_check(std::string_view digits) {
    return sluis::national_number::series_by_check(digits);
}

std::optional<std::string> national_number(std::string_view text) {
    const auto folded = fold(text).text;
    if (std::any_of(folded.begin(), folded.end(), is_letter)) return std::nullopt;
    auto digits = digits_of(folded);
    if (digits.size() < 9 || digits.size() > 11) return std::nullopt;
    digits.insert(0, 11 - digits.size(), '0');
    const auto counter = std::string_view{digits}.substr(6, 3);
    if (counter == "000" || counter == "999" || !series_by_check(digits)) return std::nullopt;
    return digits;
}

std::optional<std::string> dossier_of_folded(std::string_view folded) {
    std::string value;
    std::size_t digits = 0;
    for (const char c : folded) {
        if (c == Folded::foreign) return std::nullopt;
        if (!is_word(c)) continue;
        digits += is_digit(c) ? 1 : 0;
        value.push_back(c);
    }
    if (digits < shortest_dossier || value.size() > longest_dossier || is_year(value)) return std::nullopt;
    return value;
}

std::optional<std::string> dossier(std::string_view text) {
    return dossier_of_folded(fold(text).text);
}

std::optional<std::string> email(std::string_view text) {
    const auto from = text.find_first_not_of(" \t");
    if (from == text.npos) return std::nullopt;
    text = text.substr(from, text.find_last_not_of(" \t") - from + 1);
    if (text.starts_with("mailto:")) text.remove_prefix(7);
    const auto mailbox = mail::Mailbox::parse(text);
    if (!mailbox || !mailbox->is_ascii() || text.size() > longest_email || mailbox->domain().find('.') == text.npos)
        return std::nullopt;
    return mailbox->key();
}

std::optional<std::string> phone(std::string_view text) {
    const auto folded = fold(text).text;
    if (std::any_of(folded.begin(), folded.end(), is_letter)) return std::nullopt;
    const auto first = folded.find_first_of("+0123456789");
    if (first == folded.npos) return std::nullopt;
    auto digits = digits_of(folded);
    const bool abroad = folded[first] == '+' || digits.starts_with("00");
    if (digits.starts_with("00")) digits.erase(0, 2);
    // +32 (0)476 …
    if (abroad && digits.starts_with("320")) digits.erase(2, 1);
    if (abroad) return digits.size() >= 8 && digits.size() <= 15 ? std::optional{digits} : std::nullopt;
    if (digits.starts_with('0') && (digits.size() == 9 || digits.size() == 10)) return "32" + digits.substr(1);
    // A mobile number whose zero a spreadsheet took.
    if (digits.size() == 9 && digits[0] == '4') return "32" + digits;
    if (digits.starts_with("32") && (digits.size() == 10 || digits.size() == 11)) return digits;
    return std::nullopt;
}

std::optional<std::string> birth_date(std::string_view text, std::chrono::year_month_day today) {
    const auto folded = fold(text).text;
    const auto from = folded.find_first_of("0123456789");
    if (from == folded.npos) return std::nullopt;
    const auto date = date_at(folded, from);
    if (!date) return std::nullopt;
    // "12/04/1987 00:00:00" is what spreadsheets write.
    if (folded.substr(date->end).find_first_not_of(" 0:tz.") != folded.npos) return std::nullopt;
    const auto births = births_of(*date, today);
    return births.empty() ? std::nullopt : std::optional{births.back()};
}

std::string name_part(std::string_view text) {
    const auto folded = fold(text).text;
    if (folded.find(Folded::foreign) != folded.npos) return {};
    std::string part;
    std::copy_if(folded.begin(), folded.end(), std::back_inserter(part), is_letter);
    return part;
}

std::string name_of(std::string_view part, std::string_view other) {
    const auto [first, second] = std::minmax(part, other);
    return std::string{first} + ' ' + std::string{second};
}

std::string initial_of(std::string_view given, std::string_view surname) {
    return std::string{given.substr(0, 1)} + ' ' + std::string{surname};
}

std::string name_and_birth(std::string_view name, std::string_view birth) {
    return std::string{name} + ' ' + std::string{birth};
}

}  // namespace sluis::match
