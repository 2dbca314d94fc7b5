#include "gateway/pipeline/explaining.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "gateway/facts/flowchart_json.h"

namespace sluis::pipeline {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t max_parts = 200;
constexpr std::size_t max_steps = 400;

std::string type_name(const policy::Policy& policy, const std::string& id) {
    const auto found =
        std::find_if(policy.types.begin(), policy.types.end(), [&](const auto& type) { return type.id == id; });
    return found == policy.types.end() ? std::string{} : found->name;
}

Json parts_of(const Work& work, const policy::Decision& decision) {
    Json parts = Json::array();
    const auto& documents = work.considered.report.findings.documents;
    for (std::size_t i = 0; i < documents.size() && i < decision.documents.size() && i < max_parts; ++i) {
        const auto& one = decision.documents[i];
        Json part{{"part", documents[i].part},
                  {"role", policy::to_string(documents[i].role)},
                  {"kind", type_name(work.policy, one.type)},
                  {"personal", one.personal}};
        if (one.label) part["label"] = policy::to_string(*one.label);
        parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace

std::string explanation_json(const Work& work, std::size_t index) {
    const auto& decision = work.considered.decisions[index];
    const auto klass = work.policy.classes.find(decision.klass);
    Json json{{"policy", work.considered.policy_version},
              {"class", klass == work.policy.classes.end() ? decision.klass : klass->second.name},
              {"outcome", policy::to_string(decision.outcome)},
              {"parts", parts_of(work, decision)}};
    json["steps"] = Json::array();
    for (const auto& step : decision.path) {
        if (json["steps"].size() == max_steps) break;
        json["steps"].push_back(
            {{"question", step.question}, {"about", step.about}, {"answer", step.answer}, {"because", step.because}});
    }
    for (const auto& one : work.considered.counterfactuals[index]) json["changes"].push_back(one.sentence);
    json["chart"] = facts::as_json(policy::flowchart(work.policy, decision));
    if (!decision.advice_text.empty()) json["advice"] = decision.advice_text;
    for (const auto& contact : decision.contacts)
        json["contacts"].push_back({{"topic", contact.topic}, {"whom", contact.whom}});
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace sluis::pipeline
