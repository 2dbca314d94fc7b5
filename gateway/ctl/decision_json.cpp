#include "gateway/ctl/decision_text.h"
#include "gateway/facts/json.h"

namespace sluis::ctl {
namespace {

template <class Items>
Json list_of(const Items& items) {
    Json list = Json::array();
    for (const auto& item : items) list.push_back(facts::as_json(item));
    return list;
}

}  // namespace

Json as_json(const std::vector<policy::Evidence>& evidence) {
    return list_of(evidence);
}

Json as_json(const policy::Decision& decision) {
    auto json = facts::head_of(decision);
    json["documents"] = list_of(decision.documents);
    json["path"] = list_of(decision.path);
    return json;
}

Json as_json(const facts::Facts& facts) {
    const auto& findings = facts.findings;
    Json json{{"policy", facts.policy_version}, {"protection", policy::to_string(findings.protection)}};
    if (findings.unscannable) json["unscannable"] = policy::to_string(*findings.unscannable);
    json["subject_evidence"] = as_json(findings.subject_evidence);
    json["documents"] = Json::array();
    for (const auto& document : findings.documents) {
        json["documents"].push_back(facts::head_of(document));
        json["documents"].back()["evidence"] = as_json(document.evidence);
    }
    json["taken_out"] = facts.taken_out;
    json["decisions"] = Json::array();
    for (std::size_t i = 0; i < facts.decisions.size(); ++i) {
        auto decision = as_json(facts.decisions[i]);
        decision["would_change"] = i < facts.counterfactuals.size() ? list_of(facts.counterfactuals[i]) : Json::array();
        json["decisions"].push_back(std::move(decision));
    }
    return json;
}

}  // namespace sluis::ctl
