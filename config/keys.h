#pragma once

#include <vector>

#include "config/table_reader.h"

namespace sluis::config {

/// Every key of sluis.toml, with what it takes and its default, in the order they are read: what docs/configuration.md
/// and config/sluis.toml must name, no more and no less.
[[nodiscard]] std::vector<KeyInfo> settings_keys();

/// The same for policy.toml.
[[nodiscard]] std::vector<KeyInfo> policy_keys();

/// The same for a file of policy tests: what docs/policy-tests.md must name.
[[nodiscard]] std::vector<KeyInfo> policy_case_keys();

}  // namespace sluis::config
