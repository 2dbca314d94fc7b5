#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gateway/match/kind.h"

namespace sluis::scan {

/// A value in a message by which somebody on an organisation's list could be recognised. The child proposes it; it
/// knows no list and no key. It is personal data in the clear: it is looked up and forgotten, and goes into no log, no
/// row and no answer to anybody.
struct Candidate {
    match::Kind kind = match::Kind::initial;
    std::string value;  ///< In its kind's one written form (gateway/match/values.h).
    /// Which document of the findings it stands in, counted from 0; none for the subject and what stands outside the
    /// parts.
    std::optional<std::uint32_t> document;
    std::string place;                    ///< As that of policy::Evidence.
    std::optional<std::uint32_t> person;  ///< The ordinal that the findings have for this number's person.
    /// It stands among the contact data under a mail's closing words, and nowhere before.
    bool in_signature = false;
    friend bool operator==(const Candidate&, const Candidate&) = default;
};

}  // namespace sluis::scan
