#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/decision.h"
#include "policy/directives.h"
#include "policy/findings.h"
#include "policy/party.h"
#include "policy/policy.h"

namespace sluis::policy {

/// Q2: which class an address is of. From exact address, then directory, then domain, then consumer domains, else
/// unknown.
/// @param own_organisation  the sender's organisation: an address in it is of class "own"
[[nodiscard]] Party classify(const Policy& policy, const mail::Mailbox& address,
                             const std::optional<DirectoryFacts>& facts, const std::string& own_organisation);

/// Q2 for a distribution list of the directory: every class of its members counts, and it bears the name of the
/// strictest. An exact address of the policy goes before. A list without members, or whose members are not all known,
/// counts as every class at once, "unknown" among them.
/// @param own  how classify() sees the list's own address  @param complete  everybody is in `members`
[[nodiscard]] Party classify_list(const Policy& policy, Party own, const std::vector<Party>& members, bool complete);

/// The flowchart of design §5: one decision for each recipient, in their order. Pure: same values, same decisions.
[[nodiscard]] std::vector<Decision> decide(const Policy& policy, const Party& sender, const Directives& directives,
                                           const Findings& findings, const std::vector<Party>& recipients);

/// Makes every share among the decisions a share of the whole message, with the strictest label: for a message of which
/// a part must go that cannot be taken out.
void share_whole_message(std::vector<Decision>& decisions);

/// The strictest label of a document over all decisions, those that hold included: what the sender's side sees it by
/// (design §5). None when no decision shares it. For a message shared whole, take the strictest
/// Decision::message_label.
[[nodiscard]] std::optional<Label> sender_side_label(const std::vector<Decision>& decisions, const std::string& part);

}  // namespace sluis::policy
