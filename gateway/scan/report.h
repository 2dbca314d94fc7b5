#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gateway/mail/result.h"
#include "gateway/mime/limits.h"
#include "gateway/mime/structure.h"
#include "gateway/scan/candidate.h"
#include "policy/findings.h"

namespace sluis::scan {

/// The scan child's whole answer about one message.
///
/// It is hostile input: whoever sent the mail may own the child. decode() holds it to its rules before
/// anybody looks at it, so that holding a Report means: every range is ordered, disjoint from its siblings
/// and inside the message; counts and lengths are within limits; every text is valid UTF-8 without control
/// characters; each document of the findings has the part path of a leaf of the structure, in the same order; each
/// candidate is of a document that is there, and of the form of its kind.
struct Report {
    mime::Structure structure;
    policy::Findings findings;
    /// What may be looked up in lists of persons; only where the scan was asked for it. Each kind and value once for a
    /// document, the kinds that say most first.
    std::vector<Candidate> candidates;
    bool candidates_cut = false;  ///< There were more than bounds::candidates, and some that say much were left out.
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
