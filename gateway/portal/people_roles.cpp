#include "gateway/portal/people_roles.h"

#include <algorithm>

#include "gateway/portal/pages.h"

namespace sluis::portal {

namespace {

using policy::PersonRole;

std::string_view word_of(PersonRole role) {
    switch (role) {
        case PersonRole::administrative_officer:
            return "administratief medewerker";
        case PersonRole::team_lead:
            return "teamverantwoordelijke";
        case PersonRole::organisation_administrator:
            return "beheerder";
        case PersonRole::data_protection_officer:
            return "functionaris voor gegevensbescherming";
    }
    return {};
}

}  // namespace

bool has_any_role(const storage::shares::Reader& reader, std::initializer_list<PersonRole> roles) {
    return reader.is_member() && std::any_of(roles.begin(), roles.end(), [&](PersonRole role) {
               return std::find(reader.roles.begin(), reader.roles.end(), role) != reader.roles.end();
           });
}

std::optional<Response> refuse_without_role(Visit& visit, std::initializer_list<PersonRole> roles,
                                            std::string_view path) {
    if (!visit.reader() || !visit.reader()->is_member()) return pages::to_login(visit, path);
    if (visit.reader()->organisation.empty() || !has_any_role(*visit.reader(), roles))
        return pages::notice(visit, pages::Notice::not_found);
    return std::nullopt;
}

std::string roles_text(const std::vector<PersonRole>& roles) {
    std::string text;
    for (const auto role : roles) text += (text.empty() ? "" : ", ") + std::string{word_of(role)};
    return text;
}

}  // namespace sluis::portal
