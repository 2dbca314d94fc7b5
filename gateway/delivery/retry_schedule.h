#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "config/settings.h"

namespace sluis::delivery {

/// How long until a deferred recipient is tried again; nothing when it is time to give up and tell the sender.
///
/// The waits are those of the configuration, the last one repeating, each stretched by up to a fifth so that what
/// failed together does not come back together (RFC 5321 §4.5.4.1 wants growing intervals and four to five days).
/// @param attempts  how often it was tried, this one included: 1 or more
/// @param age       since the mail was queued
/// @param jitter    0…1, random
[[nodiscard]] std::optional<std::chrono::seconds> retry_in(const config::DeliverySettings& settings,
                                                           std::string_view kind, int attempts,
                                                           std::chrono::seconds age, double jitter);

}  // namespace sluis::delivery
