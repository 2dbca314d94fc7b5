#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/scan/detect/words.h"

/// How somebody is reached: telephone numbers, e-mail addresses, postal addresses (domain §2).
namespace sluis::scan {

struct Telephone {
    std::uint32_t begin = 0, end = 0;
    bool mobile = false;
};

/// Belgian numbers, mobile and not, national or with +32 or 0032; other countries' with their plus sign. A run of nine
/// digits without separators is one only behind a word that says so.
void find_telephones(const Folded& text, const Marks& marks, std::vector<Telephone>& found);

struct MailAddress {
    std::uint32_t begin = 0, end = 0;
    bool consumer = false;      ///< At a provider for households.
    bool names_person = false;  ///< Has the form first.last@.
};

void find_mail_addresses(const Folded& text, const Marks& marks, std::vector<MailAddress>& found);

struct PostalAddress {
    std::uint32_t begin = 0, end = 0;
    bool whole = false;  ///< With postcode and municipality.
};

/// A street, by its last or first word, and a house number; mostly with a postcode and a municipality behind it.
void find_postal_addresses(const Folded& text, const Marks& marks, std::vector<PostalAddress>& found);

}  // namespace sluis::scan
