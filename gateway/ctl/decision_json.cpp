#include "gateway/ctl/decision_text.h"

namespace sluis::ctl {
namespace {

Json json_of(const policy::Document& document) {
    Json json{{"part", document.part},
              {"role", policy::to_string(document.role)},
              {"media_type", document.media_type},
              {"size", document.size},
              {"evidence", as_json(document.evidence)}};
    if (document.unscannable) json["unscannable"] = policy::to_string(*document.unscannable);
    return json;
}

Json json_of(const policy::DocumentDecision& document) {
    Json json{
        {"part", document.part}, {"personal", document.personal}, {"outcome", policy::to_string(document.outcome)}};
    if (document.label) json["label"] = policy::to_string(*document.label);
    if (!document.type.empty()) json["type"] = document.type;
    return json;
}

Json json_of(const policy::Counterfactual& one) {
    Json json{{"change", policy::to_string(one.change)},
              {"about", one.about},
              {"outcome", policy::to_string(one.outcome)},
              {"sentence", one.sentence}};
    if (one.label) json["label"] = policy::to_string(*one.label);
    return json;
}

}  // namespace

Json as_json(const std::vector<policy::Evidence>& evidence) {
    Json list = Json::array();
    for (const auto& piece : evidence) {
        Json json{{"detector", piece.detector},
                  {"strength", policy::to_string(piece.strength)},
                  {"place", piece.place},
                  {"masked", piece.masked}};
        if (piece.person) json["person"] = *piece.person;
        list.push_back(std::move(json));
    }
    return list;
}

Json as_json(const policy::Decision& decision) {
    Json json{{"recipient", decision.recipient.text()},
              {"class", decision.klass},
              {"outcome", policy::to_string(decision.outcome)},
              {"rule", decision.rule},
              {"share_body", decision.share_body},
              {"share_whole", decision.share_whole},
              {"code_required", decision.code_required},
              {"notify_generic", decision.notify_generic},
              {"days", decision.days},
              {"advice", decision.advice},
              {"warnings", decision.warnings}};
    if (decision.message_label) json["label"] = policy::to_string(*decision.message_label);
    json["documents"] = Json::array();
    for (const auto& document : decision.documents) json["documents"].push_back(json_of(document));
    json["path"] = Json::array();
    for (const auto& step : decision.path) {
        json["path"].push_back(
            {{"question", step.question}, {"about", step.about}, {"answer", step.answer}, {"because", step.because}});
    }
    return json;
}

Json as_json(const facts::Facts& facts) {
    const auto& findings = facts.findings;
    Json json{{"policy", facts.policy_version}, {"protection", policy::to_string(findings.protection)}};
    if (findings.unscannable) json["unscannable"] = policy::to_string(*findings.unscannable);
    json["subject_evidence"] = as_json(findings.subject_evidence);
    json["documents"] = Json::array();
    for (const auto& document : findings.documents) json["documents"].push_back(json_of(document));
    json["taken_out"] = facts.taken_out;
    json["decisions"] = Json::array();
    for (std::size_t i = 0; i < facts.decisions.size(); ++i) {
        auto decision = as_json(facts.decisions[i]);
        decision["would_change"] = Json::array();
        if (i < facts.counterfactuals.size()) {
            for (const auto& one : facts.counterfactuals[i]) decision["would_change"].push_back(json_of(one));
        }
        json["decisions"].push_back(std::move(decision));
    }
    return json;
}

}  // namespace sluis::ctl
