#include "storage/postgres/sqlstate.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <string>

#include "gateway/mail/reply.h"
#include "storage/postgres/connection.h"

namespace sluis::storage::postgres {
namespace {

std::string diagnostic(const pg_result* result, int field) {
    const char* text = ::PQresultErrorField(result, field);
    return text != nullptr ? mail::one_line(text, 200) : std::string{};
}

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view wanted) {
    return std::find(list.begin(), list.end(), wanted) != list.end();
}

}  // namespace

bool is_transient_state(std::string_view sqlstate) noexcept {
    static constexpr std::array<std::string_view, 5> classes{"08", "40", "53", "57", "58"};
    return contains(classes, sqlstate.substr(0, 2)) || sqlstate == "55P03" || sqlstate == "25P03" ||
           sqlstate == "55006";
}

bool names_no_values(std::string_view sqlstate) noexcept {
    static constexpr std::array<std::string_view, 7> classes{"08", "28", "3D", "40", "53", "57", "SL"};
    static constexpr std::array<std::string_view, 6> states{"42501", "42P01", "42703", "42883", "55P03", "25P02"};
    return contains(classes, sqlstate.substr(0, 2)) || contains(states, sqlstate);
}

void throw_statement_error(const pg_result* result) {
    const auto state = diagnostic(result, PG_DIAG_SQLSTATE);
    std::string what = "database: SQLSTATE " + (state.empty() ? std::string{"unknown"} : state);
    if (const auto table = diagnostic(result, PG_DIAG_TABLE_NAME); !table.empty()) what += ", table " + table;
    if (const auto constraint = diagnostic(result, PG_DIAG_CONSTRAINT_NAME); !constraint.empty())
        what += ", constraint " + constraint;
    if (names_no_values(state)) what += ": " + diagnostic(result, PG_DIAG_MESSAGE_PRIMARY);
    // Without a state the connection broke on the way: libpq made the result itself.
    throw StatementError{what, state.empty() || is_transient_state(state), state};
}

}  // namespace sluis::storage::postgres
