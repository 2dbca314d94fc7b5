#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/shares/share.h"

namespace sluis::storage::shares {

/// One page of an overview, newest first.
struct OverviewPage {
    std::vector<Share> shares;
    std::optional<std::int64_t> next;  ///< Give it as `before` for the following page; nothing when this was the last.
};

/// Which page.
struct OverviewQuery {
    std::optional<std::int64_t> before;  ///< Shares older than this one.
    std::size_t max = 50;
    std::string dossier;  ///< Only these (S0.18); empty: all. Sent alone.
};

/// "Ontvangen documenten" (S0.36): what the reader may read as a recipient, while it lives (S0.39). Each share holds
/// only the documents that this reader may see.
[[nodiscard]] OverviewPage received(postgres::Connection& connection, const Reader& reader, const OverviewQuery& query);

/// "Verzonden documenten" (S0.18–S0.20): what the reader sees on the sender's side, expired and withdrawn included.
/// Each share holds only the documents that this reader may see, and the recipients of those.
[[nodiscard]] OverviewPage sent(postgres::Connection& connection, const Reader& reader, const OverviewQuery& query);

/// Takes out what this reader does not see on this side. False when nothing is left.
[[nodiscard]] bool keep_visible(Share& share, const Reader& reader, Side side);

}  // namespace sluis::storage::shares
