#pragma once

#include <string>

#include "config/policy_file.h"
#include "gateway/ctl/output.h"

namespace sluis::ctl {

/// The policy that the settings name; the factory policy where they name none.
[[nodiscard]] Result<policy::PolicySet, config::Problems> policy_of(const config::Settings& settings);

/// `sluis.toml:3:7`; the file alone where no place in it is to blame.
[[nodiscard]] std::string place_of(const config::Problem& problem);

/// Every problem on a line of its own, and what to do. @returns status::configuration
int print(const config::Problems& problems, const Output& output);

}  // namespace sluis::ctl
