#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/mail/envelope.h"
#include "gateway/mail/reply.h"
#include "policy/decision.h"
#include "storage/postgres/pool.h"
#include "storage/vault/content.h"

namespace sluis::storage::queue {

using QueueId = std::string;  ///< What `250 2.0.0 queued as` tells: 12 letters and digits, never reused.

/// A fresh queue id, random: the Received field and the log bear it before the row is there.
[[nodiscard]] QueueId new_queue_id();

/// A message as it was received, durable since its 250.
struct ReceivedMessage {
    QueueId id;                  ///< new_queue_id()'s.
    mail::Envelope envelope;
    std::string organisation;    ///< Of the sender, from the client or the login; never from From:.
    std::string login;           ///< Who authenticated, or empty.
    std::string client;          ///< Name of the relay client that handed it in, or empty.
    std::string received_field;  ///< The Received: line to stand above it, CRLF included (RFC 5321 §4.4). No `for`, no login.
    std::string received_at;     ///< ISO 8601, by the database's clock. Given by it.
    std::uint64_t size = 0;
    vault::ContentId content;
    int attempts = 0;            ///< How often preparing it failed.
    bool own = false;            ///< Handed in by Sluis' own portal: past the pipeline.
};

/// A mail to hand to a next hop. Made within prepare's transaction.
struct NewDelivery {
    std::string kind;            ///< original, rewritten, notice, confirmation, hold, return, code, report.
    std::string reverse_path;    ///< Empty for the null reverse-path.
    std::vector<std::string> forward_paths;
    vault::ContentId content;
    bool eight_bit_mime = false;
    bool smtputf8 = false;
    std::optional<std::int64_t> share_recipient;  ///< Whose notice it is, so that a bounce finds its share.
};

/// One delivery with the recipients that are due, claimed by this process.
struct DueRecipient {
    std::int64_t id = 0;
    mail::ForwardPath forward_path;
    int attempts = 0;
};
struct DueDelivery {
    std::int64_t id = 0;
    QueueId message;
    std::string kind;
    mail::ReversePath reverse_path;
    std::string organisation;
    std::string received_field;  ///< To be put before the content.
    vault::ContentId content;
    bool eight_bit_mime = false;
    bool smtputf8 = false;
    std::string queued_at;                  ///< ISO 8601.
    std::chrono::seconds age{0};            ///< Since it was queued, by the database's clock.
    std::optional<std::int64_t> share_recipient;
    std::vector<DueRecipient> recipients;
};

/// What became of one recipient in one attempt.
struct DeliveryOutcome {
    enum class Kind { delivered, deferred, failed };
    std::int64_t recipient = 0;             ///< DueRecipient::id.
    Kind kind = Kind::deferred;
    mail::Reply reply;                      ///< The next hop's, or our own words when there was none.
    std::chrono::seconds retry_in{0};       ///< For deferred.
};

/// The queue in the database, the backbone (design §3). Work is claimed by row locks that others skip: a claim lives as long
/// as its transaction, so a killed process gives its work back at once.
/// Functions on a transaction, so that prepare can do everything in one commit.

/// Names a received message and its content. Part of the transaction whose commit makes the 250.
QueueId insert_message(postgres::Transaction& transaction, const ReceivedMessage& message);

/// The oldest message that waits to be prepared and is due, locked until the transaction ends. Nothing when there is none.
[[nodiscard]] std::optional<ReceivedMessage> claim_message(postgres::Transaction& transaction);

/// Preparing failed for a reason of the environment: try again after `retry_in`.
void defer_message(postgres::Transaction& transaction, const QueueId& id, std::chrono::seconds retry_in, const std::string& code);

/// The decisions were taken and everything that follows from them is in this transaction.
/// @param facts  the findings without texts, and the decisions, as JSON: what explain reads later
void finish_message(postgres::Transaction& transaction, const QueueId& id, const std::string& policy_version,
                    const std::string& facts);

/// Holds one recipient: waits for its sender, at most until the deadline of the schema (three days).
void hold_recipient(postgres::Transaction& transaction, const QueueId& id, const std::string& forward_path);
/// What a recipient of the original envelope ended as: delivered, returned, held, withdrawn.
void set_recipient_state(postgres::Transaction& transaction, const QueueId& id, const std::string& forward_path,
                         const std::string& state);

std::int64_t insert_delivery(postgres::Transaction& transaction, const QueueId& message, const NewDelivery& delivery);

/// Due deliveries, oldest first, locked until the transaction ends.
[[nodiscard]] std::optional<DueDelivery> claim_delivery(postgres::Transaction& transaction);
void record_outcomes(postgres::Transaction& transaction, const DueDelivery& delivery, const std::vector<DeliveryOutcome>& outcomes);

/// When the next message or delivery falls due; nothing when the queue is empty.
[[nodiscard]] std::optional<std::chrono::milliseconds> next_due(postgres::Connection& connection);

/// Removes content that no waiting message or delivery refers to any more. Returns how many objects.
std::size_t release_content(postgres::Connection& connection, const vault::ContentStore& store);

}  // namespace sluis::storage::queue
