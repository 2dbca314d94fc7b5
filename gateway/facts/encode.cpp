#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "gateway/facts/facts.h"
#include "gateway/facts/json.h"

namespace sluis::facts {
namespace {

/// How much of a message is told. Each step tells less, until it fits.
struct Measure {
    std::size_t evidence = max_evidence;  ///< Pieces of one document and strength.
    bool parts = true;                    ///< What is known of each document.
    bool paths = true;
};

/// Each distinct piece once, at its first place: what the weighing counts. Of one strength no more than the measure.
Json of(const std::vector<policy::Evidence>& evidence, const Measure& measure) {
    std::set<std::tuple<std::string_view, std::string_view, policy::Strength, std::optional<std::uint32_t>>> seen;
    std::map<policy::Strength, std::size_t> kept;
    Json list = Json::array();
    for (const auto& piece : evidence) {
        if (!seen.emplace(piece.detector, piece.masked, piece.strength, piece.person).second) continue;
        if (++kept[piece.strength] <= measure.evidence) list.push_back(as_json(piece));
    }
    return list;
}

Json of(const std::vector<policy::TypeMatch>& matches) {
    Json list = Json::array();
    for (const auto& match : matches) {
        list.push_back({{"type", match.type}, {"source", policy::to_string(match.source)}, {"length", match.length}});
        if (match.misspelt) list.back()["misspelt"] = true;
    }
    return list;
}

Json of(const policy::Document& document, const Measure& measure) {
    auto json = head_of(document);
    if (document.encrypted_payload) json["encrypted_payload"] = true;
    if (!document.types.empty()) json["types"] = of(document.types);
    json["evidence"] = of(document.evidence, measure);
    return json;
}

Json of(const policy::Directives& directives) {
    Json json = Json::object();
    if (directives.dossier) json["dossier_fits"] = directives.dossier_fits.value_or(false);
    for (const auto& [name, set] : {std::pair{"confidential", directives.confidential},
                                    {"personal", directives.personal},
                                    {"sensitivity", directives.sensitivity},
                                    {"present", directives.present},
                                    {"reply", directives.is_reply}}) {
        if (set) json[name] = true;
    }
    if (directives.days) json["days"] = *directives.days;
    if (directives.no_personal_data)
        json["no_personal_data"] = directives.no_personal_data->empty() ? "bare" : "reason";
    if (directives.type) json["type"] = *directives.type;
    if (!directives.mistakes.empty()) json["mistakes"] = directives.mistakes.size();
    return json;
}

Json of(const policy::Party& party) {
    const auto& facts = party.facts;
    Json json{{"address", party.address.text()}, {"class", party.klass}, {"because", party.because}};
    for (const auto& [name, text] : {std::pair{"organisation", &facts.organisation},
                                     {"organisation_class", &facts.organisation_class},
                                     {"division", &facts.division},
                                     {"generic_mailbox", &facts.generic_mailbox}}) {
        if (!text->empty()) json[name] = *text;
    }
    for (const auto& [name, set] : {std::pair{"person", !facts.person.empty()},
                                    {"service", facts.is_service},
                                    {"may_read_personal", facts.may_read_personal},
                                    {"internal_route", party.internal_route}}) {
        if (set) json[name] = true;
    }
    if (!facts.groups.empty()) json["groups"] = facts.groups;
    if (!party.member_classes.empty()) json["member_classes"] = party.member_classes;
    for (const auto role : facts.roles) json["roles"].push_back(policy::to_string(role));
    return json;
}

/// What many decisions of one message have in common stands once: in a list, named by its place there.
class Shared {
public:
    std::size_t place_of(Json value) {
        const auto [at, fresh] =
            places_.emplace(value.dump(-1, ' ', false, Json::error_handler_t::replace), places_.size());
        if (fresh) list_.push_back(std::move(value));
        return at->second;
    }
    [[nodiscard]] const Json& list() const { return list_; }

private:
    std::map<std::string, std::size_t> places_;
    Json list_ = Json::array();
};

std::size_t verdict_of(const std::vector<policy::DocumentDecision>& decided, const Measure& measure, Shared& verdicts) {
    Json documents = Json::array();
    if (measure.parts) {
        for (const auto& document : decided) documents.push_back(as_json(document));
    }
    return verdicts.place_of(std::move(documents));
}

Json of(const policy::Observed& observed, const Measure& measure, Shared& verdicts) {
    Json json{{"by", observed.by},
              {"outcome", policy::to_string(observed.outcome)},
              {"rule", observed.rule},
              {"advice", observed.advice},
              {"share_body", observed.share_body},
              {"share_whole", observed.share_whole},
              {"verdict", verdict_of(observed.documents, measure, verdicts)}};
    if (observed.label) json["label"] = policy::to_string(*observed.label);
    return json;
}

Json of(const policy::Decision& decision, const std::vector<policy::Counterfactual>& counterfactuals,
        const Measure& measure, Shared& steps, Shared& verdicts) {
    auto json = head_of(decision);
    if (decision.generic_mailbox) json["generic_mailbox"] = decision.generic_mailbox->text();
    if (!decision.advice_text.empty()) json["advice_text"] = decision.advice_text;
    for (const auto& contact : decision.contacts)
        json["contacts"].push_back({{"topic", contact.topic}, {"whom", contact.whom}});
    if (decision.observed) json["observed"] = of(*decision.observed, measure, verdicts);
    json["verdict"] = verdict_of(decision.documents, measure, verdicts);
    json["path"] = Json::array();
    // The last steps say the outcome: they stay when the others go.
    const auto from = measure.paths || decision.path.size() < 4 ? 0 : decision.path.size() - 4;
    for (std::size_t i = from; i < decision.path.size(); ++i)
        json["path"].push_back(steps.place_of(as_json(decision.path[i])));
    json["counterfactuals"] = Json::array();
    if (measure.paths) {
        for (const auto& one : counterfactuals) json["counterfactuals"].push_back(as_json(one));
    }
    return json;
}

std::string written(const Facts& facts, const Measure& measure) {
    const auto& findings = facts.findings;
    Json json{{"version", version},
              {"policy", facts.policy_version},
              {"complete", measure.parts && facts.complete},
              {"organisation", facts.organisation},
              {"message_id", facts.message_id},
              {"automatic", facts.automatic},
              {"shared_whole", facts.shared_whole},
              {"taken_out", facts.taken_out},
              {"protection", policy::to_string(findings.protection)},
              {"sealed", findings.sealed}};
    if (findings.unscannable) json["unscannable"] = policy::to_string(*findings.unscannable);
    if (!findings.link_hosts.empty()) json["banned_links"] = findings.link_hosts;
    json["directives"] = of(facts.directives);
    json["subject_types"] = of(findings.subject_types);
    json["subject_evidence"] = of(findings.subject_evidence, measure);
    json["documents"] = Json::array();
    if (measure.parts) {
        for (const auto& document : findings.documents) json["documents"].push_back(of(document, measure));
    }
    json["sender"] = of(facts.sender);
    json["recipients"] = Json::array();
    for (const auto& recipient : facts.recipients) json["recipients"].push_back(of(recipient));
    Shared steps, verdicts;
    json["decisions"] = Json::array();
    for (std::size_t i = 0; i < facts.decisions.size(); ++i) {
        static const std::vector<policy::Counterfactual> none;
        const auto& counterfactuals = i < facts.counterfactuals.size() ? facts.counterfactuals[i] : none;
        json["decisions"].push_back(of(facts.decisions[i], counterfactuals, measure, steps, verdicts));
    }
    json["steps"] = steps.list();
    json["verdicts"] = verdicts.list();
    // What came from outside is valid UTF-8 since the report was decoded; replacing beats throwing all the same.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string encode(const Facts& facts) {
    std::string text;
    for (const auto& measure :
         {Measure{}, Measure{24, true, true}, Measure{2, false, true}, Measure{2, false, false}}) {
        text = written(facts, measure);
        if (text.size() <= max_octets) return text;
    }
    // So many recipients that not even their decisions fit: who got what stands in message_recipient and the audit.
    auto rest = facts;
    while (text.size() > max_octets && !rest.decisions.empty()) {
        const auto keep = rest.decisions.size() / 2;
        rest.complete = false;
        rest.decisions.erase(rest.decisions.begin() + static_cast<std::ptrdiff_t>(keep), rest.decisions.end());
        rest.recipients.erase(
            rest.recipients.begin() + static_cast<std::ptrdiff_t>(std::min(keep, rest.recipients.size())),
            rest.recipients.end());
        text = written(rest, {2, false, false});
    }
    return text;
}

}  // namespace sluis::facts
