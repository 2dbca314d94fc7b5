#pragma once

#include <functional>
#include <string>

#include "storage/postgres/connection.h"
#include "storage/queue/message_queue.h"

namespace sluis::storage::queue {

/// A mail that was decided, as it is stored.
struct DecidedMessage {
    QueueId id;
    std::string received_at;  ///< ISO 8601, UTC.
    std::string facts;        ///< JSON, as finish_message() got it; empty where nothing was kept.
};

/// Hands on every mail that was decided in the last days, oldest first, in one read-only transaction: all are of one
/// moment, and nothing is changed. A page at a time, so that memory is bounded by a page; what Sluis wrote itself is
/// left out. A statement that takes longer than a minute ends it (storage::Error).
/// @param days  1…30
void each_decided(postgres::Connection& connection, int days,
                  const std::function<void(const DecidedMessage&)>& hand_on);

}  // namespace sluis::storage::queue
