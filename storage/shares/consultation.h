#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "storage/postgres/connection.h"
#include "storage/shares/share.h"

namespace sluis::storage::shares {

/// The first octet of a document is about to leave: recorded before it does, in a transaction of its own, so that the
/// sender sees it at once (S0.20, S0.38). Reading by the sender's own side is in the audit alone.
/// @param reader   login or address that proved itself
/// @param verdict  may_read()'s, one that opens
/// @returns the consultation, for record_completed(); nothing on the sender's side
[[nodiscard]] std::optional<std::int64_t> record_opened(postgres::Connection& connection, const Share& share,
                                                        const SharedDocument& document, const Verdict& verdict,
                                                        std::string_view reader);

/// The last octet left.
void record_completed(postgres::Connection& connection, std::int64_t share, std::int64_t document,
                      std::optional<std::int64_t> consultation, std::string_view reader);

}  // namespace sluis::storage::shares
