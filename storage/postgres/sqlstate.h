#pragma once

#include <string_view>

struct pg_result;

namespace sluis::storage::postgres {

/// True for SQLSTATE classes after which the same work may succeed later: connection (08), rollback by the
/// server (40: serialization, deadlock), resources (53: disk full, memory, connections), operator
/// intervention (57: shutdown, time-out), the system's own failure (58), and a lock that was not free in time
/// (55P03).
[[nodiscard]] bool is_transient_state(std::string_view sqlstate) noexcept;

/// True when the server's primary message for this state names identifiers only. Others may quote a value or
/// the statement.
[[nodiscard]] bool names_no_values(std::string_view sqlstate) noexcept;

/// Throws the StatementError that fits a refused statement.
[[noreturn]] void throw_statement_error(const pg_result* result);

}  // namespace sluis::storage::postgres
