#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gateway/mail/mailbox.h"
#include "storage/vault/keys.h"

namespace sluis::pipeline {

/// Sluis' own reverse-paths (VERP): `b-RECIPIENT-MAC@bounce-domain`. What comes back to one is a report about the
/// notice of that share_recipient; the MAC keeps strangers from making reports about others (design §3).
/// @param domain  settings.bounce_domain; without one the sender's own reverse-path is kept instead
[[nodiscard]] std::string bounce_address(const storage::vault::Key& key, std::int64_t share_recipient,
                                         const std::string& domain);

/// The share_recipient that a bounce address is about; nothing when it is not one, or its MAC is wrong.
[[nodiscard]] std::optional<std::int64_t> read_bounce_address(const storage::vault::Key& key,
                                                              const mail::Mailbox& address, const std::string& domain);

/// The name of the key behind them.
inline constexpr const char* bounce_key = "hmac-bounce";

}  // namespace sluis::pipeline
