#pragma once

#include <string>
#include <string_view>

#include "config/policy_file.h"
#include "gateway/ctl/output.h"

namespace sluis::ctl {

/// The policy that the settings name; the factory policy where they name none.
[[nodiscard]] Result<policy::PolicySet, config::Problems> policy_of(const config::Settings& settings);

/// `sluis.toml:3:7`; the file alone where no place in it is to blame.
[[nodiscard]] std::string place_of(const config::Problem& problem);

inline constexpr std::string_view in_configuration =
    "in the configuration; nothing was done. Another file: --config FILE";
inline constexpr std::string_view in_new_policy = "in the new policy; nothing was done.";

/// Every problem on a line of its own, and what to do. @param where  in which file they are, for people
/// @returns status::configuration
int print(const config::Problems& problems, const Output& output, std::string_view where = in_configuration);

}  // namespace sluis::ctl
