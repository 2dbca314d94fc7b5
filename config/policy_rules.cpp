#include <algorithm>
#include <charconv>
#include <chrono>

#include "config/policy_tables.h"

namespace sluis::config {
namespace {

using policy::Answer;
using policy::Outcome;
using policy::Policy;
using policy::Rule;

constexpr std::size_t max_rules = 500;
constexpr std::string_view no_type = "none";

constexpr std::string_view a_day = "a day like \"2027-01-31\"";

bool is_day(const std::string& text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    int parts[3] = {};
    const int places[3][2] = {{0, 4}, {5, 7}, {8, 10}};
    for (int i = 0; i < 3; ++i) {
        const auto* end = text.data() + places[i][1];
        if (std::from_chars(text.data() + places[i][0], end, parts[i]).ptr != end) return false;
    }
    return std::chrono::year_month_day{std::chrono::year{parts[0]}, std::chrono::month{static_cast<unsigned>(parts[1])},
                                       std::chrono::day{static_cast<unsigned>(parts[2])}}
        .ok();
}

std::vector<std::string> class_names(const Policy& policy) {
    std::vector<std::string> names;
    for (const auto& [klass, rule] : policy.classes) names.push_back(klass);
    return names;
}

std::vector<std::string> type_names(const Policy& policy) {
    std::vector<std::string> names{std::string{no_type}};
    for (const auto& type : policy.types) names.push_back(type.id);
    return names;
}

std::vector<std::string> group_names(const std::vector<policy::SenderGroup>& groups) {
    std::vector<std::string> names;
    for (const auto& group : groups) names.push_back(group.name);
    return names;
}

/// A list of some of these words; an unknown one is refused with what was perhaps meant.
void read_some(TableReader& table, std::string_view key, std::set<std::string>& value,
               const std::vector<std::string>& words, std::string_view allowed) {
    std::vector<std::string> texts;
    table.texts(key, texts, allowed);
    if (table.has(key) && texts.empty()) table.refuse(key, "found an empty list: leave it out to mean all");
    for (const auto& text : texts) {
        if (std::find(words.begin(), words.end(), text) == words.end()) {
            table.refuse(key, "found \"" + text + "\", allowed: " +
                                  (words.empty() ? "none is defined" : listed(words)) + did_you_mean(text, words));
        }
    }
    value = {texts.begin(), texts.end()};
}

void read_when(TableReader table, const Policy& policy, const std::vector<policy::SenderGroup>& groups,
               policy::SenderRule& read) {
    auto& rule = read.rule;
    read_some(table, "class", rule.classes, class_names(policy), "a list of classes of recipients");
    read_some(table, "type", rule.types, type_names(policy),
              "a list of document types, \"none\" for a document of none");
    if (rule.types.erase(std::string{no_type}) > 0) rule.types.insert("");
    std::set<std::string> answers;
    read_some(table, "personal", answers, {"yes", "weak", "unscannable", "no"},
              "a list of \"yes\", \"weak\", \"unscannable\", \"no\"");
    if (!answers.empty()) {
        rule.answers.clear();
        for (const auto& word : answers) {
            if (const auto answer = policy::answer_from(word)) rule.answers.insert(*answer);
        }
    }
    read_set(table, "recipient", rule.recipients, "a list of organisations",
             [](const std::string& text) { return !text.empty() && text.size() <= 100; });
    read_some(table, "group", read.groups, group_names(groups), "a list of sender groups");
    read_some(table, "not_group", read.not_groups, group_names(groups), "a list of sender groups");
    for (const auto& name : read.groups) {
        if (read.not_groups.contains(name)) table.refuse("not_group", "\"" + name + "\" stands in group too");
    }
    table.finish();
}

void read_rule(TableReader& table, const Policy& policy, const std::vector<policy::SenderGroup>& groups,
               policy::SenderRule& read) {
    Rule& rule = read.rule;
    table.text("name", rule.name, identifier, is_identifier);
    table.require("name", "it stands with every decision of the rule");
    read_when(table.table("when"), policy, groups, read);
    table.choice(
        "then", rule.outcome,
        Choices<Outcome>{{"share", Outcome::share}, {"hold", Outcome::hold}, {"return", Outcome::return_to_sender}});
    table.require("then", "every rule has exactly one outcome");
    if (rule.answers.contains(Answer::no) && rule.outcome == Outcome::share) {
        table.refuse("then", "a rule for \"no\" holds or returns: without personal data there is nothing to share");
    }
    auto label = policy::Label::client_bound;
    table.choice("label", label,
                 Choices<policy::Label>{{"client-bound", policy::Label::client_bound},
                                        {"confidential", policy::Label::confidential}});
    if (table.has("label")) rule.label = label;
    if (rule.label && rule.outcome == Outcome::return_to_sender) {
        table.refuse("label", "nothing is shared where \"then\" is \"return\"");
    }
    table.text("advice", rule.advice, identifier, is_identifier);
    table.text("text", rule.text, plain_words, is_plain_words);
    table.choice("mode", rule.mode,
                 Choices<policy::Mode>{{"enforce", policy::Mode::enforce}, {"observe", policy::Mode::observe}});
    table.text("from", read.from, a_day, is_day);
    table.text("until", read.until, a_day, is_day);
    if (!read.until.empty() && read.until < read.from) table.refuse("until", "is before \"from\"");
    table.finish();
}

}  // namespace

std::vector<policy::SenderRule> read_rules(TableReader& table, const Policy& policy,
                                           const std::vector<policy::SenderGroup>& groups,
                                           const policy::Origin& layer) {
    std::vector<policy::SenderRule> rules;
    for (auto& each : table.list("rule")) {
        if (rules.size() >= max_rules) {
            each.refuse("more than 500 rules");
            break;
        }
        auto& read = rules.emplace_back();
        read.origin = layer;
        read.origin.line = each.position().line;
        read.origin.column = each.position().column;
        read_rule(each, policy, groups, read);
        const auto same = [&](const auto& other) { return other.rule.name == read.rule.name; };
        if (std::count_if(rules.begin(), rules.end(), same) > 1 && !read.rule.name.empty()) {
            each.refuse("name", "another rule has this name already");
        }
    }
    return rules;
}

}  // namespace sluis::config
