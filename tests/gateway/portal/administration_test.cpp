#include "config/policy_file.h"
#include "gateway/portal/access_report.h"
#include "tests/gateway/portal/portal_steps.h"

using namespace sluis;
using namespace sluis::test;

namespace {

constexpr const char* ritas_number = "87.04.12-987.23";
constexpr const char* other_number = "85.06.08-975.30";

Seeded personal_share_to(PortalWorld& world, const std::string& login) {
    auto share = share_from_an();
    share.sender = "an@regenboog.example";
    share.label = policy::Label::personal;
    share.recipients = {recipient(login + "@otter.example", "facility", "otter", login)};
    SeededDocument document;
    document.label = policy::Label::personal;
    return seed_share(world, share, {document});
}

}  // namespace

TEST_CASE("the administrator designates a reader by national number, with effect at once and no number kept",
          "[portal]") {
    PortalWorld world;
    const auto share = personal_share_to(world, "rita");
    world.start();
    Browser rita{world};
    log_in(rita, "rita");
    const auto document = "/document/" + std::to_string(share.ids.documents[0]);
    rita.get("/ontvangen");
    CHECK(rita.post(document).status == 403);

    const auto before = rita.get("/beheer/lezers");
    CHECK(before.says("Hanne Smets"));
    CHECK_FALSE(before.says("Verwijderen"));
    const auto added = rita.post("/beheer/lezers", std::string{"nummer="} + ritas_number);
    CHECK(added.status == 200);
    CHECK(added.says("<strong>Rita Baert</strong> mag nu"));
    CHECK_FALSE(added.says("87041298723"));
    CHECK_FALSE(added.says(ritas_number));
    CHECK(rita.post("/beheer/lezers", std::string{"nummer="} + ritas_number).says("al aangeduid"));
    rita.get("/ontvangen");
    CHECK(rita.post(document).status == 200);

    storage::postgres::Connection owner{world.database.conninfo()};
    const auto row = owner.execute("select d::text from designation d").text(0, 0);
    CHECK(row.find("87041298723") == std::string::npos);
    CHECK(owner
              .execute("select count(*) from audit where event = 'rights-changed' and actor = 'rita' and detail = "
                       "'designated rita'")
              .number(0, 0) == 1);

    rita.get("/beheer/lezers");
    const auto id = owner.execute("select id::text from designation").text(0, 0);
    CHECK(rita.post("/beheer/lezers/verwijderen", "lezer=" + id).header("Location") == "/beheer/lezers");
    CHECK(rita.post("/beheer/lezers/verwijderen", "lezer=" + id).status == 303);
    rita.get("/ontvangen");
    CHECK(rita.post(document).status == 403);
    CHECK(owner.execute("select count(*) from audit where event = 'rights-changed'").number(0, 0) == 2);
}

TEST_CASE("a number that is wrong, unknown or somebody else's designates nobody", "[portal]") {
    PortalWorld world;
    world.start();
    Browser rita{world};
    log_in(rita, "rita");
    rita.get("/beheer/lezers");
    const auto refused = [&](const std::string& fields, const char* why) {
        INFO(fields);
        const auto answer = rita.post("/beheer/lezers", fields);
        CHECK(answer.status == 400);
        CHECK(answer.says(why));
    };
    for (const auto* wrong : {"", "123", "87.04.12-987.24", "87.13.12-987.23", "abc"})
        refused(std::string{"nummer="} + wrong, "geen geldig rijksregisternummer");
    refused(std::string{"nummer="} + other_number, "niet in uw adresboek");
    refused(std::string{"nummer="} + other_number + "&login=an", "kennen deze login niet");  // Of another organisation.
    refused(std::string{"nummer="} + other_number + "&login=rita", "niet bij dezelfde persoon");  // Hers is another.
    refused(std::string{"nummer="} + ritas_number + "&login=gust", "niet bij dezelfde persoon");
    CHECK(count(world, "select count(*) from designation") == 0);

    // Where the directory holds no number, the login says who it is.
    CHECK(rita.post("/beheer/lezers", std::string{"nummer="} + other_number + "&login=gust").says("Gust Peeters"));
    Browser gust{world};
    log_in(gust, "gust");
    const auto share = personal_share_to(world, "gust");
    gust.get("/ontvangen");
    CHECK(gust.post("/document/" + std::to_string(share.ids.documents[0])).status == 200);
}

TEST_CASE("only the administrator designates, only they and the protection officer see the report", "[portal]") {
    PortalWorld world;
    world.start();
    for (const auto* login : {"gust", "hanne", "dirk", "an"}) {
        Browser browser{world};
        log_in(browser, login);
        browser.get("/ontvangen");
        INFO(login);
        CHECK(browser.get("/beheer/lezers").status == 404);
        CHECK(browser.post("/beheer/lezers", std::string{"nummer="} + ritas_number).status == 404);
        const int report = std::string{login} == "dirk" ? 200 : 404;
        CHECK(browser.get("/beheer/toegang").status == report);
        CHECK(browser.get("/beheer/toegang.csv").status == report);
    }
    Browser nobody{world}, rita{world};
    CHECK(nobody.get("/beheer/lezers").header("Location") == "/aanmelden?naar=/beheer/lezers");
    CHECK(nobody.get("/beheer/toegang.csv").header("Location") == "/aanmelden?naar=/beheer/toegang");
    log_in(rita, "rita");
    CHECK(rita.send("POST", "/beheer/lezers", std::string{"nummer="} + ritas_number).status == 403);
    CHECK(count(world, "select count(*) from designation") == 0);

    const auto page = rita.get("/beheer/toegang");
    CHECK(page.says("Gust Peeters"));
    CHECK_FALSE(page.says("An Claes"));  // Of another organisation.
    const auto csv = rita.get("/beheer/toegang.csv");
    CHECK(csv.header("Content-Type") == "text/csv; charset=utf-8");
    CHECK(csv.says("\"Hanne Smets\";\"hanne\";\"leefgroep\";\"\";\"cliëntgebonden\";\"cliëntgebonden\";\"ja\""));
    CHECK(
        csv.says("\"Rita Baert\";\"rita\";\"leefgroep\";\"beheerder\";\"cliëntgebonden\";\"cliëntgebonden\";\"nee\""));
}

TEST_CASE("who is often a reader is proposed, and designated by nobody but the administrator (S0.45)", "[portal]") {
    PortalWorld world;
    world.start();
    Browser rita{world};
    log_in(rita, "rita");
    const auto page = rita.get("/beheer/lezers");
    CHECK(page.says("In uw adresboek zijn dat:"));
    CHECK(page.says("<strong>Rita Baert</strong>, beheerder"));
    CHECK_FALSE(page.says("<strong>Gust Peeters</strong>"));
    CHECK(count(world, "select count(*) from designation") == 0);

    rita.post("/beheer/lezers", std::string{"nummer="} + ritas_number);
    CHECK_FALSE(rita.get("/beheer/lezers").says("In uw adresboek zijn dat:"));
}

TEST_CASE("the access report says who may send what to whom, and in which groups each person is", "[portal]") {
    PortalWorld world;
    std::string policy = R"([group.leiding]
members = { roles = ["organisation-administrator"] }
[[rule]]
name = "lijst"
when = { type = ["personeelslijst"], class = ["agency"], not_group = ["leiding"] }
then = "return"
)";
    world.services.policies = [&]() -> std::optional<policy::PolicySet> {
        auto set = config::parse_policy(policy, "policy.toml");
        return set ? std::optional{std::move(*set)} : std::nullopt;
    };
    world.start();
    Browser rita{world};
    log_in(rita, "rita");
    const auto page = rita.get("/beheer/toegang");
    CHECK(page.status == 200);
    CHECK(page.says("Wie mag wat versturen?"));
    CHECK(page.says("iedereen behalve groep leiding"));
    CHECK(page.says("Listing personeel met persoonsgegevens"));
    CHECK(page.says("gaat terug naar de afzender"));
    CHECK(rita.get("/beheer/toegang.csv")
              .says("\"beheerder\";\"cliëntgebonden\";\"cliëntgebonden\";\"nee\";\"leiding\""));

    policy = "max_days = 31\n";
    const auto wrong = rita.get("/beheer/toegang");
    CHECK(wrong.status == 200);
    CHECK(wrong.says("er staat een fout in het beleid"));
    CHECK(wrong.says("Gust Peeters"));
}

TEST_CASE("the access report says what the judge of visibility says, and no value is a formula", "[portal]") {
    storage::directory::Directory::Person person;
    person.login = "=cmd()";
    person.facts.display_name = "Els \"de baas\"";
    person.facts.organisation = "ocj";
    person.facts.division = "team 1";
    person.facts.organisation_class = policy::party_class::consultant;
    auto lead = person;
    lead.facts.roles = {policy::PersonRole::team_lead};
    const auto report = portal::access_report({person, lead});
    CHECK(report[0].sent_by_colleagues.empty());
    CHECK(report[0].received_by_colleagues.empty());
    CHECK(report[1].sent_by_colleagues == std::vector{policy::Label::client_bound});
    CHECK(report[1].received_by_colleagues == std::vector{policy::Label::client_bound});
    const auto csv = portal::access_report_csv(report);
    CHECK(csv.find("\"'=cmd()\"") != std::string::npos);
    CHECK(csv.find("\"Els \"\"de baas\"\"\"") != std::string::npos);

    person.facts.organisation_class = policy::party_class::agency;
    const auto agency = portal::access_report({person});
    CHECK(agency[0].received_by_colleagues == std::vector{policy::Label::client_bound, policy::Label::confidential});
    CHECK(agency[0].sent_by_colleagues == std::vector{policy::Label::client_bound});
}
