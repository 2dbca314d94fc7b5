#pragma once

#include "gateway/ctl/checks.h"

namespace sluis::ctl {

/// One line for each finding, what to do below it, and a closing sentence; or all as JSON.
void show(const Findings& findings, const Output& output);

[[nodiscard]] Json as_json(const Finding& finding);

}  // namespace sluis::ctl
