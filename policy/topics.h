#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/decision.h"
#include "policy/findings.h"
#include "policy/policy.h"

namespace sluis::policy {

/// Whom to ask about what this mail is about (S0.57), at most 3, in the order of the policy: topics of one of the
/// types, and those whose words stand in the subject, a title or a file name.
[[nodiscard]] std::vector<Contact> contacts_for(const Policy& policy, std::string_view subject,
                                                const Findings& findings, const std::set<std::string>& types);

/// Which hosts of links in the bodies are file-sharing services of the policy's list (D12): each entry stands for its
/// domain and all below it.
[[nodiscard]] std::vector<std::string> banned_hosts(const Policy& policy, const Findings& findings);

}  // namespace sluis::policy
