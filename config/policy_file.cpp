#include "config/policy_file.h"

#include <algorithm>

#include "config/keys.h"
#include "config/policy_tables.h"
#include "policy/completeness.h"
#include "policy/values.h"

namespace sluis::config {
namespace {

using policy::Layer;
using policy::Origin;
using policy::Policy;
using policy::PolicySet;
using policy::SenderGroup;

constexpr std::size_t max_layers = 500;
constexpr std::string_view organisation_words = "the identifier of an organisation in the directory";

bool is_organisation(const std::string& text) {
    return !text.empty() && text.size() <= 100;
}

/// What this table of the file sets: keys of policy values that stand below `prefix`.
policy::Origins origins_below(const Reading& reading, const std::string& prefix, const Origin& layer) {
    policy::Origins origins;
    for (auto at = reading.set.lower_bound(prefix); at != reading.set.end() && at->first.starts_with(prefix); ++at) {
        auto origin = layer;
        origin.line = at->second.line;
        origin.column = at->second.column;
        origins.emplace(at->first.substr(prefix.size()), std::move(origin));
    }
    return origins;
}

void read_organisation(Reading& reading, TableReader& table, const std::string& id, PolicySet& set) {
    table.list_keys_as("");
    if (set.organisations.size() >= max_layers) return table.refuse("more than 500 organisations");
    if (!is_organisation(id)) table.refuse("organisation '" + id + "': allowed: " + std::string{organisation_words});
    policy::OrganisationLayer layer{set.installation, {}, {}};
    read_values(table, layer.policy);
    read_entries(table, layer.policy);
    const Origin origin{Layer::organisation, id, reading.file.string(), 0};
    layer.rules = read_rules(table, layer.policy, set.groups, origin);
    layer.origins = origins_below(reading, "organisation." + id + '.', origin);
    table.finish();
    if (!set.organisations.emplace(mail::ascii_lower(id), std::move(layer)).second) {
        table.refuse("organisation '" + id + "' stands here twice, in another case");
    }
}

void read_members(TableReader table, SenderGroup& group) {
    read_set(table, "organisations", group.organisations, "a list of organisations", is_organisation);
    read_set(table, "addresses", group.addresses, "a list of addresses",
             [](const std::string& text) { return mail::Mailbox::parse(text).has_value(); });
    read_set(table, "divisions", group.divisions, "a list of divisions as the directory names them", is_organisation);
    read_set(table, "roles", group.roles,
             "a list of \"administrative-officer\", \"team-lead\", \"organisation-administrator\"",
             [](const std::string& text) { return policy::person_role_from(mail::ascii_lower(text)).has_value(); });
    read_set(table, "directory_groups", group.directory_groups, "a list of groups of the directory, by name",
             is_organisation);
    table.finish();
    if (group.addresses.empty() && group.divisions.empty() && group.roles.empty() && group.directory_groups.empty()) {
        table.refuse("group '" + group.name +
                     "' has no members: name addresses, divisions, roles or directory_groups in [group." + group.name +
                     ".members]");
    }
}

/// The policy that a group's values change: that of its one organisation where it has a layer, else the installation's.
const Policy& base_of(const PolicySet& set, const SenderGroup& group) {
    if (group.organisations.size() != 1) return set.installation;
    const auto own = set.organisations.find(*group.organisations.begin());
    return own == set.organisations.end() ? set.installation : own->second.policy;
}

void refuse_new(TableReader& table, const Policy& base, const Policy& changed) {
    for (const auto& [klass, rule] : changed.classes) {
        if (!base.classes.contains(klass)) table.refuse("a group adds no class: '" + klass + "' is not defined");
    }
    for (const auto& type : changed.types) {
        const auto same = [&](const auto& other) { return other.id == type.id; };
        if (std::none_of(base.types.begin(), base.types.end(), same)) {
            table.refuse("a group adds no type: '" + type.id + "' is not defined");
        }
    }
}

void read_group_values(Reading& reading, TableReader& table, const PolicySet& set, SenderGroup& group) {
    const auto& base = base_of(set, group);
    Policy changed = base;
    const auto prefix = "group." + group.name + '.';
    table.list_keys_as("");
    read_values(table, changed);
    table.finish();
    refuse_new(table, base, changed);
    const auto values = policy::values_of(changed);
    const Origin origin{Layer::group, group.name, reading.file.string(), 0};
    for (auto& [key, where] : origins_below(reading, prefix, origin)) {
        if (key.starts_with("members.")) continue;
        if (!policy::is_for_groups(key)) {
            reading.refuse(reading.set.find(prefix + key)->second,
                           "key '" + prefix + key + "': no group sets this, but the installation or an organisation");
        } else if (const auto value = values.find(key); value != values.end()) {
            group.values.emplace(key, value->second);
            group.origins.emplace(key, where);
        }
    }
}

bool may_share_a_sender(const SenderGroup& a, const SenderGroup& b) {
    return a.organisations.empty() || b.organisations.empty() ||
           std::any_of(a.organisations.begin(), a.organisations.end(),
                       [&](const auto& id) { return b.organisations.contains(id); });
}

/// Two groups of one sender that set a key without an order of strictness to different values.
void refuse_ambiguous(TableReader& table, const PolicySet& set, const SenderGroup& group) {
    for (const auto& other : set.groups) {
        if (&other == &group || !may_share_a_sender(other, group)) continue;
        for (const auto& [key, value] : group.values) {
            const auto at = other.values.find(key);
            if (at == other.values.end() || policy::order_of(key) != policy::Stricter::none || at->second == value) {
                continue;
            }
            table.refuse("group '" + group.name + "' and group '" + other.name +
                         "' may have the same sender, and say " + policy::shown(key, value) + " and " +
                         policy::shown(key, at->second) + " for '" + key + '\'');
        }
    }
}

void read_group(Reading& reading, TableReader& table, const std::string& name, PolicySet& set) {
    if (set.groups.size() >= max_layers) return table.refuse("more than 500 groups");
    if (!is_identifier(name)) table.refuse("group '" + name + "': allowed: " + std::string{identifier});
    SenderGroup group;
    group.name = name;
    auto members = table.table("members");
    const auto at = members.position();
    group.origins.emplace("members", Origin{Layer::group, name, reading.file.string(), at.line, at.column});
    read_members(std::move(members), group);
    read_group_values(reading, table, set, group);
    refuse_ambiguous(table, set, group);
    set.groups.push_back(std::move(group));
}

void read_revision(TableReader& top, std::string& revision) {
    top.text("revision", revision, "a name for this text: letters, digits, '-', '_' and '.', at most 40",
             [](const std::string& text) {
                 return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
                     return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                            c == '_' || c == '.';
                 });
             });
}

void read_override_organisations(TableReader& top, Policy& policy) {
    std::vector<std::string> organisations{policy.override_organisations.begin(), policy.override_organisations.end()};
    top.texts("override_organisations", organisations, "a list of organisations, or [\"*\"] for all", is_organisation);
    policy.override_organisations = {organisations.begin(), organisations.end()};
}

PolicySet read_all(Reading& reading, const Node& document, std::string& revision) {
    PolicySet set{factory_policy()};
    TableReader top{reading, &document, {1, 1}, "", ""};
    read_revision(top, revision);
    read_override_organisations(top, set.installation);
    read_values(top, set.installation);
    read_entries(top, set.installation);
    const Origin origin{Layer::installation, "", reading.file.string(), 0};
    set.origins = origins_below(reading, "", origin);
    // Groups may change an organisation's policy, and an organisation's rules name groups: first what both stand on.
    auto organisations = top.tables("organisation");
    auto groups = top.tables("group");
    for (auto& [name, table] : groups) set.groups.emplace_back().name = name;
    for (auto& [id, table] : organisations) read_organisation(reading, table, id, set);
    set.groups.clear();
    for (auto& [name, table] : groups) read_group(reading, table, name, set);
    std::sort(set.groups.begin(), set.groups.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    set.rules = read_rules(top, set.installation, set.groups, origin);
    top.finish();
    for (auto& flaw : policy::flaws(set)) reading.refuse({flaw.at.line, flaw.at.column}, std::move(flaw.what));
    return set;
}

/// A name for the text, so that two versions with the same revision can be told apart (FNV-1a; no proof of anything).
std::string digest(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    constexpr std::string_view digits = "0123456789abcdef";
    std::string name;
    for (int shift = 60; shift >= 20; shift -= 4) name += digits[(hash >> shift) & 15];
    return name;
}

}  // namespace

Result<PolicySet, Problems> parse_policy(std::string_view text, const std::filesystem::path& file) {
    const auto document = parse_toml(text);
    if (!document) {
        const auto& error = document.error();
        return failure(Problems{{file.string(), error.at.line, error.at.column, error.what}});
    }
    Reading reading{file, {}, {}, {}};
    std::string revision = "policy";
    auto set = read_all(reading, *document, revision);
    if (!reading.problems.empty()) return failure(in_file_order(std::move(reading.problems)));
    set.installation.version = revision + '-' + digest(text);
    for (auto& [id, layer] : set.organisations) layer.policy.version = set.installation.version;
    return set;
}

Result<PolicySet, Problems> read_policy(const std::filesystem::path& file) {
    const auto text = read_text(file);
    if (!text) return failure(text.error());
    return parse_policy(*text, file);
}

std::vector<KeyInfo> policy_keys() {
    const auto document = parse_toml("class.x={}\ntype.x={}\ntopic.x={}\ngroup.x={}\nrule=[{}]\n");
    Reading reading;
    std::string revision = "policy";
    (void)read_all(reading, document.value(), revision);
    // A group has keys of the installation again.
    std::vector<KeyInfo> keys;
    for (auto& key : reading.keys) {
        const auto same = [&](const KeyInfo& other) { return other.name == key.name; };
        if (std::none_of(keys.begin(), keys.end(), same)) keys.push_back(std::move(key));
    }
    return keys;
}

}  // namespace sluis::config
