#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/postgres/connection.h"

/// The audit as an administrator reads it. Plain values; addresses stand in them, so not for logs.
namespace sluis::storage::audit {

struct Row {
    std::string at;     ///< ISO 8601, UTC.
    std::string event;  ///< As to_string(Event).
    std::string actor;  ///< Empty for Sluis itself.
    std::string detail;
    std::int64_t recipient = 0;  ///< share_recipient; 0 for none.
    std::int64_t document = 0;   ///< share_document; 0 for none.
};

/// Oldest first, at most 10,000.
[[nodiscard]] std::vector<Row> rows_of_share(postgres::Connection& connection, std::int64_t share);
[[nodiscard]] std::vector<Row> rows_of_message(postgres::Connection& connection, std::string_view queue_id);

}  // namespace sluis::storage::audit
