#pragma once

#include "gateway/ctl/output.h"

namespace sluis::ctl {

/// The whole of sluisctl: reads the command line, runs the command, explains what failed. @returns the exit status
int run(int argc, const char* const* argv, const Output& output);

}  // namespace sluis::ctl
