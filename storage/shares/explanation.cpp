#include "storage/shares/explanation.h"

namespace sluis::storage::shares {

void insert_explanation(postgres::Transaction& transaction, Explained whose, std::int64_t id, std::string_view body) {
    if (body.empty()) return;
    transaction.post(whose == Explained::share_recipient
                         ? "insert into explanation (share_recipient, body) values ($1, $2::jsonb)"
                         : "insert into explanation (stopped_recipient, body) values ($1, $2::jsonb)",
                     {id, body});
}

std::string find_explanation(postgres::Connection& connection, Explained whose, std::int64_t id) {
    const auto rows = connection.execute(whose == Explained::share_recipient
                                             ? "select body::text from explanation where share_recipient = $1"
                                             : "select body::text from explanation where stopped_recipient = $1",
                                         {id});
    return rows.empty() ? std::string{} : rows.text(0, 0);
}

}  // namespace sluis::storage::shares
