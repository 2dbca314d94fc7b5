#pragma once

#include <cstdint>

#include "gateway/pipeline/work.h"

namespace sluis::pipeline {

/// What the sender is told about a share.
struct Shared {
    templates::Time until;
    std::string reference;  ///< Of the sender's page.
    std::int64_t id = 0;
};

/// Carries out the decisions that share: documents into the vault under the key of their last day, a link of their own
/// for each recipient, the rewritten mail with the notice, the notice to the generic mailbox (S0.34), the audit.
/// @throws storage::Error when its last day has passed already
Shared share(const Work& work, const std::vector<std::size_t>& shared);

}  // namespace sluis::pipeline
