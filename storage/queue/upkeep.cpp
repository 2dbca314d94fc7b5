#include "storage/queue/message_queue.h"

namespace sluis::storage::queue {

std::optional<std::chrono::milliseconds> next_due(postgres::Connection& connection) {
    const auto rows = connection.execute(
        "select case when min(due) is not null then greatest(0, extract(epoch from min(due) - clock_timestamp()) * "
        "1000)::bigint "
        "end from ("
        "(select next_attempt as due from message where state = 'received' order by next_attempt limit 1) union all "
        "(select next_attempt from delivery_recipient where state = 'pending' order by next_attempt limit 1)) as "
        "waiting");
    if (rows.is_null(0, 0)) return std::nullopt;
    return std::chrono::milliseconds{rows.number(0, 0)};
}

std::size_t release_content(postgres::Connection& connection, const vault::ContentStore& store) try {
    postgres::Transaction transaction{connection};
    transaction.execute(
        "update message set content = null where id in (select m.id from message m "
        "where m.content is not null and m.state = 'prepared' and not exists (select from message_recipient r "
        "where r.message = m.id and r.state in ('accepted', 'held')) limit 1000 for update skip locked)");
    transaction.execute(
        "update delivery set content = null where id in (select d.id from delivery d "
        "where d.content is not null and not exists (select from delivery_recipient r "
        "where r.delivery = d.id and r.state = 'pending') limit 1000 for update skip locked)");
    // A reference that comes into being at this moment makes the deletion fail, by its foreign key: the next round does
    // it.
    const auto gone = transaction.execute(
        "delete from content where id in (select c.id from content c where c.kind in ('received', 'outgoing') "
        "and not exists (select from message m where m.content = c.id) "
        "and not exists (select from delivery d where d.content = c.id) limit 1000 for update skip locked) returning "
        "id");
    transaction.commit();
    for (std::size_t row = 0; row < gone.size(); ++row) store.remove_file(gone.text(row, 0));
    return gone.size();
} catch (const postgres::StatementError& error) {
    constexpr std::string_view foreign_key_violation = "23503";
    if (error.sqlstate() != foreign_key_violation) throw;
    return 0;
}

std::size_t purge_messages(postgres::Connection& connection, std::chrono::hours age) {
    const auto rows = connection.execute(
        "delete from message where id in (select m.id from message m where m.state = 'prepared' and m.content is null "
        "and m.received_at < clock_timestamp() - make_interval(hours => $1::int) "
        "and not exists (select from message_recipient r where r.message = m.id and (r.state in ('accepted', 'queued', "
        "'held') "
        "or r.changed_at > clock_timestamp() - make_interval(hours => $1::int))) "
        "and not exists (select from delivery d where d.message = m.id and d.content is not null) "
        "limit 1000 for update skip locked)",
        {std::int64_t{age.count()}});
    return static_cast<std::size_t>(rows.affected());
}

}  // namespace sluis::storage::queue
