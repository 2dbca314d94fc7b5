#include "gateway/scan/detect/numbers.h"

#include <algorithm>
#include <charconv>

namespace sluis::scan {
namespace {

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_digit);
}

std::uint64_t number(std::string_view digits) {
    std::uint64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

// BE65 9990 0001 2396 and its kin: a country's two letters, two check digits, 11 to 30 more.
std::string read_iban(std::string_view text, std::size_t at) {
    std::string iban;
    bool space = false;
    for (; at < text.size() && iban.size() <= 34; ++at) {
        const char c = text[at];
        if (c == ' ' || c == '.' || c == '-') {
            if (space) break;
            space = true;
            continue;
        }
        if (!is_digit(c) && !(c >= 'a' && c <= 'z')) break;
        if (iban.starts_with("be") && iban.size() == 16) break;
        if (space && iban.size() >= 15 && !is_digit(c)) break;
        space = false;
        iban.push_back(c);
    }
    return iban;
}

bool could_start_iban(std::string_view text, std::size_t at) {
    const auto letter = [&](std::size_t i) { return i < text.size() && text[i] >= 'a' && text[i] <= 'z'; };
    if (!letter(at) || !letter(at + 1) || (at > 0 && is_word(text[at - 1]))) return false;
    const auto digits = at + 2 < text.size() && text[at + 2] == ' ' ? at + 3 : at + 2;
    return digits + 1 < text.size() && is_digit(text[digits]) && is_digit(text[digits + 1]);
}

bool names_card(std::string_view before) {
    return before.find("eid") != before.npos || before.find("kaart") != before.npos;
}

// 599-0000123-57, with any of the usual dashes or dots.
bool card_at(std::string_view text, std::size_t at, std::string& digits) {
    static constexpr std::string_view shape = "ddd-ddddddd-dd";
    if (at + shape.size() > text.size() || (at > 0 && is_word(text[at - 1]))) return false;
    digits.clear();
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const char c = text[at + i];
        if (shape[i] == 'd' ? !is_digit(c) : (c != '-' && c != '.' && c != ' ')) return false;
        if (shape[i] == 'd') digits.push_back(c);
    }
    const auto end = at + shape.size();
    return (end == text.size() || !is_word(text[end])) && is_mod97_of_twelve(digits);
}

}  // namespace

bool is_enterprise_number(std::string_view digits) {
    return digits.size() == 10 && all_digits(digits) && (digits[0] == '0' || digits[0] == '1') &&
           97 - number(digits.substr(0, 8)) % 97 == number(digits.substr(8));
}

bool is_mod97_of_twelve(std::string_view digits) {
    if (digits.size() != 12 || !all_digits(digits)) return false;
    const auto rest = number(digits.substr(0, 10)) % 97;
    return (rest == 0 ? 97 : rest) == number(digits.substr(10));
}

bool is_iban(std::string_view iban) {
    if (iban.size() < 15 || iban.size() > 34 || (iban.starts_with("BE") && iban.size() != 16)) return false;
    std::uint64_t rest = 0;
    for (std::size_t i = 0; i < iban.size(); ++i) {
        const char c = iban[(i + 4) % iban.size()];
        if (is_digit(c)) {
            rest = (rest * 10 + static_cast<std::uint64_t>(c - '0')) % 97;
        } else if (c >= 'A' && c <= 'Z') {
            rest = (rest * 100 + static_cast<std::uint64_t>(c - 'A' + 10)) % 97;
        } else {
            return false;
        }
    }
    return rest == 1;
}

bool is_bare_mobile(std::string_view digits) {
    return digits.size() == 11 && digits.starts_with("324") && digits[3] >= '5';
}

std::vector<NumberHit> find_numbers(const Folded& folded) {
    std::vector<NumberHit> hits;
    const std::string_view text = folded.text;
    std::string card;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_digit(text[at])) {
            if (at > 0 && is_digit(text[at - 1])) continue;
            if (!card_at(text, at, card)) continue;
            const auto from = at > 40 ? at - 40 : 0;
            hits.push_back({NumberHit::Kind::eid_card, at, names_card(text.substr(from, at - from)), "•••-•••••••-••"});
        } else if (could_start_iban(text, at)) {
            auto iban = read_iban(text, at);
            std::transform(iban.begin(), iban.end(), iban.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
            if (is_iban(iban))
                hits.push_back({NumberHit::Kind::iban, at, true, iban.substr(0, 2) + "•• •••• •••• ••••"});
        }
    }
    return hits;
}

}  // namespace sluis::scan
