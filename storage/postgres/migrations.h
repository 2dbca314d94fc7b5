#pragma once

#include <span>
#include <string_view>

#include "storage/postgres/connection.h"

namespace sluis::storage::postgres {

/// One numbered step of the schema: storage/schema/NNNN_name.sql.
struct Migration {
    int number;
    std::string_view name;
    std::string_view sql;
};

/// The schema this program was built with, by number. Compiled in (cmake/embed_sql.cmake).
[[nodiscard]] std::span<const Migration> embedded_migrations();

/// Brings the database up to these migrations: all that are missing, in order, in one transaction, under an
/// advisory lock, so that several processes may call it at once. Rows of schema_migration say which were
/// applied.
/// @param connection  as the owner of the database
/// @returns how many were applied
/// @throws Error when the database is newer than this program, or has a migration of another name under a
/// number;
///         also when role relay or portal is missing and this user may not make it
int apply_migrations(Connection& connection, std::span<const Migration> migrations = embedded_migrations());

/// The number of the last migration applied, 0 for an empty database. What relay and portal check before they
/// start.
[[nodiscard]] int schema_version(Connection& connection);

}  // namespace sluis::storage::postgres
