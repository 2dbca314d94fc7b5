#pragma once

#include <string_view>
#include <vector>

#include "config/settings.h"

namespace sluis::delivery {

/// The next hop for a domain: the exact one, else that of the nearest parent written as `*.parent`, else `*`.
/// Always configured: Sluis looks up no MX (design §3). Null when none is.
[[nodiscard]] const config::NextHop* next_hop_for(const std::vector<config::NextHop>& table, std::string_view domain);

}  // namespace sluis::delivery
