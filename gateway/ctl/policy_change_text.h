#pragma once

#include <string>
#include <vector>

#include "gateway/ctl/output.h"
#include "policy/difference.h"

namespace sluis::ctl {

/// What two policies say differently, layer by layer: key, where each says it, and what. Of a list what came and what
/// went.
[[nodiscard]] std::string changes_in_words(const std::vector<policy::PolicyChange>& changes, const Output& output);
[[nodiscard]] Json as_json(const policy::PolicyChange& change);

/// What changes, and where: those that are most first.
[[nodiscard]] std::string outcomes_in_words(const std::vector<policy::OutcomeChange>& changes, const Output& output);
/// Fields of docs/sluisctl.md; an empty list means any.
[[nodiscard]] Json line_of(const policy::OutcomeChange& change);

}  // namespace sluis::ctl
