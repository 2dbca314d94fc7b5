#include "gateway/pipeline/facts.h"

#include <nlohmann/json.hpp>

namespace sluis::pipeline {
namespace {

using Json = nlohmann::json;

Json of(const policy::Evidence& evidence) {
    Json json{{"detector", evidence.detector},
              {"strength", policy::to_string(evidence.strength)},
              {"place", evidence.place},
              {"masked", evidence.masked}};
    if (evidence.person) json["person"] = *evidence.person;
    return json;
}

Json of(const std::vector<policy::Evidence>& evidence) {
    Json list = Json::array();
    for (const auto& piece : evidence) list.push_back(of(piece));
    return list;
}

Json of(const policy::Document& document) {
    Json json{{"part", document.part},
              {"role", policy::to_string(document.role)},
              {"media_type", document.media_type},
              {"size", document.size},
              {"evidence", of(document.evidence)}};
    if (document.unscannable) json["unscannable"] = policy::to_string(*document.unscannable);
    return json;
}

Json of(const policy::DocumentDecision& document) {
    Json json{
        {"part", document.part}, {"personal", document.personal}, {"outcome", policy::to_string(document.outcome)}};
    if (document.label) json["label"] = policy::to_string(*document.label);
    if (!document.type.empty()) json["type"] = document.type;
    return json;
}

Json of(const policy::Decision& decision) {
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
    for (const auto& document : decision.documents) json["documents"].push_back(of(document));
    json["path"] = Json::array();
    for (const auto& step : decision.path) {
        json["path"].push_back(
            {{"question", step.question}, {"about", step.about}, {"answer", step.answer}, {"because", step.because}});
    }
    return json;
}

}  // namespace

std::string facts_json(const Consideration& considered, const SentMail& mail) {
    const auto& findings = considered.report.findings;
    Json json{{"version", 1},
              {"policy", considered.policy_version},
              {"protection", policy::to_string(findings.protection)},
              {"message_id", mail.message_id},
              {"automatic", mail.automatic},
              {"taken_out", considered.taken_out}};
    if (findings.unscannable) json["unscannable"] = policy::to_string(*findings.unscannable);
    json["subject_evidence"] = of(findings.subject_evidence);
    json["documents"] = Json::array();
    for (const auto& document : findings.documents) json["documents"].push_back(of(document));
    json["decisions"] = Json::array();
    for (const auto& decision : considered.decisions) json["decisions"].push_back(of(decision));
    // What came from outside is valid UTF-8 since the report was decoded; replacing beats throwing all the same.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string in_words(const policy::Decision& decision) {
    std::string words;
    for (const auto& step : decision.path) {
        words += "  " + step.question;
        if (!step.about.empty()) words += " (" + step.about + ")";
        words += ": " + step.answer;
        if (!step.because.empty()) words += " – " + step.because;
        words += '\n';
    }
    return words;
}

}  // namespace sluis::pipeline
