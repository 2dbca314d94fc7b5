#include "gateway/portal/sending_report.h"

#include <algorithm>

#include "gateway/portal/people_roles.h"
#include "gateway/portal/policy_values.h"
#include "policy/wording.h"

namespace sluis::portal {

namespace {

using policy::Answer;
using policy::Outcome;

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
    return all;
}

std::string joined(const std::set<std::string>& words) {
    return joined(std::vector<std::string>{words.begin(), words.end()});
}

std::string outcome_text(Outcome outcome, policy::Label label) {
    std::string text{policy::in_words(outcome)};
    if (outcome == Outcome::share) text += ", " + std::string{policy::in_words(label)};
    return text;
}

std::string who_text(const policy::SenderRule& rule) {
    auto text = rule.groups.empty() ? std::string{"iedereen"} : "groep " + joined(rule.groups);
    if (!rule.not_groups.empty()) text += " behalve groep " + joined(rule.not_groups);
    return text;
}

std::string what_text(const policy::Policy& policy, const policy::Rule& rule) {
    std::vector<std::string> types;
    for (const auto& id : rule.types) types.push_back(type_name(policy, id));
    const auto& answers = rule.answers;
    const auto kind = types.empty() ? std::string{"elk document"} : joined(types);
    if (answers.contains(Answer::no)) return kind;
    if (answers.contains(Answer::yes)) return kind + " met persoonsgegevens";
    if (answers.size() > 1) return kind + " met aanwijzingen, of niet te lezen";
    return kind + (answers.contains(Answer::weak) ? " met alleen aanwijzingen" : " dat niet te lezen is");
}

std::string counted(std::size_t count, const char* one, const char* several) {
    return std::to_string(count) + " " + (count == 1 ? one : several);
}

std::string to_text(const policy::Policy& policy, const policy::Rule& rule) {
    std::vector<std::string> names;
    for (const auto& klass : rule.classes) names.push_back(class_name(policy, klass));
    auto text = names.empty() ? std::string{"iedereen"} : joined(names);
    if (!rule.recipients.empty()) text += ", alleen " + joined(rule.recipients);
    return text;
}

std::string when_text(const policy::SenderRule& rule) {
    std::vector<std::string> words;
    if (!rule.from.empty()) words.push_back("vanaf " + rule.from);
    if (!rule.until.empty()) words.push_back("tot en met " + rule.until);
    if (rule.rule.mode == policy::Mode::observe)
        words.emplace_back("op proef: er wordt alleen bijgehouden wat zou gebeuren");
    return joined(words);
}

void add_rules(const policy::Policy& policy, const std::vector<policy::SenderRule>& rules, SendingReport& report) {
    for (const auto& rule : rules) {
        std::string then{policy::in_words(rule.rule.outcome)};
        if (rule.rule.label) then += ", " + std::string{policy::in_words(*rule.rule.label)};
        report.rules.push_back({rule.rule.name, who_text(rule), what_text(policy, rule.rule),
                                to_text(policy, rule.rule), std::move(then), when_text(rule)});
    }
}

// Whose addresses a group of several organisations has is not for each of them to read.
std::string members_text(const policy::SenderGroup& group, bool own) {
    std::vector<std::string> words;
    const auto add = [&](const char* what, const std::set<std::string>& names) {
        if (!names.empty()) words.push_back(what + joined(names));
    };
    if (own)
        add("", group.addresses);
    else if (!group.addresses.empty())
        words.push_back(counted(group.addresses.size(), "adres", "adressen"));
    add("team ", group.divisions);
    std::vector<policy::PersonRole> roles;
    for (const auto& name : group.roles) {
        if (const auto role = policy::person_role_from(name)) roles.push_back(*role);
    }
    if (!roles.empty()) words.push_back("functie " + roles_text(roles));
    add("groep van het adresboek: ", group.directory_groups);
    return joined(words);
}

}  // namespace

SendingReport sending_report(const policy::PolicySet& policies, const std::string& organisation) {
    const auto id = mail::ascii_lower(organisation);
    const auto policy = policy::effective(policies, id, {});
    SendingReport report;
    report.policy = policy.version;
    report.watched = policy.mode == policy::Mode::observe;
    for (const auto& [klass, rule] : policy.classes) {
        report.classes.push_back({class_name(policy, klass), outcome_text(rule.on_personal, rule.label),
                                  policy.unscannable_is_personal ? outcome_text(rule.on_unscannable, rule.label)
                                                                 : std::string{policy::in_words(Outcome::pass)}});
    }
    if (const auto own = policies.organisations.find(id); own != policies.organisations.end())
        add_rules(policy, own->second.rules, report);
    add_rules(policy, policies.rules, report);
    for (const auto& group : policies.groups) {
        if (!group.organisations.empty() && !group.organisations.contains(id)) continue;
        auto& line = report.groups.emplace_back();
        line.name = group.name;
        line.members = members_text(group, group.organisations == std::set<std::string>{id});
        for (const auto& [key, value] : group.values) line.values.push_back(value_text(policy, key, value));
    }
    return report;
}

std::vector<std::string> groups_of(const policy::PolicySet& policies, const storage::directory::Directory& directory,
                                   const storage::directory::Directory::Person& person) {
    std::set<std::string> names;
    // A person may send under each of their addresses, and a group may name one of them.
    for (const auto& address : person.addresses) {
        policy::Sender sender{address.key(), person.facts};
        if (policies.asks_directory_groups()) sender.facts.groups = directory.groups(address);
        for (auto& name : policy::groups_of(policies, sender)) names.insert(std::move(name));
    }
    return {names.begin(), names.end()};
}

}  // namespace sluis::portal
