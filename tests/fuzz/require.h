#pragma once

#include <cstdlib>

/// For the targets: what holds for every input. The fuzzer takes the abort for a finding and keeps the input.
inline void require(bool holds) {
    if (!holds) std::abort();
}
