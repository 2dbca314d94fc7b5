#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/postgres/connection.h"

namespace sluis::storage::audit {

/// What is written down (S0.20, S0.38, NTA 7516 6.4.2).
enum class Event {
    sent,
    shared,
    passed,
    held,
    released,
    returned,
    refused,
    withdrawn,
    code_asked,
    code_failed,
    opened,
    completed,
    expired,
    deleted,
    login,
    login_failed,
    rights_changed,
    undelivered,
    list_imported,
    list_removed,
};
[[nodiscard]] std::string_view to_string(Event event);

/// One row. Ids and codes; addresses stand here and not in logs.
struct Entry {
    Event event = Event::sent;
    std::string actor{};  ///< Address or login of who did it; empty for Sluis itself.
    std::string organisation{};
    std::optional<std::string> message{};  ///< Queue id.
    std::optional<std::int64_t> share{};
    std::optional<std::int64_t> document{};
    std::optional<std::int64_t> recipient{};  ///< share_recipient.
    std::string detail{};                     ///< A code or a policy version; never content, names or subjects.
};

/// Adds a row in the fact's own transaction. Rows are append-only: the schema grants no update and no delete.
void write(postgres::Transaction& transaction, const Entry& entry);

}  // namespace sluis::storage::audit
