#include "storage/audit/audit_view.h"

namespace sluis::storage::audit {
namespace {

std::vector<Row> rows_where(postgres::Connection& connection, const std::string& condition, postgres::Param value) {
    const auto found = connection.execute(
        "select to_char(at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), event, actor, detail, "
        "coalesce(recipient, 0), coalesce(document, 0) from audit where " +
            condition + " order by id limit 10000",
        {value});
    std::vector<Row> rows;
    for (std::size_t row = 0; row < found.size(); ++row)
        rows.push_back({found.text(row, 0), found.text(row, 1), found.text(row, 2), found.text(row, 3),
                        found.number(row, 4), found.number(row, 5)});
    return rows;
}

}  // namespace

std::vector<Row> rows_of_share(postgres::Connection& connection, std::int64_t share) {
    return rows_where(connection, "share = $1", share);
}

std::vector<Row> rows_of_message(postgres::Connection& connection, std::string_view queue_id) {
    return rows_where(connection, "message = $1", queue_id);
}

}  // namespace sluis::storage::audit
