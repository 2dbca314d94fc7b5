#pragma once

#include <string>
#include <vector>

#include "policy/policy_set.h"
#include "policy/rules.h"

namespace sluis::policy {

/// A combination for which a policy has no outcome, or two, or values that contradict each other: in words that name
/// it, and where it was said.
struct Flaw {
    std::string what;
    Origin at;
};

/// Looks at every combination of class, answer to Q1, type and label, for every organisation and every set of groups
/// that a sender can be in, and says where there is not exactly one outcome. A policy without flaws has one everywhere.
///
/// - No outcome: a class that an address, a domain or the flowchart names, and that has no rule, or a rule that lets
///   personal data pass.
/// - Two outcomes: two rules of one layer that fit the same combination and do not do the same.
/// - A contradiction: values of an organisation and of groups that, taken together, make weak evidence weigh more than
///   strong.
///
/// Bounded: two groups are enough to show any flaw between two rules or two values, since each rule asks for one
/// group, and more groups only make a value stricter. More than max_senders sets of groups are one flaw by itself.
[[nodiscard]] std::vector<Flaw> flaws(const PolicySet& set);
inline constexpr std::size_t max_senders = 20'000;

/// Every set of at most two groups that the sender of an organisation can be in, as far as these rules name groups;
/// with them the groups that contain these. @param organisation  empty: of any
[[nodiscard]] std::vector<GroupNames> senders_of(const std::vector<SenderRule>& rules,
                                                 const std::vector<SenderGroup>& groups,
                                                 const std::string& organisation);

}  // namespace sluis::policy
