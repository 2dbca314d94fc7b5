#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/scan/detect/fold.h"
#include "gateway/scan/detect/words.h"

/// Numbers that look like a national number but are something else, and those that are evidence of their own
/// (domain §2, other identifiers). Each takes digits alone, without separators.
namespace sluis::scan {

/// Ten digits, first 0 or 1, last two 97 − (first eight mod 97): an organisation, not a person.
[[nodiscard]] bool is_enterprise_number(std::string_view digits);
/// Twelve digits, first ten mod 97, 0 as 97: a payment's structured communication, and an eID card's number.
[[nodiscard]] bool is_mod97_of_twelve(std::string_view digits);
/// An IBAN of any country by ISO 7064 mod 97-10; upper case, without spaces.
[[nodiscard]] bool is_iban(std::string_view iban);
/// A Belgian mobile number in international form without its plus sign: 324 and eight digits.
[[nodiscard]] bool is_bare_mobile(std::string_view digits);

struct NumberHit {
    enum class Kind { iban, eid_card } kind = Kind::iban;
    std::size_t begin = 0;
    bool labelled = false;
    std::string masked;
};

/// Finds IBANs and eID card numbers among the digits of a text; appends to `hits`.
void find_numbers(const Folded& text, const std::vector<DigitGroup>& digits, std::vector<NumberHit>& hits);

}  // namespace sluis::scan
