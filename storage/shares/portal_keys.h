#pragma once

#include <array>

#include "storage/vault/keys.h"

namespace sluis::storage::shares {

/// The keys that the portal hashes with. It may not make files in the key directory, so the relay makes them at start,
/// before the portal starts.
inline constexpr std::array portal_key_names{"hmac-link",     "hmac-code",  "hmac-session",    "hmac-form",
                                             "hmac-throttle", "hmac-trace", "hmac-designation"};

inline void make_portal_keys(const vault::KeyDirectory& keys) {
    for (const auto* name : portal_key_names) static_cast<void>(keys.get_or_make(name));
}

}  // namespace sluis::storage::shares
