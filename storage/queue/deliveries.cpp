#include <algorithm>

#include "storage/queue/message_queue.h"

namespace sluis::storage::queue {
namespace {

/// Walks the index of what is due, in its order, and looks each delivery up by its key. Content is compared as text: a
/// plain "is not null" made the planner join through the index on content, all waiting rows against all, once it had
/// seen the table with little in it. Then their due recipients are locked as they stand: one that another worker
/// settled between the look and the lock drops out. The limit is no parameter: the planner must know that it is small.
/// Whether the share that a notice tells of is gone: the portal, which cannot see the queue, withdraws it there.
std::string claim_statement(std::size_t most) {
    return "with claimed as materialized (select d.id from delivery_recipient r join delivery d on d.id = r.delivery "
           "where r.state = 'pending' and r.next_attempt <= statement_timestamp() and d.content::text <> '' "
           "and ($1::bigint[] is null or d.id = any($1)) order by r.next_attempt, r.id limit " +
           std::to_string(std::clamp<std::size_t>(most, 1, max_claimed)) +
           " for update of d skip locked) "
           "select d.id, d.message, d.kind, d.reverse_path, d.organisation, m.received_field, d.content, "
           "d.eight_bit_mime, d.smtputf8, "
           "to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), "
           "extract(epoch from clock_timestamp() - d.created_at)::bigint, d.share_recipient, "
           "d.kind = 'notice' and exists (select from share_recipient s join share h on h.id = s.share "
           "where s.id = d.share_recipient and (s.withdrawn_at is not null or h.withdrawn_at is not null)), "
           "r.id, r.forward_path, r.attempts "
           "from delivery d join message m on m.id = d.message join delivery_recipient r on r.delivery = d.id "
           "where d.id in (select id from claimed) and r.state = 'pending' "
           "and r.next_attempt <= statement_timestamp() order by d.id, r.id limit 1000 for update of r";
}

/// Where the envelope's recipients stand once nothing that concerns them waits any more.
constexpr std::string_view kSettle =
    "update message_recipient m set changed_at = clock_timestamp(), state = e.state from ("
    "  select d.message, lower(r.forward_path) as path, case when bool_or(r.state = 'failed') then 'returned' "
    "    when bool_or(r.state = 'delivered') then 'delivered' else 'withdrawn' end as state "
    "  from delivery d join delivery_recipient r on r.delivery = d.id "
    "  where d.message = any($1::text[]) and d.kind in ('original', 'rewritten', 'notice') "
    "  group by d.message, lower(r.forward_path) having not bool_or(r.state = 'pending')) e "
    "where m.message = e.message and m.state = 'queued' and lower(m.forward_path) = e.path";

/// What a recipient of the envelope waits for; the sender's confirmations and the like are not.
bool settles_envelope(std::string_view kind) {
    return kind == "original" || kind == "rewritten" || kind == "notice";
}

mail::ReversePath reverse_path_from(const std::string& text) {
    if (text.empty()) return {};
    auto mailbox = mail::Mailbox::parse(text);
    if (!mailbox) throw Error{"queue: a reverse-path in the database is no mailbox", false};
    return mail::ReversePath{*std::move(mailbox)};
}

DueDelivery delivery_from(const postgres::Rows& rows, std::size_t row) {
    DueDelivery delivery;
    delivery.id = rows.number(row, 0);
    delivery.message = rows.text(row, 1);
    delivery.kind = rows.text(row, 2);
    delivery.reverse_path = reverse_path_from(rows.text(row, 3));
    delivery.organisation = rows.text(row, 4);
    delivery.received_field = rows.text(row, 5);
    delivery.content = rows.text(row, 6);
    delivery.eight_bit_mime = rows.boolean(row, 7);
    delivery.smtputf8 = rows.boolean(row, 8);
    delivery.queued_at = rows.text(row, 9);
    delivery.age = std::chrono::seconds{rows.number(row, 10)};
    if (!rows.is_null(row, 11)) delivery.share_recipient = rows.number(row, 11);
    return delivery;
}

DueRecipient recipient_from(const postgres::Rows& rows, std::size_t row) {
    auto path = mail::Mailbox::parse(rows.text(row, 14));
    if (!path) throw Error{"queue: a forward-path in the database is no mailbox", false};
    return {rows.number(row, 13), *std::move(path), static_cast<int>(rows.number(row, 15))};
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

void insert_delivery(postgres::Transaction& transaction, const QueueId& message, const NewDelivery& delivery) {
    const auto share_recipient =
        delivery.share_recipient ? postgres::Param{*delivery.share_recipient} : postgres::Param{nullptr};
    const auto paths = postgres::text_array(delivery.forward_paths);
    transaction.post(
        "with d as (insert into delivery (message, kind, reverse_path, organisation, content, eight_bit_mime, "
        "smtputf8, share_recipient) "
        "select id, $2, $3, organisation, $4, $5, $6, $7 from message where id = $1 returning id), "
        "r as (insert into delivery_recipient (delivery, forward_path) select d.id, p from d, unnest($8::text[]) p), "
        "q as (update message_recipient set state = 'queued', held_until = null, changed_at = clock_timestamp() "
        "where $2 in ('original', 'rewritten', 'notice') and message = $1 "
        "and lower(forward_path) in (select lower(p) from unnest($8::text[]) p) and state in ('accepted', 'held')) "
        "select id from d",
        {std::string_view{message}, std::string_view{delivery.kind}, std::string_view{delivery.reverse_path},
         std::string_view{delivery.content}, delivery.eight_bit_mime, delivery.smtputf8, share_recipient,
         std::string_view{paths}},
        "queue: a delivery of a message that is not there");
}

std::vector<DueDelivery> claim_deliveries(postgres::Transaction& transaction, std::size_t most,
                                          const std::vector<std::int64_t>& among) {
    std::vector<std::string> ids;
    for (const auto id : among) ids.push_back(std::to_string(id));
    const auto wanted = postgres::text_array(ids);
    std::vector<DueDelivery> due;
    // What is claimed may be withdrawn notices alone, with others due behind them.
    constexpr int rounds = 100;
    for (int round = 0; round < rounds && due.empty(); ++round) {
        const auto rows =
            transaction.execute(claim_statement(most),
                                {among.empty() ? postgres::Param{nullptr} : postgres::Param{std::string_view{wanted}}});
        if (rows.empty()) break;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            if (rows.boolean(row, 12)) {
                withdraw_pending(transaction, rows.number(row, 11));
                continue;
            }
            if (due.empty() || due.back().id != rows.number(row, 0)) due.push_back(delivery_from(rows, row));
            due.back().recipients.push_back(recipient_from(rows, row));
        }
    }
    return due;
}

void record_outcomes(postgres::Transaction& transaction, const std::vector<Tried>& tried) {
    std::vector<std::string> recipients, of, states, replies, waits, messages;
    for (const auto& [delivery, outcomes] : tried) {
        for (const auto& outcome : outcomes) {
            recipients.push_back(std::to_string(outcome.recipient));
            of.push_back(std::to_string(delivery->id));
            states.emplace_back(state_after(outcome.kind));
            replies.push_back(mail::one_line(outcome.reply.text(), 500));
            waits.push_back(std::to_string(outcome.retry_in.count()));
        }
        if (settles_envelope(delivery->kind)) messages.push_back(delivery->message);
    }
    const auto rows = transaction.execute(
        "update delivery_recipient r set state = o.state, attempts = attempts + 1, last_reply = o.reply, "
        "last_at = clock_timestamp(), next_attempt = clock_timestamp() + make_interval(secs => o.wait) "
        "from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[]) "
        "as o (recipient, delivery, state, reply, wait) "
        "where r.id = o.recipient and r.delivery = o.delivery and r.state = 'pending'",
        {std::string_view{postgres::text_array(recipients)}, std::string_view{postgres::text_array(of)},
         std::string_view{postgres::text_array(states)}, std::string_view{postgres::text_array(replies)},
         std::string_view{postgres::text_array(waits)}});
    if (rows.affected() != recipients.size())
        throw Error{"queue: an outcome for a recipient that waits for none", false};
    if (!messages.empty()) transaction.post(kSettle, {std::string_view{postgres::text_array(messages)}});
}

std::size_t withdraw_pending(postgres::Transaction& transaction, std::int64_t share_recipient) {
    const auto rows = transaction.execute(
        "update delivery_recipient set state = 'withdrawn', last_at = clock_timestamp() where id in ("
        "select r.id from delivery_recipient r join delivery d on d.id = r.delivery "
        "where d.share_recipient = $1 and d.kind = 'notice' and r.state = 'pending' for update of r skip locked)",
        {share_recipient});
    std::vector<std::string> messages;
    const auto about =
        transaction.execute("select distinct message from delivery where share_recipient = $1", {share_recipient});
    for (std::size_t row = 0; row < about.size(); ++row) messages.push_back(about.text(row, 0));
    transaction.post(kSettle, {std::string_view{postgres::text_array(messages)}});
    return static_cast<std::size_t>(rows.affected());
}

}  // namespace sluis::storage::queue
