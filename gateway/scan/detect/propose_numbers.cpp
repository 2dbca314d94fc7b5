#include <algorithm>
#include <array>

#include "gateway/match/date.h"
#include "gateway/match/values.h"
#include "gateway/scan/detect/propose.h"
#include "gateway/scan/detect/rrn.h"

namespace sluis::scan {
namespace {

constexpr std::size_t most_digits = 15;  // ITU-T E.164
constexpr std::size_t longest_gap = 3;   // " (0" within a telephone number.
constexpr std::size_t longest_token = 40;

// The digits from one place on, as far as separators keep them together, and where each group of them ends.
struct Digits {
    std::array<char, most_digits> digits{};
    std::array<bool, most_digits + 1> ends_group{};
    std::size_t count = 0;
    [[nodiscard]] std::string_view first(std::size_t size) const { return {digits.data(), size}; }
};

bool separates(char c) {
    return is_space(c) || c == '.' || c == '-' || c == '/' || c == '(' || c == ')' || c == '_' || c == '|';
}

Digits digits_from(std::string_view text, std::size_t at) {
    Digits found;
    while (at < text.size() && found.count < most_digits) {
        if (is_digit(text[at])) {
            found.digits[found.count++] = text[at++];
            continue;
        }
        found.ends_group[found.count] = true;
        const auto gap = at;
        while (at < text.size() && at - gap < longest_gap && separates(text[at])) ++at;
        if (at == gap || at == text.size() || !is_digit(text[at])) return found;
    }
    if (at == text.size() || !is_digit(text[at])) found.ends_group[found.count] = true;
    return found;
}

// A national number has nine or ten digits with its zero; one with a plus or 00 as many as follow.
void propose_phone(const Digits& digits, bool plus, const std::string& place, Proposals& to) {
    const auto add = [&](std::size_t count) {
        if (digits.count < count || !digits.ends_group[count]) return;
        const auto written = (plus ? "+" : "") + std::string{digits.first(count)};
        if (const auto value = match::phone(written)) to.add(match::Kind::phone, *value, place);
    };
    const auto all = digits.first(digits.count);
    if (plus || all.starts_with("00")) {
        for (std::size_t count = 8; count <= digits.count; ++count) add(count);
    } else if (all.starts_with('0')) {
        add(9);
        add(10);
    } else if (all.starts_with("32")) {
        add(10);
        add(11);
    }
}

void propose_national(const Digits& digits, const std::string& place, Proposals& to) {
    if (digits.count < 11 || !digits.ends_group[11]) return;
    if (match::series_by_check(digits.first(11))) to.add(match::Kind::national_number, digits.first(11), place);
}

bool in_token(std::string_view text, std::size_t at) {
    if (is_word(text[at])) return true;
    const char c = text[at];
    const bool sign = c == '-' || c == '/' || c == '.' || c == '_';
    return sign && at > 0 && at + 1 < text.size() && is_word(text[at - 1]) && is_word(text[at + 1]);
}

// The word around a digit, letters and inner signs included: "d-2026/00123". Returns its end.
std::size_t propose_dossier(std::string_view text, std::size_t at, const std::string& place, Proposals& to) {
    auto begin = at;
    while (begin > 0 && at - begin < longest_token && in_token(text, begin - 1)) --begin;
    auto end = at;
    while (end < text.size() && end - at < longest_token && in_token(text, end)) ++end;
    const auto token = text.substr(begin, end - begin);
    if (!to.is_new(token)) return end;
    if (const auto value = match::dossier_of_folded(token)) to.add(match::Kind::dossier, *value, place);
    return end;
}

}  // namespace

std::vector<DateHit> propose_numbers(std::string_view text, const std::vector<DigitGroup>& groups,
                                     const std::string& place, Proposals& to) {
    std::vector<DateHit> dates;
    const auto today = rrn::today();
    std::size_t token_end = 0;
    for (const auto& group : groups) {
        const std::size_t at = group.begin;
        if (at >= token_end) token_end = propose_dossier(text, at, place, to);
        if (at > 0 && is_word(text[at - 1])) continue;
        if (const auto date = match::date_at(text, at)) {
            auto births = match::births_of(*date, today);
            if (!births.empty()) dates.push_back({at, date->end, std::move(births)});
        }
        const auto digits = digits_from(text, at);
        propose_national(digits, place, to);
        propose_phone(digits, at > 0 && text[at - 1] == '+', place, to);
    }
    return dates;
}

}  // namespace sluis::scan
