#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "policy/policy_set.h"

namespace sluis::policy {

/// Which of two values of a key is the stricter one.
enum class Stricter { greater, less, none };

/// The values of a policy by the keys of policy.toml. Addresses, domains, rules and topics are no values: they are
/// lists of entries, and stand by themselves.
[[nodiscard]] std::map<std::string, Value> values_of(const Policy& policy);

/// A value as TOML writes it, a list in one line.
[[nodiscard]] std::string shown(const Value& value);
/// A value of this key as policy.toml writes it.
[[nodiscard]] std::string shown(std::string_view key, const Value& value);

/// Sets these values in a policy; keys that it does not have are left out. What a value implies for another one holds
/// afterwards: default_days at most max_days, `personal` at least `weak`.
void assign(Policy& policy, const std::map<std::string, Value>& values);

/// How values of this key compare; none for a key without an order, and for one that is no key.
[[nodiscard]] Stricter order_of(std::string_view key);

/// The stricter of two values of a key. For a key without an order they must be equal: the first is given.
[[nodiscard]] const Value& stricter(std::string_view key, const Value& a, const Value& b);

/// That a sender group may set this key: one that has an order, and the advice of a class. Only names, words and places
/// belong to an installation or an organisation.
[[nodiscard]] bool is_for_groups(std::string_view key);

}  // namespace sluis::policy
