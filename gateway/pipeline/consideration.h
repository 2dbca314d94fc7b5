#pragma once

#include <span>
#include <string>
#include <vector>

#include "gateway/mail/envelope.h"
#include "gateway/scan/report.h"
#include "gateway/scan/scanner.h"
#include "policy/counterfactual.h"
#include "policy/decide.h"
#include "policy/policy_set.h"
#include "storage/directory/directory.h"
#include "storage/register/person_lists.h"

namespace sluis::pipeline {

/// A message considered: what the scan saw, who is concerned, and what was decided for each recipient.
struct Consideration {
    scan::Report report;
    policy::Directives directives;
    policy::Party sender;
    std::vector<policy::Party> recipients;      ///< In the order of the envelope.
    std::vector<policy::Decision> decisions{};  ///< One for each recipient, same order.
    policy::Policy policy{};                    ///< The one that holds for this sender.
    std::string policy_version{};
    /// Names of the header fields that do not leave with the mail, since they were addressed to Sluis (design §1.3), in
    /// their order; "Subject" when only the directives in it go.
    std::vector<std::string> taken_out{};
    std::string organisation{};  ///< The sender's, as the session knew it; may be empty.
    /// What would have changed each decision; same order.
    std::vector<std::vector<policy::Counterfactual>> counterfactuals{};
    bool shared_whole = false;  ///< share_whole_where_needed() found a part that cannot be taken out.
};

/// Analyse, classify, decide (design §3): everything that is computed again after a crash, with nothing stored and
/// nothing sent. Live mail and `sluisctl explain` are decided here and nowhere else.
/// The sender's organisation and groups say which policy holds.
/// @param organisation  the sender's, as the session knows it; may be empty
/// @param lists  the organisations' lists of clients and staff; null: none are looked at
/// @throws scan::Unavailable, storage::directory::Unavailable, storage::Error: the message waits
[[nodiscard]] Consideration consider(std::span<const char> message, const mail::Envelope& envelope,
                                     const std::string& organisation, const scan::Scanner& scanner,
                                     const storage::directory::Directory& directory, storage::lists::ListLookup* lists,
                                     const policy::PolicySet& policies);

/// The same for a mail that nobody wrote: a report that was made up, with findings and header values and no octets (a
/// policy test). Of rewriting nothing is known, so what cannot be taken out of its mail is not seen.
/// @throws storage::directory::Unavailable
[[nodiscard]] Consideration consider_described(scan::Report report, const mail::Envelope& envelope,
                                               const std::string& organisation,
                                               const storage::directory::Directory& directory,
                                               const policy::PolicySet& policies);

}  // namespace sluis::pipeline
