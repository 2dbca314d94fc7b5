#pragma once

#include "gateway/pipeline/services.h"

namespace sluis::pipeline {

/// Takes one waiting message from received to prepared (design §3): analyse, classify, decide, and everything that
/// follows, in one transaction. What fails in between is computed again; the message waits meanwhile and nothing of it
/// leaves.
///
/// Blocking; any number of threads and processes may do it at once, each claims its own message.
/// @returns false when no message was due
/// @throws storage::Error when the database itself is away
bool prepare_next(const Services& services);

}  // namespace sluis::pipeline
