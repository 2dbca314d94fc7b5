#pragma once

#include "gateway/pipeline/services.h"

namespace sluis::main_program {

/// What must be done now and then, whoever does it first: expired shares lose content and keys, expired holds are
/// withdrawn and their senders told, content that nobody waits for is released, files without a row are swept.
/// @returns true when there is more to do at once
bool keep_house(const pipeline::Services& services);

}  // namespace sluis::main_program
