#include "storage/postgres/migrations.h"

#include <map>
#include <string>

namespace sluis::storage::postgres {
namespace {

/// Any number, the same for all versions of the program: whose migrations run, wait for each other.
constexpr std::int64_t kLock = 0x5175'6973;

/// A migration may rewrite a large table. Back to the usual deadline when it goes.
class LongDeadline {
public:
    explicit LongDeadline(Connection& connection) : connection_{connection} {
        connection_.set_statement_deadline(std::chrono::minutes{30});
    }
    ~LongDeadline() {
        try {
            connection_.set_statement_deadline(std::chrono::seconds{30});
        } catch (const Error&) {
            // The connection is lost, and its deadline with it.
        }
    }
    LongDeadline(const LongDeadline&) = delete;
    LongDeadline& operator=(const LongDeadline&) = delete;

private:
    Connection& connection_;
};

std::map<std::int64_t, std::string> applied_migrations(Transaction& transaction) {
    std::map<std::int64_t, std::string> applied;
    const auto rows = transaction.execute("select number, name from schema_migration");
    for (std::size_t row = 0; row < rows.size(); ++row) applied.emplace(rows.number(row, 0), rows.text(row, 1));
    return applied;
}

void refuse_foreign(const std::map<std::int64_t, std::string>& applied, std::span<const Migration> migrations) {
    const int newest = migrations.empty() ? 0 : migrations.back().number;
    if (!applied.empty() && applied.rbegin()->first > newest)
        throw Error{"database: its schema (" + std::to_string(applied.rbegin()->first) +
                        ") is newer than this program (" + std::to_string(newest) + "); use the newer program",
                    false};
    for (const auto& migration : migrations) {
        const auto known = applied.find(migration.number);
        if (known != applied.end() && known->second != migration.name)
            throw Error{"database: migration " + std::to_string(migration.number) + " is not this program's", false};
    }
}

}  // namespace

int apply_migrations(Connection& connection, std::span<const Migration> migrations) {
    const LongDeadline deadline{connection};
    Transaction transaction{connection};
    transaction.execute("select set_config('lock_timeout', '5min', true)");
    transaction.execute("select pg_advisory_xact_lock($1)", {kLock});
    connection.run_script(
        "create table if not exists schema_migration (number integer primary key, name text not null, "
        "applied_at timestamptz not null default clock_timestamp()); revoke all on schema_migration from "
        "public");
    const auto applied = applied_migrations(transaction);
    refuse_foreign(applied, migrations);
    int count = 0;
    for (const auto& migration : migrations) {
        if (applied.contains(migration.number)) continue;
        connection.run_script(std::string{migration.sql});
        transaction.execute("insert into schema_migration (number, name) values ($1, $2)",
                            {std::int64_t{migration.number}, migration.name});
        ++count;
    }
    transaction.commit();
    return count;
}

int schema_version(Connection& connection) {
    if (connection.execute("select to_regclass('public.schema_migration')").is_null(0, 0)) return 0;
    return static_cast<int>(connection.execute("select coalesce(max(number), 0) from schema_migration").number(0, 0));
}

}  // namespace sluis::storage::postgres
