#include "policy/difference.h"

#include <algorithm>
#include <map>

#include "policy/values.h"

namespace sluis::policy {
namespace {

/// What stands under a key: its text, and where.
struct Said {
    std::string text;
    Origin at{};
};
using Sayings = std::map<std::string, Said>;

std::string in_list(const std::set<std::string>& names) {
    return shown(Value{std::vector<std::string>{names.begin(), names.end()}});
}

void add(std::string& text, std::string_view key, const std::set<std::string>& names) {
    if (!names.empty()) text += ", " + std::string{key} + " = " + in_list(names);
}

void add(std::string& text, std::string_view key, const std::string& value) {
    if (!value.empty()) text += ", " + std::string{key} + " = " + shown(Value{value});
}

std::string in_words(const SenderRule& rule) {
    auto types = rule.rule.types;
    if (types.erase("") > 0) types.insert("none");
    std::set<std::string> answers;
    for (const auto answer : rule.rule.answers) answers.emplace(to_string(answer));
    std::string text = "then = " + shown(Value{rule.rule.outcome});
    if (rule.rule.label) text += ", label = " + shown(Value{*rule.rule.label});
    if (rule.rule.mode == Mode::observe) text += ", mode = \"observe\"";
    add(text, "class", rule.rule.classes);
    add(text, "type", types);
    if (answers != std::set<std::string>{"unscannable", "weak", "yes"}) add(text, "personal", answers);
    add(text, "recipient", rule.rule.recipients);
    add(text, "group", rule.groups);
    add(text, "not_group", rule.not_groups);
    add(text, "advice", rule.rule.advice);
    add(text, "text", rule.rule.text);
    add(text, "from", rule.from);
    add(text, "until", rule.until);
    return text;
}

std::string in_words(const Topic& topic) {
    std::string text = "name = " + shown(Value{topic.name}) + ", contact = " + shown(Value{topic.contact});
    add(text, "types", topic.types);
    add(text, "words", std::set<std::string>{topic.words.begin(), topic.words.end()});
    return text;
}

std::string members_in_words(const SenderGroup& group) {
    std::string text;
    add(text, "addresses", group.addresses);
    add(text, "divisions", group.divisions);
    add(text, "roles", group.roles);
    add(text, "directory_groups", group.directory_groups);
    add(text, "organisations", group.organisations);
    return text.empty() ? text : text.substr(2);
}

Origin origin_in(const Origins& origins, const std::string& key) {
    const auto at = origins.find(key);
    return at == origins.end() ? Origin{} : at->second;
}

/// All that a policy says by keys, entries included.
Sayings sayings_of(const Policy& policy, const Origins& origins) {
    Sayings all;
    const auto say = [&](const std::string& key, std::string text) {
        if (!text.empty()) all.emplace(key, Said{std::move(text), origin_in(origins, key)});
    };
    for (const auto& [key, value] : values_of(policy)) say(key, shown(key, value));
    for (const auto& [klass, rule] : policy.classes) {
        if (!rule.text.empty()) say("class." + klass + ".text", shown(Value{rule.text}));
    }
    for (const auto& [address, klass] : policy.addresses) say("addresses." + address, shown(Value{klass}));
    for (const auto& [domain, klass] : policy.domains) say("domains." + domain, shown(Value{klass}));
    for (const auto& topic : policy.topics) {
        const auto key = "topic." + topic.id;
        all.emplace(key, Said{in_words(topic), origin_in(origins, key + ".name")});
    }
    return all;
}

void add_rules(const std::vector<SenderRule>& rules, Sayings& all) {
    for (const auto& rule : rules) all.emplace("rule." + rule.rule.name, Said{in_words(rule), rule.origin});
}

void compare(const std::string& who, const Sayings& before, const Sayings& after, std::vector<PolicyChange>& found) {
    std::set<std::string> keys;
    for (const auto* all : {&before, &after})
        for (const auto& [key, said] : *all) keys.insert(key);
    for (const auto& key : keys) {
        const auto old = before.find(key);
        const auto now = after.find(key);
        const auto said = [&](const auto& at, const Sayings& all) { return at == all.end() ? Said{} : at->second; };
        const auto a = said(old, before), b = said(now, after);
        // What a new class or type has by default, and one that is gone had, says nothing.
        const bool by_default = (a.text.empty() && b.at.layer == Layer::factory && b.at.line == 0) ||
                                (b.text.empty() && a.at.layer == Layer::factory && a.at.line == 0);
        const bool entry = key.starts_with("rule.") || key.starts_with("topic.") || key == "groups";
        if (a.text != b.text && (entry || !by_default)) found.push_back({who, key, a.text, b.text, a.at, b.at});
    }
}

Sayings installation_of(const PolicySet& set) {
    auto all = sayings_of(set.installation, set.origins);
    add_rules(set.rules, all);
    return all;
}

/// Where what holds for an organisation was said.
Origins origins_of(const PolicySet& set, const std::string& id) {
    auto origins = set.origins;
    const auto found = set.organisations.find(id);
    if (found == set.organisations.end()) return origins;
    for (const auto& [key, at] : found->second.origins) origins.insert_or_assign(key, at);
    return origins;
}

/// What holds for an organisation where it says something itself; elsewhere it is the installation's to tell.
Sayings organisation_of(const PolicySet& set, const std::string& id, const std::set<std::string>& keys) {
    const auto found = set.organisations.find(id);
    const bool has_layer = found != set.organisations.end();
    auto all = sayings_of(has_layer ? found->second.policy : set.installation, origins_of(set, id));
    std::erase_if(all, [&](const auto& said) { return !keys.contains(said.first); });
    if (has_layer) add_rules(found->second.rules, all);
    return all;
}

/// The keys that a layer says itself. A topic's keys stand under the topic, since it is told as one.
void add_keys(const PolicySet& set, const std::string& id, std::set<std::string>& keys) {
    const auto found = set.organisations.find(id);
    if (found == set.organisations.end()) return;
    for (const auto& [key, at] : found->second.origins) {
        const auto dot = key.find('.', 6);
        keys.insert(key.starts_with("topic.") ? key.substr(0, dot) : key);
    }
}

Sayings group_of(const PolicySet& set, const std::string& name) {
    Sayings all;
    for (const auto& group : set.groups) {
        if (group.name != name) continue;
        all.emplace("members", Said{members_in_words(group), origin_in(group.origins, "members")});
        for (const auto& [key, value] : group.values)
            all.emplace(key, Said{shown(key, value), origin_in(group.origins, key)});
    }
    return all;
}

Sayings sender_of(const PolicySet& set, const Sender& sender) {
    Sayings all;
    for (const auto& [key, value, origin] : listing(set, sender)) all.emplace(key, Said{value, origin});
    const auto policy = effective(set, sender);
    for (auto& [key, said] : sayings_of(policy, origins_of(set, policy.applied.organisation))) all.emplace(key, said);
    const auto names = groups_of(set, sender);
    const auto add_spoken = [&](const std::vector<SenderRule>& rules) {
        std::vector<SenderRule> spoken;
        for (const auto& rule : rules) {
            const auto same = [&](const auto& each) { return each.name == rule.rule.name; };
            if (std::any_of(policy.rules.begin(), policy.rules.end(), same)) spoken.push_back(rule);
        }
        add_rules(spoken, all);
    };
    if (const auto own = set.organisations.find(policy.applied.organisation); own != set.organisations.end())
        add_spoken(own->second.rules);
    add_spoken(set.rules);
    if (!names.empty()) all.emplace("groups", Said{in_list({names.begin(), names.end()}), {}});
    return all;
}

}  // namespace

std::vector<PolicyChange> changes(const PolicySet& before, const PolicySet& after) {
    std::vector<PolicyChange> found;
    compare("", installation_of(before), installation_of(after), found);
    std::set<std::string> organisations, groups;
    for (const auto* set : {&before, &after}) {
        for (const auto& [id, layer] : set->organisations) organisations.insert(id);
        for (const auto& group : set->groups) groups.insert(group.name);
    }
    for (const auto& id : organisations) {
        std::set<std::string> keys;
        for (const auto* set : {&before, &after}) add_keys(*set, id, keys);
        compare("organisation " + id, organisation_of(before, id, keys), organisation_of(after, id, keys), found);
    }
    for (const auto& name : groups) compare("group " + name, group_of(before, name), group_of(after, name), found);
    return found;
}

std::vector<PolicyChange> changes(const PolicySet& before, const PolicySet& after, const Sender& sender) {
    std::vector<PolicyChange> found;
    compare("", sender_of(before, sender), sender_of(after, sender), found);
    return found;
}

std::vector<std::string> unseen_by_replay(const std::vector<PolicyChange>& changes) {
    std::set<std::string> unseen;
    for (const auto& change : changes) {
        if (change.key == "dossier_pattern") unseen.insert("dossier_pattern");
        if (change.key.starts_with("type.") && change.key.ends_with(".words")) unseen.insert(change.key);
    }
    return {unseen.begin(), unseen.end()};
}

}  // namespace sluis::policy
