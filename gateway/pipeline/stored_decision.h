#pragma once

#include <optional>
#include <string>

#include "policy/decision.h"
#include "storage/postgres/connection.h"

namespace sluis::pipeline {

/// What was decided for one recipient when the message was prepared, from its stored facts (facts.h): outcome, labels,
/// days, rule, advice; without the path. Nothing when the facts do not hold such a recipient, or cannot be read.
[[nodiscard]] std::optional<policy::Decision> stored_decision(storage::postgres::Connection& connection,
                                                              const std::string& message,
                                                              const std::string& forward_path);

}  // namespace sluis::pipeline
