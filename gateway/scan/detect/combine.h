#pragma once

#include "gateway/scan/detect/detect.h"
#include "gateway/scan/detect/sight.h"

namespace sluis::scan {

/// Weighs what one piece of text shows: each thing by itself, and what stands together, which says more. Hands the
/// evidence to the collector. The rules are those of docs/decisions/1001-what-makes-evidence-strong.md.
void combine(const Sight& sight, const Place& place, int this_year, Collector& collector);

}  // namespace sluis::scan
