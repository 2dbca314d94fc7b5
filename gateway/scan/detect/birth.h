#pragma once

#include <string_view>

#include "gateway/scan/detect/mentions.h"

namespace sluis::scan {

/// True when a date stands behind or before a name as only one of birth does: "Lotte Peeters (°12/04/2011)",
/// "Lotte Peeters (12/04/2011)", the next cell.
[[nodiscard]] bool stands_as_birth(std::string_view folded, const Mention& name, int this_year);

}  // namespace sluis::scan
