#pragma once

#include <optional>
#include <string>

#include "policy/policy_set.h"

namespace sluis::policy {

/// Where two rules of one layer speak of the same mail with different outcomes: an example in words, with the class,
/// type, answer and sender group that both fit. Nothing when they never meet, or do the same.
[[nodiscard]] std::optional<std::string> disagreement(const SenderRule& a, const SenderRule& b, const Policy& policy);

/// Whether a rule speaks of a document of this type with this answer to Q1, for a recipient of this class.
[[nodiscard]] bool fits(const Rule& rule, const PartyClass& klass, const std::string& organisation,
                        const std::string& type, Answer answer);

}  // namespace sluis::policy
