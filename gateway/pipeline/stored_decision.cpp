#include "gateway/pipeline/stored_decision.h"

#include "gateway/facts/facts.h"

namespace sluis::pipeline {

std::optional<policy::Decision> stored_decision(storage::postgres::Connection& connection, const std::string& message,
                                                const std::string& forward_path) {
    const auto rows = connection.execute("select (facts - 'releases')::text from message where id = $1", {message});
    if (rows.empty() || rows.is_null(0, 0)) return std::nullopt;
    const auto facts = facts::decode(rows.text(0, 0));
    // Without its documents a decision would say that none of them was held.
    if (!facts || !facts->complete) return std::nullopt;
    for (const auto& decision : facts->decisions)
        if (decision.recipient.text() == forward_path) return decision;
    return std::nullopt;
}

}  // namespace sluis::pipeline
