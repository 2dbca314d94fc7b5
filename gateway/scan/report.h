#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gateway/mail/result.h"
#include "gateway/mime/limits.h"
#include "gateway/mime/structure.h"
#include "policy/findings.h"

namespace sluis::scan {

/// The scan child's whole answer about one message.
///
/// It is hostile input: whoever sent the mail may own the child. decode() holds it to its rules before
/// anybody looks at it, so that holding a Report means: every range is ordered, disjoint from its siblings
/// and inside the message; counts and lengths are within limits; every text is valid UTF-8 without control
/// characters; each document of the findings has the part path of a leaf of the structure, in the same order.
struct Report {
    mime::Structure structure;
    policy::Findings findings;
};

/// The answer's bytes: a frame of tagged, length-prefixed fields (gateway/scan/report.cpp describes it).
/// Makes texts as decode() wants them: controls become blanks, too long is cut, of too much evidence the strongest
/// stays.
[[nodiscard]] std::string encode(const Report& report);

/// Reads and checks an answer. @param message_size  octets of the message that was scanned.
[[nodiscard]] Result<Report> decode(std::string_view answer, std::uint64_t message_size, const mime::Limits& limits);

/// The report for a message of which nothing may be believed: one opaque document, unscannable for this
/// reason.
[[nodiscard]] Report opaque(std::uint64_t message_size, policy::Unscannable reason);

}  // namespace sluis::scan
