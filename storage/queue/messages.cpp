#include <algorithm>

#include "storage/queue/message_queue.h"

namespace sluis::storage::queue {
namespace {

mail::ReversePath reverse_path_from(const std::string& text) {
    if (text.empty()) return {};
    auto mailbox = mail::Mailbox::parse(text);
    if (!mailbox) throw Error{"queue: a reverse-path in the database is no mailbox", false};
    return mail::ReversePath{*std::move(mailbox)};
}

constexpr std::string_view not_there = "queue: no such message or recipient in that state";

constexpr const char* message_columns =
    "select id, organisation, client, login, reverse_path, eight_bit_mime, received_field, size, content, attempts, "
    "own, "
    "to_char(received_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), "
    "(select string_agg(r.forward_path, E'\\n' order by r.ordinal) from message_recipient r where r.message = id), "
    "extract(epoch from clock_timestamp() - received_at)::bigint from message ";

std::vector<mail::ForwardPath> forward_paths_from(std::string_view lines) {
    std::vector<mail::ForwardPath> paths;
    while (!lines.empty()) {
        const auto end = std::min(lines.find('\n'), lines.size());
        auto path = mail::Mailbox::parse(lines.substr(0, end));
        if (!path) throw Error{"queue: a forward-path in the database is no mailbox", false};
        paths.push_back(*std::move(path));
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return paths;
}

/// From the one row of message_columns.
ReceivedMessage message_from(const postgres::Rows& rows) {
    ReceivedMessage message;
    message.id = rows.text(0, 0);
    message.organisation = rows.text(0, 1);
    message.client = rows.text(0, 2);
    message.login = rows.text(0, 3);
    message.envelope.reverse_path = reverse_path_from(rows.text(0, 4));
    message.envelope.eight_bit_mime = rows.boolean(0, 5);
    message.received_field = rows.text(0, 6);
    message.size = static_cast<std::uint64_t>(rows.number(0, 7));
    message.content = rows.text(0, 8);
    message.attempts = static_cast<int>(rows.number(0, 9));
    message.own = rows.boolean(0, 10);
    message.received_at = rows.text(0, 11);
    message.envelope.forward_paths = forward_paths_from(rows.text_or(0, 12, ""));
    message.age = std::chrono::seconds{rows.number(0, 13)};
    return message;
}

}  // namespace

void wake(postgres::Transaction& transaction) {
    transaction.execute("select pg_notify($1, '')", {wake_channel});
}

QueueId insert_message(postgres::Transaction& transaction, const ReceivedMessage& message) {
    const auto id = message.id.empty() ? new_queue_id() : message.id;
    const auto reverse_path = message.envelope.reverse_path.text();
    transaction.post(
        "insert into message (id, organisation, client, login, reverse_path, eight_bit_mime, received_field, size, "
        "content, own) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        {std::string_view{id}, std::string_view{message.organisation}, std::string_view{message.client},
         std::string_view{message.login}, std::string_view{reverse_path}, message.envelope.eight_bit_mime,
         std::string_view{message.received_field}, static_cast<std::int64_t>(message.size),
         std::string_view{message.content}, message.own});
    std::vector<std::string> paths;
    for (const auto& path : message.envelope.forward_paths) paths.push_back(path.text());
    transaction.post(
        "insert into message_recipient (message, ordinal, forward_path) "
        "select $1, ordinal - 1, path from unnest($2::text[]) with ordinality as p (path, ordinal)",
        {std::string_view{id}, std::string_view{postgres::text_array(paths)}});
    return id;
}

std::optional<ReceivedMessage> claim_message(postgres::Transaction& transaction) {
    static const auto statement = std::string{message_columns} +
                                  "where state = 'received' and next_attempt <= statement_timestamp() "
                                  "order by next_attempt limit 1 for update skip locked";
    const auto rows = transaction.execute(statement);
    if (rows.empty()) return std::nullopt;
    return message_from(rows);
}

std::optional<ReceivedMessage> held_message(postgres::Transaction& transaction, const QueueId& id) {
    static const auto statement =
        std::string{message_columns} + "where id = $1 and state = 'prepared' and content is not null for update";
    const auto rows = transaction.execute(statement, {std::string_view{id}});
    if (rows.empty()) return std::nullopt;
    return message_from(rows);
}

bool lock_held(postgres::Transaction& transaction, const QueueId& id, const std::string& forward_path) {
    return !transaction
                .execute(
                    "select 1 from message_recipient where message = $1 and forward_path = $2 and state = 'held' for "
                    "update",
                    {std::string_view{id}, std::string_view{forward_path}})
                .empty();
}

void add_release(postgres::Transaction& transaction, const QueueId& id, const std::string& release) {
    // Beyond the first ones the oldest makes room: how it began and how it ended stay.
    static const auto statement =
        "update message set facts = jsonb_set(coalesce(facts, '{}'), '{releases}', "
        "case when jsonb_array_length(facts->'releases') >= " +
        std::to_string(max_releases) + " then (facts->'releases') - " + std::to_string(first_releases) +
        " else coalesce(facts->'releases', '[]') end || jsonb_build_array($2::jsonb)) where id = $1";
    transaction.post(statement, {std::string_view{id}, std::string_view{release}}, not_there);
}

void defer_message(postgres::Transaction& transaction, const QueueId& id, std::chrono::seconds retry_in,
                   const std::string& code) {
    transaction.post(
        "update message set attempts = attempts + 1, last_problem = $3, "
        "next_attempt = clock_timestamp() + make_interval(secs => $2::bigint) where id = $1 and state = 'received'",
        {std::string_view{id}, std::int64_t{retry_in.count()}, std::string_view{code}}, not_there);
}

void finish_message(postgres::Transaction& transaction, const QueueId& id, const std::string& policy_version,
                    const std::string& facts) {
    transaction.post(
        "update message set state = 'prepared', policy_version = $2, facts = $3::jsonb where id = "
        "$1 and state = 'received'",
        {std::string_view{id}, std::string_view{policy_version}, std::string_view{facts}}, not_there);
}

void hold_recipient(postgres::Transaction& transaction, const QueueId& id, const std::string& forward_path) {
    transaction.post(
        "update message_recipient r set state = 'held', changed_at = clock_timestamp(), "
        "held_until = m.received_at + interval '72 hours' from message m "
        "where m.id = r.message and r.message = $1 and r.forward_path = $2",
        {std::string_view{id}, std::string_view{forward_path}}, not_there);
}

void set_recipient_state(postgres::Transaction& transaction, const QueueId& id, const std::string& forward_path,
                         const std::string& state) {
    transaction.post(
        "update message_recipient set state = $3, changed_at = clock_timestamp(), "
        "held_until = case when $3 = 'held' then held_until end where message = $1 and forward_path = $2",
        {std::string_view{id}, std::string_view{forward_path}, std::string_view{state}}, not_there);
}

std::vector<ExpiredHold> expired_holds(postgres::Transaction& transaction) {
    const auto rows = transaction.execute(
        "select m.id, m.organisation, m.reverse_path, r.forward_path from message_recipient r join message m on m.id = "
        "r.message "
        "where r.state = 'held' and r.held_until <= statement_timestamp() "
        "and not exists (select from stopped_answer a join stopped_recipient s on s.id = a.recipient join stopped_mail "
        "t "
        "on t.id = s.stopped where t.message = m.id and s.address = r.forward_path and a.done_at is null) "
        "order by r.held_until limit 100 for update of r skip locked");
    std::vector<ExpiredHold> holds;
    for (std::size_t row = 0; row < rows.size(); ++row)
        holds.push_back(
            {rows.text(row, 0), rows.text(row, 1), reverse_path_from(rows.text(row, 2)), rows.text(row, 3)});
    return holds;
}

}  // namespace sluis::storage::queue
