#pragma once

#include <nlohmann/json.hpp>

#include "policy/counterfactual.h"
#include "policy/decision.h"
#include "policy/findings.h"

namespace sluis::facts {

/// The parts of a decision as JSON, as they are stored and as `sluisctl` shows them: the field names of
/// docs/sluisctl.md. What is not there has no field.
using Json = nlohmann::ordered_json;

[[nodiscard]] Json as_json(const policy::Evidence& evidence);
[[nodiscard]] Json as_json(const policy::DocumentDecision& document);
[[nodiscard]] Json as_json(const policy::Step& step);
[[nodiscard]] Json as_json(const policy::Counterfactual& one);

/// Without its evidence, types and texts.
[[nodiscard]] Json head_of(const policy::Document& document);
/// Without its documents, path and contacts.
[[nodiscard]] Json head_of(const policy::Decision& decision);

}  // namespace sluis::facts
