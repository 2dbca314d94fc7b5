#include "storage/queue/message_queue.h"

namespace sluis::storage::queue {
namespace {

/// Walks the index of what is due, in its order, and looks each delivery up by its key. Content is compared as text: a
/// plain "is not null" made the planner join through the index on content, all waiting rows against all, once it had
/// seen the table with little in it. Whether the share that a notice tells of is gone: the portal, which cannot see the
/// queue, withdraws it there.
constexpr std::string_view kClaim =
    "select d.id, d.message, d.kind, d.reverse_path, d.organisation, m.received_field, d.content, d.eight_bit_mime, "
    "d.smtputf8, "
    "to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), "
    "extract(epoch from clock_timestamp() - d.created_at)::bigint, d.share_recipient, "
    "d.kind = 'notice' and exists (select from share_recipient s join share h on h.id = s.share "
    "where s.id = d.share_recipient and (s.withdrawn_at is not null or h.withdrawn_at is not null)) "
    "from delivery_recipient r join delivery d on d.id = r.delivery join message m on m.id = d.message "
    "where r.state = 'pending' and r.next_attempt <= statement_timestamp() and d.content::text <> '' "
    "order by r.next_attempt, r.id limit 1 for update of d skip locked";

/// Where the envelope's recipients stand once nothing that concerns them waits any more.
constexpr std::string_view kSettle =
    "update message_recipient m set changed_at = clock_timestamp(), state = e.state from ("
    "  select lower(r.forward_path) as path, case when bool_or(r.state = 'failed') then 'returned' "
    "    when bool_or(r.state = 'delivered') then 'delivered' else 'withdrawn' end as state "
    "  from delivery d join delivery_recipient r on r.delivery = d.id "
    "  where d.message = $1 and d.kind in ('original', 'rewritten', 'notice') "
    "  group by lower(r.forward_path) having not bool_or(r.state = 'pending')) e "
    "where m.message = $1 and m.state = 'queued' and lower(m.forward_path) = e.path";

/// What a recipient of the envelope waits for; the sender's confirmations and the like are not.
bool settles_envelope(std::string_view kind) {
    return kind == "original" || kind == "rewritten" || kind == "notice";
}

void settle(postgres::Transaction& transaction, const QueueId& message) {
    transaction.execute(kSettle, {std::string_view{message}});
}

mail::ReversePath reverse_path_from(const std::string& text) {
    auto mailbox = mail::Mailbox::parse(text);
    if (!mailbox) throw Error{"queue: a reverse-path in the database is no mailbox", false};
    return mail::ReversePath{*std::move(mailbox)};
}

DueDelivery delivery_from(const postgres::Rows& rows) {
    DueDelivery delivery;
    delivery.id = rows.number(0, 0);
    delivery.message = rows.text(0, 1);
    delivery.kind = rows.text(0, 2);
    if (const auto path = rows.text(0, 3); !path.empty()) delivery.reverse_path = reverse_path_from(path);
    delivery.organisation = rows.text(0, 4);
    delivery.received_field = rows.text(0, 5);
    delivery.content = rows.text(0, 6);
    delivery.eight_bit_mime = rows.boolean(0, 7);
    delivery.smtputf8 = rows.boolean(0, 8);
    delivery.queued_at = rows.text(0, 9);
    delivery.age = std::chrono::seconds{rows.number(0, 10)};
    if (!rows.is_null(0, 11)) delivery.share_recipient = rows.number(0, 11);
    return delivery;
}

std::vector<DueRecipient> due_recipients(postgres::Transaction& transaction, std::int64_t delivery) {
    const auto rows = transaction.execute(
        "select id, forward_path, attempts from delivery_recipient where delivery = $1 and state = 'pending' "
        "and next_attempt <= statement_timestamp() order by id limit 1000 for update",
        {delivery});
    std::vector<DueRecipient> due;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        auto path = mail::Mailbox::parse(rows.text(row, 1));
        if (!path) throw Error{"queue: a forward-path in the database is no mailbox", false};
        due.push_back({rows.number(row, 0), *std::move(path), static_cast<int>(rows.number(row, 2))});
    }
    return due;
}

std::string_view state_after(DeliveryOutcome::Kind kind) {
    switch (kind) {
        case DeliveryOutcome::Kind::delivered:
            return "delivered";
        case DeliveryOutcome::Kind::deferred:
            return "pending";
        case DeliveryOutcome::Kind::failed:
            return "failed";
    }
    return "pending";
}

}  // namespace

std::int64_t insert_delivery(postgres::Transaction& transaction, const QueueId& message, const NewDelivery& delivery) {
    const auto share_recipient =
        delivery.share_recipient ? postgres::Param{*delivery.share_recipient} : postgres::Param{nullptr};
    const auto rows = transaction.execute(
        "insert into delivery (message, kind, reverse_path, organisation, content, eight_bit_mime, smtputf8, "
        "share_recipient) "
        "select id, $2, $3, organisation, $4, $5, $6, $7 from message where id = $1 returning id",
        {std::string_view{message}, std::string_view{delivery.kind}, std::string_view{delivery.reverse_path},
         std::string_view{delivery.content}, delivery.eight_bit_mime, delivery.smtputf8, share_recipient});
    if (rows.empty()) throw Error{"queue: a delivery of a message that is not there", false};
    const auto id = rows.number(0, 0);
    const bool settles = settles_envelope(delivery.kind);
    for (const auto& path : delivery.forward_paths) {
        transaction.execute("insert into delivery_recipient (delivery, forward_path) values ($1, $2)",
                            {id, std::string_view{path}});
        if (settles)
            transaction.execute(
                "update message_recipient set state = 'queued', held_until = null, changed_at = clock_timestamp() "
                "where message = $1 and lower(forward_path) = lower($2) and state in ('accepted', 'held')",
                {std::string_view{message}, std::string_view{path}});
    }
    return id;
}

std::optional<DueDelivery> claim_delivery(postgres::Transaction& transaction) {
    // Between the moment a statement looks and the moment it locks, another worker may have finished the delivery. What
    // is locked then is looked at again by a new statement, and may turn out to have nothing due: on to the next.
    for (int round = 0; round < 100; ++round) {
        const auto rows = transaction.execute(kClaim);
        if (rows.empty()) return std::nullopt;
        auto delivery = delivery_from(rows);
        if (rows.boolean(0, 12)) {
            withdraw_pending(transaction, delivery.share_recipient.value());
            continue;
        }
        delivery.recipients = due_recipients(transaction, delivery.id);
        if (!delivery.recipients.empty()) return delivery;
    }
    return std::nullopt;
}

void record_outcomes(postgres::Transaction& transaction, const DueDelivery& delivery,
                     const std::vector<DeliveryOutcome>& outcomes) {
    for (const auto& outcome : outcomes) {
        const auto reply = mail::one_line(outcome.reply.text(), 500);
        const auto rows = transaction.execute(
            "update delivery_recipient set state = $3, attempts = attempts + 1, last_reply = $4, last_at = "
            "clock_timestamp(), "
            "next_attempt = clock_timestamp() + make_interval(secs => $5::bigint) "
            "where id = $1 and delivery = $2 and state = 'pending'",
            {outcome.recipient, delivery.id, state_after(outcome.kind), std::string_view{reply},
             std::int64_t{outcome.retry_in.count()}});
        if (rows.affected() != 1) throw Error{"queue: an outcome for a recipient that waits for none", false};
    }
    if (settles_envelope(delivery.kind)) settle(transaction, delivery.message);
}

std::size_t withdraw_pending(postgres::Transaction& transaction, std::int64_t share_recipient) {
    const auto rows = transaction.execute(
        "update delivery_recipient set state = 'withdrawn', last_at = clock_timestamp() where id in ("
        "select r.id from delivery_recipient r join delivery d on d.id = r.delivery "
        "where d.share_recipient = $1 and d.kind = 'notice' and r.state = 'pending' for update of r skip locked)",
        {share_recipient});
    const auto messages =
        transaction.execute("select distinct message from delivery where share_recipient = $1", {share_recipient});
    for (std::size_t row = 0; row < messages.size(); ++row) settle(transaction, messages.text(row, 0));
    return static_cast<std::size_t>(rows.affected());
}

}  // namespace sluis::storage::queue
