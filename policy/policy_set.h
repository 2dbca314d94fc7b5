#pragma once

#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "policy/policy.h"

namespace sluis::policy {

/// One value of a policy, as the key that sets it takes it.
using Value = std::variant<bool, int, std::string, Outcome, Label, Mode, std::vector<std::string>>;

/// Which layer of the policy a value comes from. The later one holds.
enum class Layer { factory, installation, organisation, group };
[[nodiscard]] std::string_view to_string(Layer layer);

/// Where a value comes from.
struct Origin {
    Layer layer = Layer::factory;
    std::string name{};  ///< Of the organisation or the group.
    std::string file{};
    int line = 0;    ///< Counted from 1; 0 for the factory.
    int column = 0;  ///< Likewise.
    friend bool operator==(const Origin&, const Origin&) = default;
};
/// "factory", "policy.toml:12", "organisation regenboog, policy.toml:40".
[[nodiscard]] std::string in_words(const Origin& origin);

/// Keys and where each was set: "class.helpdesk.weak" → policy.toml:12. What is not in it comes from the layer below.
using Origins = std::map<std::string, Origin>;

/// A rule, and of which senders it speaks.
struct SenderRule {
    Rule rule;
    std::set<std::string> groups;      ///< Sender is in one of these; empty: whoever.
    std::set<std::string> not_groups;  ///< Sender is in none of these.
    std::string from{};                ///< First day, "2027-01-31"; empty: since ever (S1.26).
    std::string until{};               ///< Last day; empty: for ever.
    Origin origin;
};

/// What one organisation's senders have of their own: the whole policy that holds for them without a group.
struct OrganisationLayer {
    Policy policy;
    Origins origins;  ///< Of what this layer sets.
    std::vector<SenderRule> rules;
};

/// Some senders, and what holds for them. A sender belongs to it who fits one of addresses, divisions, roles and
/// directory groups.
struct SenderGroup {
    std::string name;
    std::set<std::string> organisations;     ///< Only of these; empty: of any.
    std::set<std::string> addresses;         ///< Lower case.
    std::set<std::string> divisions;         ///< DirectoryFacts::division, lower case.
    std::set<std::string> roles;             ///< Words of PersonRole.
    std::set<std::string> directory_groups;  ///< DirectoryFacts::groups, lower case.
    std::map<std::string, Value> values;     ///< What it sets, by key.
    Origins origins;                         ///< Of each of these, and of "members".
};

/// A sender, as far as the choice of layers needs it.
struct Sender {
    std::string address;  ///< Lower case; empty for the null reverse-path.
    DirectoryFacts facts;
    std::string today{};  ///< "2026-11-26", UTC. Empty: every rule is in force, whatever its days.
};

/// policy.toml as loaded: factory ← installation ← organisation ← sender groups. A value, checked as a whole when it
/// was read (config/policy_file.h).
struct PolicySet {
    Policy installation;  ///< The factory's policy with what the file says at its top.
    Origins origins;      ///< Of what the installation sets.
    std::vector<SenderRule> rules;
    std::map<std::string, OrganisationLayer> organisations;  ///< By identifier in the directory, lower case.
    std::vector<SenderGroup> groups;                         ///< By name.

    PolicySet() = default;
    /// A policy that is the same for everybody.
    explicit PolicySet(Policy policy) : installation{std::move(policy)} {}

    /// Whether some group is made of a directory's group, so that DirectoryFacts::groups must be asked for.
    [[nodiscard]] bool asks_directory_groups() const;
};

/// The names of the groups a sender is in, by name.
[[nodiscard]] std::vector<std::string> groups_of(const PolicySet& set, const Sender& sender);

/// The policy that decide() uses for mail of this sender. Of several groups that set one key the strictest value
/// holds, whatever their order; for keys without an order of strictness such groups were refused when the file was
/// read.
[[nodiscard]] Policy effective(const PolicySet& set, const Sender& sender);

/// The same for whoever sends for this organisation ("" for none that has a layer) and is in exactly these groups, on
/// whatever day.
[[nodiscard]] Policy effective(const PolicySet& set, const std::string& organisation,
                               const std::set<std::string>& groups);

/// One value, and where it comes from.
struct ListedValue {
    std::string key;
    std::string value;  ///< As TOML writes it, lists in one line.
    Origin origin;
};
/// Every value of the policy for this sender, in a fixed order: what "sluisctl policy show" prints.
[[nodiscard]] std::vector<ListedValue> listing(const PolicySet& set, const Sender& sender);

}  // namespace sluis::policy
