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
    QueueId id;  ///< new_queue_id()'s.
    mail::Envelope envelope;
    std::string organisation;  ///< Of the sender, from the client or the login; never from From:.
    std::string login;         ///< Who authenticated, or empty.
    std::string client;        ///< Name of the relay client that handed it in, or empty.
    std::string
        received_field;  ///< The Received: line to stand above it, CRLF included (RFC 5321 §4.4). No `for`, no login.
    std::string received_at;      ///< ISO 8601, by the database's clock. Given by it.
    std::chrono::seconds age{0};  ///< Since then, by the same clock. Given by it.
    std::uint64_t size = 0;
    vault::ContentId content;
    int attempts = 0;  ///< How often preparing it failed.
    bool own = false;  ///< Handed in by Sluis' own portal: past the pipeline.
};

/// A mail to hand to a next hop. Made within prepare's transaction.
struct NewDelivery {
    std::string kind;          ///< original, rewritten, notice, confirmation, hold, return, code, report.
    std::string reverse_path;  ///< Empty for the null reverse-path.
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
    std::string queued_at;        ///< ISO 8601.
    std::chrono::seconds age{0};  ///< Since it was queued, by the database's clock.
    std::optional<std::int64_t> share_recipient;
    std::vector<DueRecipient> recipients;
};

/// What became of one recipient in one attempt.
struct DeliveryOutcome {
    enum class Kind { delivered, deferred, failed };
    std::int64_t recipient = 0;  ///< DueRecipient::id.
    Kind kind = Kind::deferred;
    mail::Reply reply;                 ///< The next hop's, or our own words when there was none.
    std::chrono::seconds retry_in{0};  ///< For deferred.
};

/// The queue in the database, the backbone (design §3). Work is claimed by row locks that others skip: a claim lives as
/// long as its transaction, so a killed process gives its work back at once. Functions on a transaction, so that
/// prepare can do everything in one commit.

/// Twelve letters and digits from the system's randomness: for the Received: field, before the message is inserted.
[[nodiscard]] QueueId new_queue_id();

/// The channel of wake(). A worker listens: connection.listen(wake_channel), claim again, wait_notified(next_due(…)).
inline constexpr std::string_view wake_channel = "sluis_queue";
/// Wakes the workers of other processes when this transaction commits. Never in the way of a message: PostgreSQL lets
/// one notifying transaction of a database commit at a time, so that no two would share one write to the disk.
void wake(postgres::Transaction& transaction);

/// Names a received message and its content. Part of the transaction whose commit makes the 250.
/// Takes message.id when it is set, else makes one. The database gives received_at.
QueueId insert_message(postgres::Transaction& transaction, const ReceivedMessage& message);

/// The oldest message that waits to be prepared and is due, locked until the transaction ends. Nothing when there is
/// none.
[[nodiscard]] std::optional<ReceivedMessage> claim_message(postgres::Transaction& transaction);

/// Preparing failed for a reason of the environment: try again after `retry_in`.
void defer_message(postgres::Transaction& transaction, const QueueId& id, std::chrono::seconds retry_in,
                   const std::string& code);

/// The decisions were taken and everything that follows from them is in this transaction.
/// @param facts  the findings without texts, and the decisions, as JSON: what explain reads later
void finish_message(postgres::Transaction& transaction, const QueueId& id, const std::string& policy_version,
                    const std::string& facts);

/// A message that was prepared and whose content is still there, locked until the transaction ends: for a hold that its
/// sender answers. Nothing when there is no such message.
[[nodiscard]] std::optional<ReceivedMessage> held_message(postgres::Transaction& transaction, const QueueId& id);
/// True while this recipient is held. Locks their row until the transaction ends.
[[nodiscard]] bool lock_held(postgres::Transaction& transaction, const QueueId& id, const std::string& forward_path);
/// A release that today's policy does not let keeps its recipient held, so there may be any number of them: these many
/// are kept in the facts, the first ones and the latest.
inline constexpr int max_releases = 10, first_releases = 2;
/// Adds the decisions of a release to the facts of its message. @param release  a JSON object
void add_release(postgres::Transaction& transaction, const QueueId& id, const std::string& release);

/// Holds one recipient: waits for its sender, at most three days from acceptance.
void hold_recipient(postgres::Transaction& transaction, const QueueId& id, const std::string& forward_path);
/// What a recipient of the original envelope ended as: delivered, returned, held, withdrawn.
void set_recipient_state(postgres::Transaction& transaction, const QueueId& id, const std::string& forward_path,
                         const std::string& state);

/// A recipient of the envelope for whom kind is original, rewritten or notice becomes `queued`.
void insert_delivery(postgres::Transaction& transaction, const QueueId& message, const NewDelivery& delivery);

/// How many deliveries one claim takes at most.
inline constexpr std::size_t max_claimed = 16;
/// The deliveries that have been due longest, at most `most`, each with its due recipients, locked until the
/// transaction ends. A notice whose share was withdrawn meanwhile is marked so here and never returned: commit also
/// when nothing was claimed.
/// @param among  ids of deliveries; none: all there are
[[nodiscard]] std::vector<DueDelivery> claim_deliveries(postgres::Transaction& transaction, std::size_t most,
                                                        const std::vector<std::int64_t>& among = {});

/// A claimed delivery that was tried, and what became of its recipients.
struct Tried {
    const DueDelivery* delivery = nullptr;
    std::vector<DeliveryOutcome> outcomes;
};
/// Once no delivery of kind original, rewritten or notice waits for a recipient of the envelope, that recipient becomes
/// delivered, returned when one of them failed, or withdrawn when none was sent.
/// @throws Error when an outcome is for a recipient that is not claimed
void record_outcomes(postgres::Transaction& transaction, const std::vector<Tried>& tried);

/// The notices to this recipient of a share that wait and are not being sent at this moment: never sent. Returns how
/// many.
std::size_t withdraw_pending(postgres::Transaction& transaction, std::int64_t share_recipient);

/// A held recipient whose sender did not answer in time.
struct ExpiredHold {
    QueueId message;
    std::string organisation;
    mail::ReversePath reverse_path;
    std::string forward_path;
};
/// One that was answered in time does not count, however long doing it takes.
/// At most a hundred, locked until the transaction ends; set_recipient_state(…, "withdrawn") settles one.
[[nodiscard]] std::vector<ExpiredHold> expired_holds(postgres::Transaction& transaction);

/// When the next message or delivery falls due; nothing when the queue is empty.
[[nodiscard]] std::optional<std::chrono::milliseconds> next_due(postgres::Connection& connection);

/// Removes the rows of messages that ended longer ago than this: nothing held, nothing to deliver, content released.
std::size_t purge_messages(postgres::Connection& connection, std::chrono::hours age);

/// Removes content that no waiting message or delivery refers to any more. A message waits until it is
/// prepared and as long as a recipient is held. Returns how many objects; at most a thousand at once.
std::size_t release_content(postgres::Connection& connection, const vault::ContentStore& store);

}  // namespace sluis::storage::queue
