#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/portal/visit.h"
#include "policy/party.h"

namespace sluis::portal {

[[nodiscard]] bool has_any_role(const storage::shares::Reader& reader, std::initializer_list<policy::PersonRole> roles);

/// The page that keeps out who is not logged in, or has none of these roles; nothing for who may go on.
[[nodiscard]] std::optional<Response> refuse_without_role(Visit& visit, std::initializer_list<policy::PersonRole> roles,
                                                          std::string_view path);

/// "administratief medewerker, teamverantwoordelijke"; empty for none.
[[nodiscard]] std::string roles_text(const std::vector<policy::PersonRole>& roles);

}  // namespace sluis::portal
