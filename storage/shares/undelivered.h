#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/postgres/connection.h"

namespace sluis::storage::shares {

/// A notice that did not arrive, with what its sender must be told.
struct UndeliveredNotice {
    std::int64_t share = 0;
    std::string message;       ///< Queue id of the mail that was shared.
    std::string organisation;  ///< The sender's.
    std::string recipient;     ///< Whose notice it was.
    std::string accepted_at;   ///< ISO 8601, UTC.
    std::string expires_at;
    bool generic_notified = false;  ///< A generic mailbox has a notice of the same share.
    bool generic = false;           ///< It was the generic mailbox's own notice.
};

/// Marks a recipient's notice as undelivered (D31). Nothing when it was marked before, is unknown, or the share is
/// over: then the sender has been told, or need not be.
[[nodiscard]] std::optional<UndeliveredNotice> mark_undelivered(postgres::Transaction& transaction,
                                                                std::int64_t share_recipient);

}  // namespace sluis::storage::shares
