#include "storage/queue/queue_view.h"

#include <algorithm>

namespace sluis::storage::queue {
namespace {

const std::string kIso = "'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'";

std::string iso(const std::string& column) {
    return "to_char(" + column + " at time zone 'UTC', " + kIso + ")";
}

/// The columns of a QueueLine, over `message m`.
std::string line_columns() {
    return "m.id, " + iso("m.received_at") +
           ", m.organisation, m.state, m.size, m.attempts, "
           "coalesce(" +
           iso("case when m.state = 'received' then m.next_attempt else (select min(r.next_attempt) from delivery d "
               "join "
               "delivery_recipient r on r.delivery = d.id where d.message = m.id and r.state = 'pending') end") +
           ", ''), coalesce(m.last_problem, ''), "
           "(select count(*) from message_recipient r where r.message = m.id), "
           "(select count(*) from message_recipient r where r.message = m.id and r.state = 'held'), "
           "(select count(*) from delivery d join delivery_recipient r on r.delivery = d.id where d.message = m.id and "
           "r.state = 'pending')";
}
constexpr int kLineColumns = 11;

QueueLine line_from(const postgres::Rows& rows, std::size_t row) {
    QueueLine line;
    line.id = rows.text(row, 0);
    line.received_at = rows.text(row, 1);
    line.organisation = rows.text(row, 2);
    line.state = rows.text(row, 3);
    line.size = static_cast<std::uint64_t>(rows.number(row, 4));
    line.attempts = static_cast<int>(rows.number(row, 5));
    line.next_attempt = rows.text(row, 6);
    line.last_problem = rows.text(row, 7);
    line.recipients = static_cast<int>(rows.number(row, 8));
    line.held = static_cast<int>(rows.number(row, 9));
    line.waiting = static_cast<int>(rows.number(row, 10));
    return line;
}

std::vector<ShownDelivery> deliveries_of(postgres::Connection& connection, const QueueId& id) {
    const auto rows = connection.execute(
        "select d.id, d.kind, d.reverse_path, r.forward_path, r.state, r.attempts, case when "
        "r.state = 'pending' then " +
            iso("r.next_attempt") + " else '' end, coalesce(r.last_reply, ''), coalesce(" + iso("r.last_at") +
            ", ''), " + iso("d.created_at") +
            " from delivery d "
            "join delivery_recipient r on r.delivery = d.id where d.message = $1 "
            "order by d.id, r.id limit 10000",
        {std::string_view{id}});
    std::vector<ShownDelivery> deliveries;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (deliveries.empty() || deliveries.back().id != rows.number(row, 0))
            deliveries.push_back({rows.number(row, 0), rows.text(row, 1), rows.text(row, 2), {}, rows.text(row, 9)});
        deliveries.back().recipients.push_back({rows.text(row, 3), rows.text(row, 4),
                                                static_cast<int>(rows.number(row, 5)), rows.text(row, 6),
                                                rows.text(row, 7), rows.text(row, 8)});
    }
    return deliveries;
}

}  // namespace

std::vector<QueueLine> list_queue(postgres::Connection& connection, std::size_t limit) {
    const auto rows = connection.execute(
        "select " + line_columns() +
            " from message m where m.state = 'received' "
            "or exists (select from message_recipient r where r.message = m.id and r.state = 'held') "
            "or exists (select from delivery d join delivery_recipient r on r.delivery = d.id "
            "where d.message = m.id and r.state = 'pending') order by m.received_at, m.id limit $1",
        {static_cast<std::int64_t>(std::min<std::size_t>(limit, 10'000))});
    std::vector<QueueLine> lines;
    for (std::size_t row = 0; row < rows.size(); ++row) lines.push_back(line_from(rows, row));
    return lines;
}

std::optional<ShownMessage> show_message(postgres::Connection& connection, const QueueId& id) {
    const auto rows = connection.execute("select " + line_columns() +
                                             ", m.reverse_path, m.client, m.login, coalesce(m.policy_version, ''), "
                                             "coalesce(m.facts::text, '') from message m where m.id = $1",
                                         {std::string_view{id}});
    if (rows.empty()) return std::nullopt;
    ShownMessage message;
    message.line = line_from(rows, 0);
    message.reverse_path = rows.text(0, kLineColumns);
    message.client = rows.text(0, kLineColumns + 1);
    message.login = rows.text(0, kLineColumns + 2);
    message.policy_version = rows.text(0, kLineColumns + 3);
    message.facts = rows.text(0, kLineColumns + 4);
    const auto recipients = connection.execute("select forward_path, state, coalesce(" + iso("held_until") +
                                                   ", '') from message_recipient where message = $1 order by ordinal",
                                               {std::string_view{id}});
    for (std::size_t row = 0; row < recipients.size(); ++row)
        message.recipients.push_back({recipients.text(row, 0), recipients.text(row, 1), recipients.text(row, 2)});
    message.deliveries = deliveries_of(connection, id);
    return message;
}

std::size_t retry_message(postgres::Connection& connection, const QueueId& id) {
    postgres::Transaction transaction{connection};
    const auto messages = transaction.execute(
        "update message set next_attempt = clock_timestamp() where id = (select id from message "
        "where id = $1 and state = 'received' for update skip locked)",
        {std::string_view{id}});
    const auto recipients = transaction.execute(
        "update delivery_recipient set next_attempt = clock_timestamp() where id in (select r.id from "
        "delivery_recipient r "
        "join delivery d on d.id = r.delivery where d.message = $1 and r.state = 'pending' for update of r skip "
        "locked)",
        {std::string_view{id}});
    wake(transaction);
    transaction.commit();
    return static_cast<std::size_t>(messages.affected() + recipients.affected());
}

QueueCounts count_queue(postgres::Connection& connection) {
    const auto rows = connection.execute(
        "select m.count, r.count, (select count(*) from message_recipient where state = 'held'), "
        "coalesce(extract(epoch from clock_timestamp() - m.oldest), 0)::bigint, "
        "coalesce(extract(epoch from clock_timestamp() - r.oldest), 0)::bigint, m.deferred + r.deferred from "
        "(select count(*) as count, min(received_at) as oldest, count(*) filter (where attempts > 0) as deferred "
        "from message where state = 'received') m, "
        "(select count(*) as count, min(d.created_at) as oldest, "
        "count(*) filter (where p.attempts > 0) as deferred from delivery_recipient p join delivery d on d.id = "
        "p.delivery "
        "where p.state = 'pending') r");
    return {rows.number(0, 0),
            rows.number(0, 1),
            rows.number(0, 2),
            std::chrono::seconds{rows.number(0, 3)},
            std::chrono::seconds{rows.number(0, 4)},
            rows.number(0, 5)};
}

}  // namespace sluis::storage::queue
