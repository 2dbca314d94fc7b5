#include "policy/matrix.h"

#include <algorithm>
#include <array>
#include <set>

#include "policy/judging.h"
#include "policy/word_table.h"

namespace sluis::policy {
namespace {

constexpr WordTable<Asked, 3> asked_words{
    {{Asked::nothing, "nothing"}, {Asked::confidential, "confidential"}, {Asked::personal, "personal"}}};

Grounds grounds_of(const Policy& policy, const Combination& combination) {
    Grounds grounds;
    grounds.firm = combination.answer == Answer::yes;
    grounds.weak = grounds.weak_without_dossier = combination.answer == Answer::weak;
    grounds.unscannable = combination.answer == Answer::unscannable && policy.unscannable_is_personal;
    grounds.word = combination.asked != Asked::nothing;
    return grounds;
}

Item item_of(const Policy& policy, const Combination& combination) {
    Item item;
    item.grounds = grounds_of(policy, combination);
    item.type = combination.type;
    if (combination.asked == Asked::confidential) item.type_label = Label::confidential;
    if (combination.asked == Asked::personal) item.type_label = Label::personal;
    const auto& types = policy.types;
    const auto type =
        std::find_if(types.begin(), types.end(), [&](const auto& each) { return each.id == combination.type; });
    if (type == types.end()) return item;
    item.type_label = std::max(item.type_label, std::optional{type->label});
    // Persons that cannot be counted may be several (S0.29).
    if (type->counts_persons && combination.answer == Answer::unscannable)
        item.type_label = std::max(item.type_label, std::optional{Label::confidential});
    return item;
}

std::string advice_of(const Verdict& verdict) {
    if (verdict.outcome <= Outcome::share) return {};
    const bool ruled = verdict.cause.empty() || verdict.cause.starts_with("rule.");
    const auto& advice = ruled ? verdict.advice : verdict.cause;
    return advice.empty() ? "general" : advice;
}

std::string rule_of(const Verdict& verdict) {
    if (verdict.cause.empty()) return "class";
    return verdict.cause.starts_with("rule.") ? "rule " + verdict.cause.substr(5) : verdict.cause;
}

// The organisations that rules name, and any other.
std::set<std::string> recipients_of(const Policy& policy) {
    std::set<std::string> recipients{""};
    for (const auto& rule : policy.rules) recipients.insert(rule.recipients.begin(), rule.recipients.end());
    return recipients;
}

}  // namespace

std::string_view to_string(Asked asked) {
    return word_of(asked_words, asked);
}

Cell cell_of(const Policy& policy, const Combination& combination) {
    Reading reading;
    reading.items.push_back(item_of(policy, combination));
    reading.personal = combination.asked == Asked::personal;
    reading.dossier = combination.dossier;
    Party recipient{mail::Mailbox::parse("iemand@ontvanger.invalid").value(), combination.klass, {}, {}};
    recipient.facts.organisation = combination.recipient;
    const auto verdict = judge(policy, reading, recipient, RulesHeeded::enforced).front();
    const bool shares = verdict.outcome == Outcome::share || verdict.outcome == Outcome::hold;
    const bool notify =
        shares && verdict.label != Label::personal && rule_for(policy, combination.klass).notify_generic;
    return {verdict.outcome, verdict.label, shares && verdict.code, notify, advice_of(verdict), rule_of(verdict)};
}

std::size_t count_combinations(const Policy& policy) {
    constexpr std::size_t answers = 4, asked = 3, dossiers = 2;
    return policy.classes.size() * answers * (policy.types.size() + 1) * asked * dossiers *
           recipients_of(policy).size();
}

std::vector<Combination> combinations_of(const Policy& policy) {
    const auto recipients = recipients_of(policy);
    std::vector<std::string> types{""};
    for (const auto& type : policy.types) types.push_back(type.id);

    std::vector<Combination> all;
    for (const auto& [klass, rule] : policy.classes)
        for (const auto answer : {Answer::no, Answer::weak, Answer::unscannable, Answer::yes})
            for (const auto& type : types)
                for (const auto asked : {Asked::nothing, Asked::confidential, Asked::personal})
                    for (const bool dossier : {true, false})
                        for (const auto& recipient : recipients) {
                            if (all.size() == max_combinations) return all;
                            all.push_back({klass, answer, type, asked, dossier, recipient});
                        }
    return all;
}

std::string in_short(const Cell& cell) {
    std::string text{to_string(cell.outcome)};
    if (cell.label) text += ' ' + std::string{to_string(*cell.label)};
    if (cell.code) text += ", code";
    if (cell.notify_generic) text += ", generic mailbox";
    if (!cell.advice.empty()) text += " (" + cell.advice + ')';
    return text;
}

}  // namespace sluis::policy
