#include "policy/policy_set.h"

#include <algorithm>

#include "policy/rules.h"
#include "policy/values.h"
#include "policy/word_table.h"

namespace sluis::policy {
namespace {

constexpr WordTable<Layer, 4> layers{{{Layer::factory, "factory"},
                                      {Layer::installation, "installation"},
                                      {Layer::organisation, "organisation"},
                                      {Layer::group, "group"}}};

bool is_in(const SenderGroup& group, const Sender& sender) {
    const auto& facts = sender.facts;
    if (!group.organisations.empty() && !group.organisations.contains(mail::ascii_lower(facts.organisation))) {
        return false;
    }
    const bool has_role = std::any_of(facts.roles.begin(), facts.roles.end(), [&](PersonRole role) {
        return group.roles.contains(std::string{to_string(role)});
    });
    const bool in_directory_group = std::any_of(facts.groups.begin(), facts.groups.end(), [&](const auto& name) {
        return group.directory_groups.contains(name);
    });
    return group.addresses.contains(sender.address) || has_role || in_directory_group ||
           (!facts.division.empty() && group.divisions.contains(mail::ascii_lower(facts.division)));
}

const OrganisationLayer* organisation_of(const PolicySet& set, const std::string& id) {
    const auto found = set.organisations.find(id);
    return found == set.organisations.end() ? nullptr : &found->second;
}

std::vector<const SenderGroup*> memberships(const PolicySet& set, const Sender& sender) {
    std::vector<const SenderGroup*> found;
    for (const auto& group : set.groups) {
        if (is_in(group, sender)) found.push_back(&group);
    }
    return found;
}

/// Days as ISO 8601 writes them compare as texts.
bool is_in_force(const SenderRule& rule, const std::string& today) {
    return today.empty() || (rule.from <= today && (rule.until.empty() || today <= rule.until));
}

void add_rules(const std::vector<SenderRule>& rules, const std::string& today, Policy& policy) {
    const GroupNames groups{policy.applied.groups.begin(), policy.applied.groups.end()};
    for (const auto& rule : rules) {
        if (is_in_force(rule, today) && speaks_for(rule, groups)) policy.rules.push_back(rule.rule);
    }
}

/// What the groups of a sender set, merged: whoever comes first does not matter.
std::map<std::string, Value> merged(const std::vector<const SenderGroup*>& groups) {
    std::map<std::string, Value> values;
    for (const auto* group : groups) {
        for (const auto& [key, value] : group->values) {
            const auto [at, is_new] = values.emplace(key, value);
            if (!is_new) at->second = stricter(key, at->second, value);
        }
    }
    return values;
}

Origin origin_of(const PolicySet& set, const OrganisationLayer* organisation,
                 const std::vector<const SenderGroup*>& groups, const std::string& key, const Value& value) {
    for (const auto* group : groups) {
        const auto at = group->values.find(key);
        if (at != group->values.end() && at->second == value) return group->origins.at(key);
    }
    if (organisation != nullptr) {
        if (const auto at = organisation->origins.find(key); at != organisation->origins.end()) return at->second;
    }
    const auto at = set.origins.find(key);
    return at == set.origins.end() ? Origin{} : at->second;
}

std::string who(const Origin& origin) {
    const std::string layer{to_string(origin.layer)};
    return origin.name.empty() ? layer : layer + ' ' + origin.name;
}

/// The one place where layers come together. @param id  of the organisation, lower case
Policy composed(const PolicySet& set, const std::string& id, const std::vector<const SenderGroup*>& groups,
                const std::string& today) {
    const auto* organisation = organisation_of(set, id);
    Policy policy = organisation != nullptr ? organisation->policy : set.installation;
    if (organisation != nullptr) policy.applied.organisation = id;
    for (const auto* group : groups) policy.applied.groups.push_back(group->name);
    if (const auto values = merged(groups); !values.empty()) assign(policy, values);
    if (organisation != nullptr) add_rules(organisation->rules, today, policy);
    add_rules(set.rules, today, policy);
    if (policy.mode == Mode::observe) {
        policy.observed_by = who(origin_of(set, organisation, groups, "mode", policy.mode));
    }
    if (!policy.applied.organisation.empty()) policy.version += '@' + policy.applied.organisation;
    for (const auto& name : policy.applied.groups) policy.version += '+' + name;
    return policy;
}

}  // namespace

std::string_view to_string(Layer layer) {
    return word_of(layers, layer);
}

std::string in_words(const Origin& origin) {
    auto place = origin.line == 0 ? origin.file : origin.file + ':' + std::to_string(origin.line);
    if (origin.layer == Layer::installation && !place.empty()) return place;
    return place.empty() ? who(origin) : who(origin) + ", " + place;
}

bool PolicySet::asks_directory_groups() const {
    return std::any_of(groups.begin(), groups.end(),
                       [](const SenderGroup& group) { return !group.directory_groups.empty(); });
}

std::vector<std::string> groups_of(const PolicySet& set, const Sender& sender) {
    std::vector<std::string> names;
    for (const auto* group : memberships(set, sender)) names.push_back(group->name);
    return names;
}

Policy effective(const PolicySet& set, const Sender& sender) {
    return composed(set, mail::ascii_lower(sender.facts.organisation), memberships(set, sender), sender.today);
}

Policy effective(const PolicySet& set, const std::string& organisation, const std::set<std::string>& groups) {
    std::vector<const SenderGroup*> members;
    for (const auto& group : set.groups) {
        if (groups.contains(group.name)) members.push_back(&group);
    }
    return composed(set, mail::ascii_lower(organisation), members, {});
}

std::vector<ListedValue> listing(const PolicySet& set, const Sender& sender) {
    const auto* organisation = organisation_of(set, mail::ascii_lower(sender.facts.organisation));
    const auto groups = memberships(set, sender);
    std::vector<ListedValue> listed;
    for (const auto& [key, value] : values_of(effective(set, sender))) {
        listed.push_back({key, shown(key, value), origin_of(set, organisation, groups, key, value)});
    }
    return listed;
}

}  // namespace sluis::policy
