#pragma once

#include <string>
#include <vector>

#include "config/table_reader.h"
#include "policy/policy.h"
#include "policy/policy_set.h"

/// Reading the tables of policy.toml into a policy that already holds what the layer below says.
namespace sluis::config {

/// The keys that an installation and an organisation have alike, and most of them a sender group too: general ones,
/// classes, types. A new class or type needs all that it cannot inherit.
void read_values(TableReader& table, policy::Policy& policy);

/// Addresses, domains and topics. After read_values(), since they name classes and types.
void read_entries(TableReader& table, policy::Policy& policy);

/// [[rule]], for the classes and types of this policy.
[[nodiscard]] std::vector<policy::SenderRule> read_rules(TableReader& table, const policy::Policy& policy,
                                                         const std::vector<policy::SenderGroup>& groups,
                                                         const policy::Origin& layer);

/// `"a", "b"`.
[[nodiscard]] std::string listed(const std::vector<std::string>& names);
[[nodiscard]] bool is_identifier(const std::string& text);
inline constexpr std::string_view identifier = "a name of lower case letters, digits and '-'";

/// What an administrator writes to be read by senders.
[[nodiscard]] bool is_plain_words(const std::string& text);
inline constexpr std::string_view plain_words = "a text of at most 500 octets";

/// As TableReader::texts for a set, in lower case.
void read_set(TableReader& table, std::string_view key, std::set<std::string>& value, std::string_view allowed,
              const TableReader::Check& check);

}  // namespace sluis::config
