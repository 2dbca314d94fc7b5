#pragma once

#include <cstdint>
#include <string_view>

#include "storage/postgres/connection.h"

namespace sluis::storage::shares {

/// Withdraws a share for everyone, at once (D22): from the commit on nothing opens. Content and names are removed by
/// the next expire_due(). Whether the actor may, may_withdraw() said before.
/// @param actor  login or administrator's name
/// @returns false when it was withdrawn or had expired already
bool withdraw_share(postgres::Transaction& transaction, std::int64_t share, std::string_view actor);

/// Withdraws it for one recipient. When that was the last one left, the share is withdrawn whole.
/// @returns false when the recipient is not of this share, or was withdrawn already
bool withdraw_recipient(postgres::Transaction& transaction, std::int64_t share, std::int64_t recipient,
                        std::string_view actor);

}  // namespace sluis::storage::shares
