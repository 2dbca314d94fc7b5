#include <nlohmann/json.hpp>
#include <stdexcept>

#include "gateway/facts/facts.h"

namespace sluis::facts {
namespace {

using Json = nlohmann::json;

// What was released later stands in the row too, beside what encode() wrote.
constexpr std::size_t max_decoded = 64 * max_octets;

/// Why facts cannot be used. Never leaves this file.
struct Broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A value in the facts, and where it stands there.
class Value {
public:
    Value(const Json& json, std::string place) : json_{&json}, place_{std::move(place)} {}

    [[nodiscard]] bool has(const char* key) const { return json_->is_object() && json_->contains(key); }
    [[nodiscard]] Value at(const char* key) const {
        if (!has(key)) throw Broken{name(key) + ": missing"};
        return {(*json_)[key], name(key)};
    }
    [[nodiscard]] std::vector<Value> items() const {
        if (!json_->is_array()) refuse();
        std::vector<Value> items;
        for (std::size_t i = 0; i < json_->size(); ++i)
            items.emplace_back((*json_)[i], place_ + '[' + std::to_string(i) + ']');
        return items;
    }
    [[nodiscard]] std::string text() const {
        if (!json_->is_string()) refuse();
        return json_->get<std::string>();
    }
    [[nodiscard]] bool flag() const {
        if (!json_->is_boolean()) refuse();
        return json_->get<bool>();
    }
    [[nodiscard]] std::uint64_t number(std::uint64_t most) const {
        if (!json_->is_number_unsigned() || json_->get<std::uint64_t>() > most) refuse();
        return json_->get<std::uint64_t>();
    }
    template <class Word>
    [[nodiscard]] Word word(std::optional<Word> (*from)(std::string_view)) const {
        const auto value = from(text());
        if (!value) refuse();
        return *value;
    }
    [[nodiscard]] mail::Mailbox mailbox() const {
        auto mailbox = mail::Mailbox::parse(text());
        if (!mailbox) refuse();
        return *mailbox;
    }
    /// A flag or text that is written only where it says something.
    [[nodiscard]] bool flag_or_no(const char* key) const { return has(key) && at(key).flag(); }
    [[nodiscard]] std::string text_or_none(const char* key) const { return has(key) ? at(key).text() : std::string{}; }
    template <class Word>
    [[nodiscard]] std::optional<Word> word_or_none(const char* key,
                                                   std::optional<Word> (*from)(std::string_view)) const {
        return has(key) ? std::optional{at(key).word(from)} : std::nullopt;
    }
    [[noreturn]] void refuse() const {
        auto found = json_->dump(-1, ' ', true, Json::error_handler_t::replace);
        if (found.size() > 60) found = found.substr(0, 57) + "...";
        throw Broken{place_ + ": found " + found};
    }

private:
    [[nodiscard]] std::string name(const char* key) const { return place_.empty() ? key : place_ + '.' + key; }
    const Json* json_;
    std::string place_;
};

constexpr std::uint64_t any_number = UINT32_MAX;

std::vector<std::string> texts_of(const Value& value, const char* key) {
    std::vector<std::string> texts;
    if (!value.has(key)) return texts;
    for (const auto& item : value.at(key).items()) texts.push_back(item.text());
    return texts;
}

std::vector<policy::Evidence> evidence_of(const Value& list) {
    std::vector<policy::Evidence> evidence;
    for (const auto& item : list.items()) {
        policy::Evidence piece{item.at("detector").text(), item.at("strength").word(policy::strength_from),
                               item.at("place").text(), item.at("masked").text(), std::nullopt};
        if (item.has("person")) piece.person = static_cast<std::uint32_t>(item.at("person").number(any_number));
        evidence.push_back(std::move(piece));
    }
    return evidence;
}

std::vector<policy::TypeMatch> types_of(const Value& list) {
    std::vector<policy::TypeMatch> matches;
    for (const auto& item : list.items()) {
        matches.push_back({item.at("type").text(), item.at("source").word(policy::type_source_from),
                           item.at("length").number(any_number), item.flag_or_no("misspelt")});
    }
    return matches;
}

policy::Document document_of(const Value& value) {
    policy::Document document;
    document.part = value.at("part").text();
    document.role = value.at("role").word(policy::role_from);
    document.media_type = value.at("media_type").text();
    document.size = value.at("size").number(UINT64_MAX);
    document.unscannable = value.word_or_none("unscannable", policy::unscannable_from);
    document.encrypted_payload = value.flag_or_no("encrypted_payload");
    if (value.has("types")) document.types = types_of(value.at("types"));
    document.evidence = evidence_of(value.at("evidence"));
    return document;
}

policy::Findings findings_of(const Value& value) {
    policy::Findings findings;
    findings.texts_read = true;
    findings.protection = value.at("protection").word(policy::protection_from);
    findings.sealed = value.at("sealed").flag();
    findings.unscannable = value.word_or_none("unscannable", policy::unscannable_from);
    findings.link_hosts = texts_of(value, "banned_links");
    findings.subject_types = types_of(value.at("subject_types"));
    findings.subject_evidence = evidence_of(value.at("subject_evidence"));
    for (const auto& item : value.at("documents").items()) findings.documents.push_back(document_of(item));
    return findings;
}

/// Where the words are not kept, something stands for them that decides alike.
policy::Directives directives_of(const Value& value) {
    policy::Directives directives;
    if (value.has("dossier_fits")) {
        directives.dossier = "";
        directives.dossier_fits = value.at("dossier_fits").flag();
    }
    directives.confidential = value.flag_or_no("confidential");
    directives.personal = value.flag_or_no("personal");
    directives.sensitivity = value.flag_or_no("sensitivity");
    directives.present = value.flag_or_no("present");
    directives.is_reply = value.flag_or_no("reply");
    if (value.has("days")) directives.days = static_cast<int>(value.at("days").number(any_number / 4));
    if (value.has("no_personal_data")) {
        const auto reason = value.at("no_personal_data");
        if (reason.text() != "bare" && reason.text() != "reason") reason.refuse();
        directives.no_personal_data = reason.text() == "bare" ? "" : "…";
    }
    if (value.has("type")) directives.type = value.at("type").text();
    if (value.has("mistakes")) directives.mistakes.resize(value.at("mistakes").number(1000));
    return directives;
}

policy::Party party_of(const Value& value) {
    policy::Party party{value.at("address").mailbox(), value.at("class").text(), {}, value.at("because").text()};
    party.internal_route = value.flag_or_no("internal_route");
    auto& facts = party.facts;
    facts.organisation = value.text_or_none("organisation");
    facts.organisation_class = value.text_or_none("organisation_class");
    facts.division = value.text_or_none("division");
    facts.generic_mailbox = value.text_or_none("generic_mailbox");
    // Who it is does not matter to a decision, that it is a person does.
    if (value.flag_or_no("person")) facts.person = party.address.key();
    facts.is_service = value.flag_or_no("service");
    facts.may_read_personal = value.flag_or_no("may_read_personal");
    facts.groups = texts_of(value, "groups");
    party.member_classes = texts_of(value, "member_classes");
    if (value.has("roles")) {
        for (const auto& role : value.at("roles").items()) facts.roles.push_back(role.word(policy::person_role_from));
    }
    return party;
}

policy::DocumentDecision verdict_of(const Value& value) {
    return {value.at("part").text(), value.at("personal").flag(), value.at("outcome").word(policy::outcome_from),
            value.word_or_none("label", policy::label_from), value.text_or_none("type")};
}

policy::Counterfactual counterfactual_of(const Value& value) {
    return {value.at("change").word(policy::change_from), value.at("about").text(),
            value.at("outcome").word(policy::outcome_from), value.word_or_none("label", policy::label_from),
            value.at("sentence").text()};
}

/// What a number names in a list that stands once for all decisions.
const Value& named(const Value& number, const std::vector<Value>& list) {
    if (list.empty()) number.refuse();
    return list[number.number(list.size() - 1)];
}

std::vector<policy::DocumentDecision> documents_of(const Value& list) {
    std::vector<policy::DocumentDecision> documents;
    for (const auto& item : list.items()) documents.push_back(verdict_of(item));
    return documents;
}

policy::Observed observed_of(const Value& value, const std::vector<Value>& verdicts) {
    return {value.at("by").text(),
            value.at("outcome").word(policy::outcome_from),
            value.at("rule").text(),
            value.at("advice").text(),
            value.word_or_none("label", policy::label_from),
            value.at("share_body").flag(),
            value.at("share_whole").flag(),
            documents_of(named(value.at("verdict"), verdicts))};
}

policy::Decision decision_of(const Value& value, const std::vector<Value>& steps, const std::vector<Value>& verdicts) {
    policy::Decision decision{value.at("recipient").mailbox(), value.at("class").text()};
    decision.outcome = value.at("outcome").word(policy::outcome_from);
    decision.rule = value.at("rule").text();
    decision.share_body = value.at("share_body").flag();
    decision.share_whole = value.at("share_whole").flag();
    decision.code_required = value.at("code_required").flag();
    decision.notify_generic = value.at("notify_generic").flag();
    decision.days = static_cast<int>(value.at("days").number(policy::max_share_days));
    decision.advice = value.at("advice").text();
    decision.warnings = texts_of(value, "warnings");
    decision.advice_text = value.text_or_none("advice_text");
    decision.message_label = value.word_or_none("label", policy::label_from);
    if (value.has("generic_mailbox")) decision.generic_mailbox = value.at("generic_mailbox").mailbox();
    decision.documents = documents_of(named(value.at("verdict"), verdicts));
    if (value.has("contacts")) {
        for (const auto& item : value.at("contacts").items())
            decision.contacts.push_back({item.at("topic").text(), item.at("whom").text()});
    }
    if (value.has("observed")) decision.observed = observed_of(value.at("observed"), verdicts);
    for (const auto& number : value.at("path").items()) {
        const auto& step = named(number, steps);
        decision.path.push_back(
            {step.at("question").text(), step.at("about").text(), step.at("answer").text(), step.at("because").text()});
    }
    return decision;
}

Facts facts_of(const Value& value) {
    const auto found = value.at("version").number(any_number);
    if (found != version)
        throw Broken{"version " + std::to_string(found) + ": this program reads " + std::to_string(version)};
    Facts facts{.policy_version = value.at("policy").text(),
                .organisation = value.at("organisation").text(),
                .message_id = value.at("message_id").text(),
                .automatic = value.at("automatic").flag(),
                .sender = party_of(value.at("sender")),
                .recipients = {},
                .directives = directives_of(value.at("directives")),
                .findings = findings_of(value),
                .shared_whole = value.at("shared_whole").flag(),
                .taken_out = texts_of(value, "taken_out"),
                .decisions = {},
                .counterfactuals = {},
                .complete = value.at("complete").flag()};
    for (const auto& item : value.at("recipients").items()) facts.recipients.push_back(party_of(item));
    const auto steps = value.at("steps").items();
    const auto verdicts = value.at("verdicts").items();
    for (const auto& item : value.at("decisions").items()) {
        facts.decisions.push_back(decision_of(item, steps, verdicts));
        auto& list = facts.counterfactuals.emplace_back();
        for (const auto& one : item.at("counterfactuals").items()) list.push_back(counterfactual_of(one));
    }
    if (facts.decisions.size() != facts.recipients.size()) throw Broken{"decisions: not one for each recipient"};
    return facts;
}

}  // namespace

Result<Facts> decode(std::string_view json) {
    if (json.size() > max_decoded) return failure("larger than facts can be");
    const auto parsed = Json::parse(json, nullptr, false);
    if (parsed.is_discarded()) return failure("no JSON");
    if (!parsed.is_object()) return failure("no object");
    if (parsed.empty()) return failure("empty: nothing was decided");
    try {
        return facts_of(Value{parsed, ""});
    } catch (const Broken& problem) {
        return failure(std::string{problem.what()});
    }
}

}  // namespace sluis::facts
