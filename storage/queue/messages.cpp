#include "storage/queue/message_queue.h"

namespace sluis::storage::queue {
namespace {

mail::ReversePath reverse_path_from(const std::string& text) {
    if (text.empty()) return {};
    auto mailbox = mail::Mailbox::parse(text);
    if (!mailbox) throw Error{"queue: a reverse-path in the database is no mailbox", false};
    return mail::ReversePath{*std::move(mailbox)};
}

void require_one(const postgres::Rows& rows) {
    if (rows.affected() == 0) throw Error{"queue: no such message or recipient in that state", false};
}

constexpr const char* message_columns =
    "select id, organisation, client, login, reverse_path, eight_bit_mime, received_field, size, content, attempts, "
    "own, "
    "to_char(received_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from message ";

/// From the one row of message_columns.
ReceivedMessage message_from(postgres::Transaction& transaction, const postgres::Rows& rows) {
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
    const auto paths =
        transaction.execute("select forward_path from message_recipient where message = $1 order by ordinal",
                            {std::string_view{message.id}});
    for (std::size_t row = 0; row < paths.size(); ++row) {
        auto path = mail::Mailbox::parse(paths.text(row, 0));
        if (!path) throw Error{"queue: a forward-path in the database is no mailbox", false};
        message.envelope.forward_paths.push_back(*std::move(path));
    }
    return message;
}

}  // namespace

void wake(postgres::Transaction& transaction) {
    transaction.execute("select pg_notify($1, '')", {wake_channel});
}

QueueId insert_message(postgres::Transaction& transaction, const ReceivedMessage& message) {
    const auto id = message.id.empty() ? new_queue_id() : message.id;
    const auto reverse_path = message.envelope.reverse_path.text();
    transaction.execute(
        "insert into message (id, organisation, client, login, reverse_path, eight_bit_mime, received_field, size, "
        "content, own) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        {std::string_view{id}, std::string_view{message.organisation}, std::string_view{message.client},
         std::string_view{message.login}, std::string_view{reverse_path}, message.envelope.eight_bit_mime,
         std::string_view{message.received_field}, static_cast<std::int64_t>(message.size),
         std::string_view{message.content}, message.own});
    std::int64_t ordinal = 0;
    for (const auto& path : message.envelope.forward_paths)
        transaction.execute("insert into message_recipient (message, ordinal, forward_path) values ($1, $2, $3)",
                            {std::string_view{id}, ordinal++, std::string_view{path.text()}});
    return id;
}

std::optional<ReceivedMessage> claim_message(postgres::Transaction& transaction) {
    static const auto statement = std::string{message_columns} +
                                  "where state = 'received' and next_attempt <= statement_timestamp() "
                                  "order by next_attempt limit 1 for update skip locked";
    const auto rows = transaction.execute(statement);
    if (rows.empty()) return std::nullopt;
    return message_from(transaction, rows);
}

std::optional<ReceivedMessage> held_message(postgres::Transaction& transaction, const QueueId& id) {
    static const auto statement =
        std::string{message_columns} + "where id = $1 and state = 'prepared' and content is not null for update";
    const auto rows = transaction.execute(statement, {std::string_view{id}});
    if (rows.empty()) return std::nullopt;
    return message_from(transaction, rows);
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
    require_one(
        transaction.execute("update message set facts = jsonb_set(coalesce(facts, '{}'), '{releases}', "
                            "coalesce(facts->'releases', '[]') || "
                            "jsonb_build_array($2::jsonb)) where id = $1",
                            {std::string_view{id}, std::string_view{release}}));
}

void defer_message(postgres::Transaction& transaction, const QueueId& id, std::chrono::seconds retry_in,
                   const std::string& code) {
    require_one(transaction.execute(
        "update message set attempts = attempts + 1, last_problem = $3, "
        "next_attempt = clock_timestamp() + make_interval(secs => $2::bigint) where id = $1 and state = 'received'",
        {std::string_view{id}, std::int64_t{retry_in.count()}, std::string_view{code}}));
}

void finish_message(postgres::Transaction& transaction, const QueueId& id, const std::string& policy_version,
                    const std::string& facts) {
    require_one(
        transaction.execute("update message set state = 'prepared', policy_version = $2, facts = $3::jsonb where id = "
                            "$1 and state = 'received'",
                            {std::string_view{id}, std::string_view{policy_version}, std::string_view{facts}}));
}

void hold_recipient(postgres::Transaction& transaction, const QueueId& id, const std::string& forward_path) {
    require_one(
        transaction.execute("update message_recipient r set state = 'held', changed_at = clock_timestamp(), "
                            "held_until = m.received_at + interval '72 hours' from message m "
                            "where m.id = r.message and r.message = $1 and r.forward_path = $2",
                            {std::string_view{id}, std::string_view{forward_path}}));
}

void set_recipient_state(postgres::Transaction& transaction, const QueueId& id, const std::string& forward_path,
                         const std::string& state) {
    require_one(transaction.execute(
        "update message_recipient set state = $3, changed_at = clock_timestamp(), "
        "held_until = case when $3 = 'held' then held_until end where message = $1 and forward_path = $2",
        {std::string_view{id}, std::string_view{forward_path}, std::string_view{state}}));
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
