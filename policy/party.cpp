#include "policy/party.h"

#include "policy/word_table.h"

namespace sluis::policy {
namespace {

constexpr WordTable<PersonRole, 4> roles{{{PersonRole::administrative_officer, "administrative-officer"},
                                          {PersonRole::team_lead, "team-lead"},
                                          {PersonRole::organisation_administrator, "organisation-administrator"},
                                          {PersonRole::data_protection_officer, "data-protection-officer"}}};

}  // namespace

std::string_view to_string(PersonRole role) {
    return word_of(roles, role);
}
std::optional<PersonRole> person_role_from(std::string_view text) {
    return value_of(roles, text);
}

}  // namespace sluis::policy
