#include "gateway/portal/access_report.h"
#include "gateway/portal/pages.h"
#include "gateway/portal/people_roles.h"
#include "storage/shares/designation.h"

namespace sluis::portal::pages {

namespace {

using policy::PersonRole;

std::optional<Response> refuse(Visit& visit) {
    return refuse_without_role(visit, {PersonRole::organisation_administrator, PersonRole::data_protection_officer},
                               "/beheer/toegang");
}

std::vector<PersonAccess> report_of(Visit& visit) {
    const storage::shares::DesignatedDirectory directory{visit.services().directory, visit.database(),
                                                         visit.services().keys};
    return access_report(directory.people(visit.reader()->organisation));
}

}  // namespace

Response access(Visit& visit) {
    if (auto refusal = refuse(visit)) return std::move(*refusal);
    templates::Values values;
    values.set("FORM", visit.form_token());
    const auto report = report_of(visit);
    for (const auto& one : report) {
        auto& row = values.add_section("ROW");
        row.set("NAME", one.name).set("DIVISION", one.division).set("ROLES", one.roles);
        row.set("SENT", labels_text(one.sent_by_colleagues)).set("RECEIVED", labels_text(one.received_by_colleagues));
        row.show("PERSONAL", one.personal).show("NOT_PERSONAL", !one.personal);
    }
    values.set("COUNT", std::to_string(report.size()));
    values.show("ADMINISTRATOR", has_any_role(*visit.reader(), {PersonRole::organisation_administrator}));
    return visit.page("toegangsverslag", "Wie heeft toegang?", std::move(values));
}

Response access_csv(Visit& visit) {
    if (auto refusal = refuse(visit)) return std::move(*refusal);
    return visit.file("text/csv; charset=utf-8", "toegang.csv", access_report_csv(report_of(visit)));
}

}  // namespace sluis::portal::pages
