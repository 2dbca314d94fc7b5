#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/queue/message_queue.h"

/// The queue as an administrator sees it (`sluisctl queue`). Plain values; addresses stand in them, so not for logs.
namespace sluis::storage::queue {

struct QueueLine {
    QueueId id;
    std::string received_at;  ///< ISO 8601, UTC.
    std::string organisation;
    std::string state;  ///< received, prepared.
    std::uint64_t size = 0;
    int attempts = 0;  ///< How often preparing it failed.
    std::string
        next_attempt;  ///< ISO 8601; of the message, or of the first delivery that waits; empty when nothing waits.
    std::string last_problem;  ///< A code, or empty.
    int recipients = 0;
    int held = 0;
    int waiting = 0;  ///< Recipients of deliveries that wait.
};

struct ShownRecipient {
    std::string forward_path;
    std::string state;
    std::string held_until;  ///< ISO 8601, or empty.
};

struct ShownDelivery {
    struct Recipient {
        std::string forward_path;
        std::string state;
        int attempts = 0;
        std::string next_attempt;  ///< ISO 8601, when pending.
        std::string last_reply;
        std::string last_at;  ///< ISO 8601: of the last attempt, or empty.
    };
    std::int64_t id = 0;
    std::string kind;
    std::string reverse_path;
    std::vector<Recipient> recipients;
    std::string created_at;  ///< ISO 8601.
};

struct ShownMessage {
    QueueLine line;
    std::string reverse_path;
    std::string client;
    std::string login;
    std::string policy_version;
    std::string facts;  ///< JSON, as finish_message() got it; empty before.
    std::vector<ShownRecipient> recipients;
    std::vector<ShownDelivery> deliveries;
};

/// Numbers for metrics and health.
struct QueueCounts {
    std::int64_t received = 0;  ///< Messages not prepared yet.
    std::int64_t pending = 0;   ///< Recipients of deliveries that wait.
    std::int64_t held = 0;
    std::chrono::seconds oldest_received{0};
    std::chrono::seconds oldest_pending{0};
    std::int64_t deferred = 0;  ///< Of received and pending: what was tried, and waits for another attempt.
};

/// Messages that are not done: not prepared, held, or to be delivered. Oldest first. @param limit  at most 10,000
[[nodiscard]] std::vector<QueueLine> list_queue(postgres::Connection& connection, std::size_t limit = 1000);
[[nodiscard]] std::optional<ShownMessage> show_message(postgres::Connection& connection, const QueueId& id);
/// Whatever of the message waits is due now. Returns how many things; 0 when there is nothing to try.
std::size_t retry_message(postgres::Connection& connection, const QueueId& id);
[[nodiscard]] QueueCounts count_queue(postgres::Connection& connection);

}  // namespace sluis::storage::queue
