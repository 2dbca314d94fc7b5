#pragma once

#include <memory>
#include <vector>

#include "config/settings.h"
#include "gateway/pipeline/services.h"
#include "storage/queue/message_queue.h"

namespace sluis::delivery {

/// Content up to so many octets stands in its row, and goes in a moment.
inline constexpr std::uint64_t small_content = 64 * 1024;

/// Deliveries in hand, all for one next hop: their row locks, which live as long as this, and their content opened for
/// reading.
struct Claim {
    explicit Claim(storage::postgres::Pool& pool) : connection{pool.lease()} {}
    struct Item {
        storage::queue::DueDelivery delivery;
        std::unique_ptr<storage::vault::OpenContent> content;  ///< Null when it cannot be opened.
        std::vector<mail::Reply> replies;                      ///< Empty: not tried, and claimed again later.
    };
    storage::postgres::Pool::Lease connection;
    std::optional<storage::postgres::Transaction> transaction;
    const config::NextHop* hop = nullptr;  ///< Null where none is configured.
    std::vector<Item> items;  ///< Small ones, or one that is large; none when others settled them just now.
    bool full = false;        ///< There may be more that is due.
    bool in_time = true;      ///< Handed over as quickly as several at once should be.
};

/// Claims what has been due longest. Blocking. Nothing when nothing is due. @param most  how many deliveries
/// @throws storage::Error
[[nodiscard]] std::unique_ptr<Claim> claim_due(const pipeline::Services& services, std::size_t most);

/// One commit for all that was tried: an outcome for each recipient, and what a failure sets off. A failure that cannot
/// be told is put off, and costs the others nothing. Blocking.
/// @throws storage::Error: nothing was recorded then, or it is unknown
void record(const pipeline::Services& services, Claim& claim);

}  // namespace sluis::delivery
