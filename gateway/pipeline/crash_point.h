#pragma once

#include <csignal>
#include <cstdlib>
#include <string_view>

namespace sluis::pipeline {

/// For tests alone: ends this process by SIGKILL when the environment variable SLUIS_CRASH_AT names this point, so that
/// a test can stop Sluis between any two durable steps and look at what a restart makes of it
/// (tests/system/test_kill.py). Does nothing when the variable is unset, as it is in every installation; it never
/// changes what Sluis decides.
///
/// The names are those of the steps in design §3: `receive.…`, `prepare.…`, `deliver.…`.
inline void crash_point(std::string_view name) noexcept {
    static const char* const wanted = std::getenv("SLUIS_CRASH_AT");
    if (wanted != nullptr && name == wanted) std::raise(SIGKILL);
}

}  // namespace sluis::pipeline
