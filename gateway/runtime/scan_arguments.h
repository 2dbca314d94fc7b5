#pragma once

#include <string>
#include <vector>

#include "config/settings.h"

namespace sluis::runtime {

/// The limits of `[scan]` as arguments of sluis-scan, apart from how many children there may be at once.
[[nodiscard]] std::vector<std::string> scan_limit_arguments(const config::ScanSettings& settings);

}  // namespace sluis::runtime
