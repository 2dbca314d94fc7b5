#pragma once

#include <filesystem>
#include <string_view>

#include "config/settings.h"
#include "policy/policy_set.h"

namespace sluis::config {

/// Reads and checks policy.toml as a whole: unknown keys, wrong values, a class without an outcome or with two, each
/// with file, line, column and the values allowed; two rules that disagree, with an example of a mail of both. What is
/// not said in the file is the flowchart as it stands (factory policy).
[[nodiscard]] Result<policy::PolicySet, Problems> read_policy(const std::filesystem::path& file);
[[nodiscard]] Result<policy::PolicySet, Problems> parse_policy(std::string_view text,
                                                               const std::filesystem::path& file);

/// The flowchart as it stands, without a file.
[[nodiscard]] policy::Policy factory_policy();

}  // namespace sluis::config
