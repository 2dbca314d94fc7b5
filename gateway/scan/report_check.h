#pragma once

#include <vector>

#include "gateway/scan/report.h"

namespace sluis::scan {

/// Whether a structure is one that a message of this size can have: a tree in the order of the message,
/// numbered as IMAP does, each part inside its parent's body and after its elder sibling. Gives nullptr, or
/// the rule it breaks.
[[nodiscard]] const char* lie_in(const mime::Structure& structure, std::uint64_t message_size,
                                 const mime::Limits& limits);

/// Whether findings fit the structure: one document for each leaf, in their order; or, when the message as a
/// whole is unscannable, one document alone, with the part path "". Gives nullptr, or the rule they break.
[[nodiscard]] const char* lie_in(const policy::Findings& findings, const mime::Structure& structure,
                                 std::uint64_t message_size);

/// Whether candidates are what they say: of a document that is there, ordered by kind, of their kind's written form as
/// far as octets tell. Gives nullptr, or the rule they break.
[[nodiscard]] const char* lie_in(const std::vector<Candidate>& candidates, const policy::Findings& findings);

}  // namespace sluis::scan
