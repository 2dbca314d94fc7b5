#include "storage/postgres/connection.h"

namespace sluis::storage::postgres {

Transaction::Transaction(Connection& connection) : connection_{connection} {
    connection_.post("begin");
}

Transaction::~Transaction() {
    if (!open_) return;
    connection_.drop_posted();
    if (!connection_.is_usable()) return;
    try {
        connection_.execute("rollback");
    } catch (const Error&) {
        // The connection is lost; the server rolls back by itself.
    }
}

void Transaction::mark() {
    connection_.post("savepoint mark");
}

void Transaction::undo() {
    connection_.drop_posted();
    connection_.execute("rollback to savepoint mark");
}

void Transaction::commit() {
    // What turns out wrong must do so before the commit is on its way.
    if (connection_.posted_must_change()) connection_.finish_posted();
    const auto answer = connection_.execute("commit");
    open_ = false;
    // A transaction in which a statement failed answers COMMIT with ROLLBACK, and no error.
    if (answer.command() != "COMMIT")
        throw Error{"database: the transaction was rolled back instead of committed", true};
}

}  // namespace sluis::storage::postgres
