#include "gateway/pipeline/stored_decision.h"

#include <nlohmann/json.hpp>

namespace sluis::pipeline {
namespace {

using Json = nlohmann::json;

std::optional<policy::Label> label_of(const Json& json) {
    return json.contains("label") ? policy::label_from(json.value("label", "")) : std::nullopt;
}

policy::Outcome outcome_of(const Json& json) {
    // An outcome that this program does not know counts as the strictest that a share may come from.
    return policy::outcome_from(json.value("outcome", "")).value_or(policy::Outcome::hold);
}

policy::Decision decision_of(const Json& json, const mail::Mailbox& recipient) {
    policy::Decision decision{recipient, json.value("class", "")};
    decision.outcome = outcome_of(json);
    decision.rule = json.value("rule", "");
    decision.advice = json.value("advice", "");
    decision.share_body = json.value("share_body", false);
    decision.share_whole = json.value("share_whole", false);
    decision.code_required = json.value("code_required", true);
    decision.days = json.value("days", 30);
    decision.message_label = label_of(json);
    for (const auto& one : json.value("documents", Json::array())) {
        policy::DocumentDecision document;
        document.part = one.value("part", "");
        document.personal = one.value("personal", true);
        document.outcome = outcome_of(one);
        document.label = label_of(one);
        document.type = one.value("type", "");
        decision.documents.push_back(std::move(document));
    }
    return decision;
}

}  // namespace

std::optional<policy::Decision> stored_decision(storage::postgres::Connection& connection, const std::string& message,
                                                const std::string& forward_path) {
    const auto rows = connection.execute("select facts->'decisions' from message where id = $1", {message});
    const auto recipient = mail::Mailbox::parse(forward_path);
    if (rows.empty() || rows.is_null(0, 0) || !recipient) return std::nullopt;
    const auto decisions = Json::parse(rows.text(0, 0), nullptr, false);
    if (!decisions.is_array()) return std::nullopt;
    try {
        for (const auto& json : decisions)
            if (json.value("recipient", "") == forward_path) return decision_of(json, *recipient);
    } catch (const Json::exception&) {
        return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace sluis::pipeline
