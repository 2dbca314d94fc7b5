#pragma once

#include <string>
#include <vector>

#include "policy/reading.h"

namespace sluis::policy {

/// What happens to one item for one recipient, and which rule asked for it.
struct Verdict {
    Outcome outcome = Outcome::pass;
    /// "" for the class's own rule; "rule.NAME" for one of policy.toml; else "calendar", "dossier", "personal-reader",
    /// "encrypted", "banned-link".
    std::string cause;
    std::optional<Label> label;  ///< Of what is shared, or would be after a hold.
    std::string advice;          ///< Of the class or the rule; may be empty.
    std::string text;            ///< Their own words for the sender; may be empty.
    PartyClass klass;            ///< Whose rule it is: of a distribution list the member class that is strictest here.
    bool code = false;           ///< The class asks readers for a code.
};

/// Which of the policy's rules speak: those that are enforced, or those that are only observed as well.
enum class RulesHeeded { enforced, all };

/// The rule of a class. A class without one falls to "unknown"; a policy without that, to what cannot leak.
[[nodiscard]] ClassRule rule_for(const Policy& policy, const PartyClass& klass);

/// One verdict for each item, in their order.
[[nodiscard]] std::vector<Verdict> judge(const Policy& policy, const Reading& reading, const Party& recipient,
                                         RulesHeeded heeded);

/// What decides for the message: the strictest, and of equally strict ones the class's own rule, then by name.
[[nodiscard]] Verdict strictest(const std::vector<Verdict>& verdicts);

/// The names of the rules that are only observed and speak of this mail, for a sentence. Empty when none does.
[[nodiscard]] std::string observed_rules(const Policy& policy, const Reading& reading, const Party& recipient);

}  // namespace sluis::policy
