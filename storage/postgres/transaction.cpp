#include "storage/postgres/connection.h"

namespace sluis::storage::postgres {

Transaction::Transaction(Connection& connection) : connection_{connection} {
    connection_.execute("begin");
}

Transaction::~Transaction() {
    if (!open_ || !connection_.is_usable()) return;
    try {
        connection_.execute("rollback");
    } catch (const Error&) {
        // The connection is lost; the server rolls back by itself.
    }
}

void Transaction::commit() {
    open_ = false;
    const auto answer = connection_.execute("commit");
    // A transaction in which a statement failed answers COMMIT with ROLLBACK, and no error.
    if (answer.command() != "COMMIT")
        throw Error{"database: the transaction was rolled back instead of committed", true};
}

}  // namespace sluis::storage::postgres
