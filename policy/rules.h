#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "policy/policy_set.h"

namespace sluis::policy {

/// The sender groups that one sender is in.
using GroupNames = std::set<std::string>;

/// Where two rules of one layer speak of the same mail with different outcomes: an example in words, with the class,
/// type, answer and sender groups that both fit. Nothing when they never meet, or do the same.
/// What both fit is found set by set, since a rule's conditions do not depend on each other: the same as asking every
/// combination one by one.
/// @param senders  every set of groups that a sender can be in, as far as rules tell them apart (completeness.h)
[[nodiscard]] std::optional<std::string> disagreement(const SenderRule& a, const SenderRule& b, const Policy& policy,
                                                      const std::vector<GroupNames>& senders);

/// Whether a rule speaks of mail of senders in exactly these groups.
[[nodiscard]] bool speaks_for(const SenderRule& rule, const GroupNames& groups);

/// Whether a rule speaks of a document of this type with this answer to Q1, for a recipient of this class.
[[nodiscard]] bool fits(const Rule& rule, const PartyClass& klass, const std::string& organisation,
                        const std::string& type, Answer answer);

}  // namespace sluis::policy
