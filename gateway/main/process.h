#pragma once

#include "config/settings.h"

namespace sluis::main_program {

/// One role's process, until SIGTERM. `ready` gets one octet when it serves, and is closed.
/// @returns the exit status. @throws when it cannot begin
int run_relay(const config::Settings& settings, int ready);
int run_portal(const config::Settings& settings, int ready);

/// Tells the supervisor that this process serves.
void say_ready(int ready) noexcept;

}  // namespace sluis::main_program
