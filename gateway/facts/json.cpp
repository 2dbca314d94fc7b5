#include "gateway/facts/json.h"

namespace sluis::facts {

Json as_json(const policy::Evidence& evidence) {
    Json json{{"detector", evidence.detector},
              {"strength", policy::to_string(evidence.strength)},
              {"place", evidence.place},
              {"masked", evidence.masked}};
    if (evidence.person) json["person"] = *evidence.person;
    return json;
}

Json as_json(const policy::DocumentDecision& document) {
    Json json{
        {"part", document.part}, {"personal", document.personal}, {"outcome", policy::to_string(document.outcome)}};
    if (document.label) json["label"] = policy::to_string(*document.label);
    if (!document.type.empty()) json["type"] = document.type;
    return json;
}

Json as_json(const policy::Step& step) {
    return {{"question", step.question}, {"about", step.about}, {"answer", step.answer}, {"because", step.because}};
}

Json as_json(const policy::Counterfactual& one) {
    Json json{{"change", policy::to_string(one.change)},
              {"about", one.about},
              {"outcome", policy::to_string(one.outcome)},
              {"sentence", one.sentence}};
    if (one.label) json["label"] = policy::to_string(*one.label);
    return json;
}

Json head_of(const policy::Document& document) {
    Json json{{"part", document.part},
              {"role", policy::to_string(document.role)},
              {"media_type", document.media_type},
              {"size", document.size}};
    if (document.unscannable) json["unscannable"] = policy::to_string(*document.unscannable);
    return json;
}

Json head_of(const policy::Decision& decision) {
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
    return json;
}

}  // namespace sluis::facts
