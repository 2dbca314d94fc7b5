#pragma once

#include "gateway/pipeline/services.h"

namespace sluis::pipeline {

/// Does what a sender answered in the portal about held recipients of one message: withdraws them, or decides again
/// with today's policy on the stored message and shares (policy/release.h). One transaction: the answer is taken, done
/// and written down in one commit, so that a crash anywhere does it once. What fails for a reason of the environment is
/// tried again; an answer given in time holds however long that takes.
///
/// Blocking; any number of threads and processes may do it at once.
/// @returns false when no answer was due
/// @throws storage::Error when the database itself is away
bool answer_next(const Services& services);

}  // namespace sluis::pipeline
