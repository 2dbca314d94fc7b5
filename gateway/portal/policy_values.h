#pragma once

#include <string>
#include <string_view>

#include "policy/policy_set.h"

namespace sluis::portal {

/// What a sender group says otherwise, in plain Dutch: "aan jeugdrechter of parket: niet te lezen: wacht op de
/// afzender". Knows each key that a group may set (policy::is_for_groups); any other comes as policy.toml writes it.
/// @param policy  gives classes and types their names
[[nodiscard]] std::string value_text(const policy::Policy& policy, std::string_view key, const policy::Value& value);

/// The name of a class of recipients, as the policy has it; its identifier where it has none.
[[nodiscard]] std::string class_name(const policy::Policy& policy, const policy::PartyClass& klass);
/// The name of a type of document likewise.
[[nodiscard]] std::string type_name(const policy::Policy& policy, std::string_view id);

}  // namespace sluis::portal
