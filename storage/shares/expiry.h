#pragma once

#include <cstddef>

#include "storage/postgres/connection.h"
#include "storage/vault/content.h"
#include "storage/vault/keys.h"

namespace sluis::storage::shares {

/// What expire_due() did.
struct Expired {
    std::size_t shares = 0;  ///< Whose content is gone now, by expiry or withdrawal.
    std::size_t documents = 0;
    std::size_t keys = 0;  ///< Day keys destroyed.
    bool more = false;     ///< The limit was reached: call again.
};

/// Housekeeping, as role relay; safe in several processes at once. First destroys the keys of all days that have
/// passed, by the database's clock, so that a backup opens nothing either (design §1.8, §7); then removes the content,
/// the sealed names and subjects of shares that expired or were withdrawn, each share in a transaction of its own, with
/// its audit rows. Between expiry and this call nothing opens either: every reading compares the time itself.
///
/// The sender's side keeps kind, dossier, recipients and times (design §3).
/// @param max_shares  in one call
Expired expire_due(postgres::Connection& connection, const vault::KeyDirectory& keys, const vault::ContentStore& store,
                   std::size_t max_shares = 500);

}  // namespace sluis::storage::shares
