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

// Where an IBAN with its check digits at `digits` begins; npos when no two letters stand before them alone.
std::size_t iban_begin(std::string_view text, std::size_t digits) {
    const auto letter = [&](std::size_t i) { return text[i] >= 'a' && text[i] <= 'z'; };
    auto at = digits;
    if (at > 0 && text[at - 1] == ' ') --at;
    if (at < 2 || !letter(at - 1) || !letter(at - 2)) return text.npos;
    return at == 2 || !is_word(text[at - 3]) ? at - 2 : text.npos;
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

void find_numbers(const Folded& folded, const std::vector<DigitGroup>& digits, std::vector<NumberHit>& hits) {
    const std::string_view text = folded.text;
    std::string card;
    for (const auto& group : digits) {
        const std::size_t at = group.begin;
        if (group.size() == 3 && card_at(text, at, card)) {
            const auto from = at > 40 ? at - 40 : 0;
            hits.push_back({NumberHit::Kind::eid_card, at, names_card(text.substr(from, at - from)), "•••-•••••••-••"});
        } else if (group.size() >= 2) {
            const auto begin = iban_begin(text, at);
            if (begin == text.npos) continue;
            auto iban = read_iban(text, begin);
            std::transform(iban.begin(), iban.end(), iban.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
            if (is_iban(iban))
                hits.push_back({NumberHit::Kind::iban, begin, true, iban.substr(0, 2) + "•• •••• •••• ••••"});
        }
    }
}

}  // namespace sluis::scan
