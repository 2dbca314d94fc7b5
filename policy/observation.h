#pragma once

#include "policy/decision.h"

namespace sluis::policy {

/// The decision of a policy that only watches: the mail passes without an edit, and what was decided stands in
/// Decision::observed. Everything that explains it stays.
[[nodiscard]] Decision observed(Decision decided, const std::string& by);

/// Notes in `real` what it would have been with the rules that are only observed. `by` names them.
void note_observed(Decision& real, const Decision& with_rules, const std::string& by);

}  // namespace sluis::policy
