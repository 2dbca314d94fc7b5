#include "policy/rules.h"

#include <algorithm>

namespace sluis::policy {
namespace {

/// What both sets fit, where an empty one fits all: a member, "*" for any at all, nothing when none is in both.
template <class Member>
std::optional<std::optional<Member>> common(const std::set<Member>& a, const std::set<Member>& b) {
    if (a.empty() && b.empty()) return std::optional<Member>{};
    if (a.empty()) return std::optional{*b.begin()};
    const auto shared =
        std::find_if(a.begin(), a.end(), [&](const auto& each) { return b.empty() || b.contains(each); });
    if (shared == a.end()) return std::nullopt;
    return std::optional{*shared};
}

bool do_the_same(const Rule& a, const Rule& b) {
    return a.outcome == b.outcome && a.label == b.label && a.advice == b.advice && a.text == b.text && a.mode == b.mode;
}

std::string what(const Rule& rule) {
    std::string words = '"' + std::string{to_string(rule.outcome)} + '"';
    if (rule.label) words += " with label \"" + std::string{to_string(*rule.label)} + '"';
    if (rule.mode == Mode::observe) words += ", observed";
    return words;
}

}  // namespace

bool speaks_for(const SenderRule& rule, const GroupNames& groups) {
    const auto any = [&](const std::set<std::string>& some) {
        return std::any_of(some.begin(), some.end(), [&](const auto& name) { return groups.contains(name); });
    };
    return (rule.groups.empty() || any(rule.groups)) && !any(rule.not_groups);
}

std::optional<std::string> disagreement(const SenderRule& a, const SenderRule& b, const Policy& policy,
                                        const std::vector<GroupNames>& senders) {
    if (do_the_same(a.rule, b.rule)) return std::nullopt;
    const auto klass = common(a.rule.classes, b.rule.classes);
    const auto type = common(a.rule.types, b.rule.types);
    const auto recipient = common(a.rule.recipients, b.rule.recipients);
    const auto answer = common(a.rule.answers, b.rule.answers);
    const auto groups = std::find_if(senders.begin(), senders.end(),
                                     [&](const auto& names) { return speaks_for(a, names) && speaks_for(b, names); });
    const bool never_together = (!a.until.empty() && a.until < b.from) || (!b.until.empty() && b.until < a.from);
    if (never_together) return std::nullopt;
    if (!klass || !type || !recipient || !answer || groups == senders.end()) return std::nullopt;

    const auto any_type = policy.types.empty() ? std::string{} : policy.types.front().id;
    const auto example = type->value_or(any_type);
    std::string words = "for class \"" + klass->value_or(policy.classes.begin()->first) + "\", type \"" +
                        (example.empty() ? "none" : example) + "\", personal data \"" +
                        std::string{to_string(answer->value_or(Answer::yes))} + '"';
    if (*recipient) words += ", recipient \"" + **recipient + '"';
    if (!groups->empty()) words += ", sender in";
    for (const auto& name : *groups) words += " \"" + name + '"';
    const bool same_outcome =
        a.rule.outcome == b.rule.outcome && a.rule.label == b.rule.label && a.rule.mode == b.rule.mode;
    return words + (same_outcome ? ": both say " + what(b.rule) + ", with different words"
                                 : ": one says " + what(a.rule) + ", the other " + what(b.rule));
}

bool fits(const Rule& rule, const PartyClass& klass, const std::string& organisation, const std::string& type,
          Answer answer) {
    return (rule.classes.empty() || rule.classes.contains(klass)) &&
           (rule.types.empty() || rule.types.contains(type)) &&
           (rule.recipients.empty() || rule.recipients.contains(mail::ascii_lower(organisation))) &&
           rule.answers.contains(answer);
}

}  // namespace sluis::policy
