#include "storage/queue/decided_messages.h"

#include <algorithm>
#include <chrono>

namespace sluis::storage::queue {
namespace {

using postgres::Transaction;

constexpr std::chrono::seconds statement_deadline{60};
// Facts are 256 KiB at most: a page is 8 MiB at most.
constexpr const char* next_ids = "fetch 32 from decided";

/// The ids alone are sorted and kept by the server; facts are read a page at a time.
void open_cursor(Transaction& transaction, int days) {
    transaction.execute("set transaction isolation level repeatable read, read only");
    transaction.execute(
        "declare decided no scroll cursor for select id from message where state = 'prepared' and not own "
        "and received_at > clock_timestamp() - make_interval(days => " +
        std::to_string(std::clamp(days, 1, 30)) + ") order by received_at, id");
}

std::string array_of(const postgres::Rows& ids) {
    std::string array = "{";
    for (std::size_t row = 0; row < ids.size(); ++row) array += (row == 0 ? "" : ",") + ids.text(row, 0);
    return array + '}';
}

}  // namespace

void each_decided(postgres::Connection& connection, int days,
                  const std::function<void(const DecidedMessage&)>& hand_on) {
    connection.set_statement_deadline(statement_deadline);
    Transaction transaction{connection};
    open_cursor(transaction, days);
    for (;;) {
        const auto ids = transaction.execute(next_ids);
        if (ids.empty()) return;
        const auto wanted = array_of(ids);
        const auto rows = transaction.execute(
            "select id, to_char(received_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), "
            "coalesce(facts::text, '') from message where id = any($1::text[]) order by received_at, id",
            {std::string_view{wanted}});
        for (std::size_t row = 0; row < rows.size(); ++row)
            hand_on({rows.text(row, 0), rows.text(row, 1), rows.text(row, 2)});
    }
}

}  // namespace sluis::storage::queue
