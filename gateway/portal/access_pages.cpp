#include "gateway/portal/access_report.h"
#include "gateway/portal/pages.h"
#include "gateway/portal/people_roles.h"
#include "gateway/portal/sending_report.h"
#include "storage/shares/designation.h"

namespace sluis::portal::pages {

namespace {

using policy::PersonRole;

std::optional<Response> refuse(Visit& visit) {
    return refuse_without_role(visit, {PersonRole::organisation_administrator, PersonRole::data_protection_officer},
                               "/beheer/toegang");
}

std::optional<policy::PolicySet> policies_of(const Visit& visit) {
    const auto& policies = visit.services().policies;
    return policies ? policies() : std::nullopt;
}

std::vector<PersonAccess> report_of(Visit& visit, const std::optional<policy::PolicySet>& policies) {
    const storage::shares::DesignatedDirectory directory{visit.services().directory, visit.database(),
                                                         visit.services().keys};
    const auto people = directory.people(visit.reader()->organisation);
    auto report = access_report(people);
    for (std::size_t i = 0; policies && i < people.size(); ++i)
        report[i].groups = groups_of(*policies, visit.services().directory, people[i]);
    return report;
}

/// Who may send what to whom (S0.48, S0.49).
void add_sending(const SendingReport& report, templates::Values& values) {
    auto& section = values.add_section("SENDING");
    section.set("POLICY", report.policy).show("WATCHED", report.watched);
    for (const auto& one : report.classes)
        section.add_section("CLASS").set("TO", one.to).set("SHARE", one.personal).set("UNREAD", one.unscannable);
    section.show("NO_RULES", report.rules.empty()).show("HAS_RULES", !report.rules.empty());
    for (const auto& one : report.rules) {
        auto& row = section.add_section("RULE");
        row.set("NAME", one.name).set("WHO", one.who).set("WHAT", one.what).set("TO", one.to);
        row.set("THEN", one.then).set("WHEN", one.when);
    }
    section.show("HAS_GROUPS", !report.groups.empty());
    for (const auto& one : report.groups) {
        auto& row = section.add_section("GROUP").set("NAME", one.name).set("MEMBERS", one.members);
        for (const auto& value : one.values) row.add_section("VALUE").set("TEXT", value);
        row.show("NO_VALUES", one.values.empty());
    }
}

}  // namespace

Response access(Visit& visit) {
    if (auto refusal = refuse(visit)) return std::move(*refusal);
    templates::Values values;
    values.set("FORM", visit.form_token());
    const auto policies = policies_of(visit);
    const auto report = report_of(visit, policies);
    for (const auto& one : report) {
        auto& row = values.add_section("ROW");
        row.set("NAME", one.name).set("DIVISION", one.division).set("ROLES", one.roles);
        row.set("GROUPS", names_text(one.groups));
        row.set("SENT", labels_text(one.sent_by_colleagues)).set("RECEIVED", labels_text(one.received_by_colleagues));
        row.show("PERSONAL", one.personal).show("NOT_PERSONAL", !one.personal);
    }
    values.set("COUNT", std::to_string(report.size()));
    if (policies) add_sending(sending_report(*policies, visit.reader()->organisation), values);
    values.show("NO_POLICY", !policies);
    values.show("ADMINISTRATOR", has_any_role(*visit.reader(), {PersonRole::organisation_administrator}));
    return visit.page("toegangsverslag", "Wie heeft toegang?", std::move(values));
}

Response access_csv(Visit& visit) {
    if (auto refusal = refuse(visit)) return std::move(*refusal);
    return visit.file("text/csv; charset=utf-8", "toegang.csv",
                      access_report_csv(report_of(visit, policies_of(visit))));
}

}  // namespace sluis::portal::pages
