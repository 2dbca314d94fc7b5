#include "policy/judging.h"

#include <algorithm>
#include <set>

#include "policy/rules.h"

namespace sluis::policy {
namespace {

/// The greater outcome holds; of two equal ones the first reason stays.
void raise(Verdict& verdict, Outcome outcome, std::string_view cause) {
    if (outcome <= verdict.outcome) return;
    verdict.outcome = outcome;
    verdict.cause = cause;
    verdict.advice.clear();
    verdict.text.clear();
}

/// A list counts by each of its members.
std::vector<PartyClass> classes_of(const Party& recipient) {
    return recipient.member_classes.empty() ? std::vector{recipient.klass} : recipient.member_classes;
}

/// The answers to Q1 that hold for an item in the eyes of a class: several at once are each judged.
std::vector<Answer> answers_of(const ClassRule& rule, const Grounds& grounds) {
    std::vector<Answer> answers;
    if (grounds.firm) answers.push_back(Answer::yes);
    const bool weak = rule.dossier_number_counts ? grounds.weak : grounds.weak_without_dossier;
    if (weak || grounds.word) answers.push_back(Answer::weak);
    if (grounds.unscannable) answers.push_back(Answer::unscannable);
    if (answers.empty()) answers.push_back(Answer::no);
    return answers;
}

Outcome by_class(const ClassRule& rule, Answer answer) {
    switch (answer) {
        case Answer::no:
            return Outcome::pass;
        case Answer::weak:
            return rule.on_weak.value_or(rule.on_personal);
        case Answer::unscannable:
            return rule.on_unscannable;
        case Answer::yes:
            break;
    }
    return rule.on_personal;
}

const Rule* rule_about(const Policy& policy, const Party& recipient, const PartyClass& klass, const Item& item,
                       Answer answer, RulesHeeded heeded) {
    for (const auto& rule : policy.rules) {
        if (rule.mode == Mode::observe && heeded == RulesHeeded::enforced) continue;
        if (fits(rule, klass, recipient.facts.organisation, item.type, answer)) return &rule;
    }
    return nullptr;
}

/// The flowchart, or a rule in its place, for one class: the strictest over the answers that hold.
Verdict judge_class(const Policy& policy, const Party& recipient, const ClassRule& rule, const Item& item,
                    RulesHeeded heeded) {
    Verdict verdict;
    verdict.klass = rule.klass;
    std::optional<Label> by_rule;
    for (const auto answer : answers_of(rule, item.grounds)) {
        const auto* finer = rule_about(
            policy, recipient, recipient.member_classes.empty() ? recipient.klass : rule.klass, item, answer, heeded);
        const auto outcome = finer != nullptr ? finer->outcome : by_class(rule, answer);
        if (outcome > verdict.outcome || (outcome == verdict.outcome && outcome != Outcome::pass && finer == nullptr)) {
            verdict.outcome = outcome;
            verdict.cause = finer != nullptr ? "rule." + finer->name : "";
            verdict.advice = finer != nullptr ? finer->advice : rule.advice;
            verdict.text = finer != nullptr ? finer->text : rule.text;
        }
        if (finer != nullptr) by_rule = std::max(by_rule, finer->label);
    }
    if (item.encrypted_mail) raise(verdict, policy.encrypted_mail, "encrypted");
    if (item.banned_link) raise(verdict, policy.on_banned_link, "banned-link");
    if (verdict.outcome == Outcome::pass) return verdict;
    verdict.label = std::max({std::optional{rule.label}, item.type_label, by_rule});
    verdict.code = rule.code_required;
    return verdict;
}

Verdict judge_item(const Policy& policy, const Reading& reading, const Party& recipient, const Item& item,
                   RulesHeeded heeded) {
    Verdict verdict;
    verdict.klass = recipient.klass;
    for (const auto& klass : classes_of(recipient)) {
        const auto rule = rule_for(policy, klass);
        if (rule.pass_internal_route && recipient.internal_route) return verdict;
        auto each = judge_class(policy, recipient, rule, item, heeded);
        const auto label = std::max(verdict.label, each.label);
        const bool code = verdict.code || each.code;
        if (each.outcome > verdict.outcome) verdict = std::move(each);
        verdict.label = label;
        verdict.code = code;
    }
    if (verdict.outcome == Outcome::pass) return verdict;
    if (item.calendar) raise(verdict, Outcome::hold, "calendar");
    if (reading.personal && !recipient.facts.may_read_personal) raise(verdict, Outcome::hold, "personal-reader");
    if (verdict.label == Label::client_bound && !reading.dossier) raise(verdict, policy.without_dossier, "dossier");
    if (verdict.outcome == Outcome::return_to_sender) verdict.label.reset();
    return verdict;
}

}  // namespace

ClassRule rule_for(const Policy& policy, const PartyClass& klass) {
    if (const auto rule = policy.classes.find(klass); rule != policy.classes.end()) return rule->second;
    if (const auto rule = policy.classes.find(party_class::unknown); rule != policy.classes.end()) return rule->second;
    ClassRule hold;
    hold.klass = party_class::unknown;
    hold.on_personal = hold.on_unscannable = Outcome::hold;
    hold.label = Label::confidential;
    hold.code_required = true;
    return hold;
}

std::vector<Verdict> judge(const Policy& policy, const Reading& reading, const Party& recipient, RulesHeeded heeded) {
    std::vector<Verdict> verdicts;
    verdicts.reserve(reading.items.size());
    for (const auto& item : reading.items) verdicts.push_back(judge_item(policy, reading, recipient, item, heeded));
    return verdicts;
}

Verdict strictest(const std::vector<Verdict>& verdicts) {
    Verdict best = verdicts.front();
    for (const auto& verdict : verdicts) {
        const bool stricter = verdict.outcome > best.outcome;
        const bool sooner = verdict.outcome == best.outcome && verdict.cause < best.cause;
        if (stricter || sooner) best = verdict;
    }
    return best;
}

std::string observed_rules(const Policy& policy, const Reading& reading, const Party& recipient) {
    std::set<std::string> names;
    for (const auto& item : reading.items) {
        for (const auto& klass : classes_of(recipient)) {
            for (const auto answer : answers_of(rule_for(policy, klass), item.grounds)) {
                const auto* rule = rule_about(policy, recipient, klass, item, answer, RulesHeeded::all);
                if (rule != nullptr && rule->mode == Mode::observe) names.insert(rule->name);
            }
        }
    }
    std::string all;
    for (const auto& name : names) all += (all.empty() ? "rule " : ", rule ") + name;
    return all;
}

}  // namespace sluis::policy
