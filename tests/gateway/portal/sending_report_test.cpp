#include "gateway/portal/sending_report.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "config/policy_file.h"
#include "gateway/portal/access_report.h"
#include "gateway/portal/policy_values.h"
#include "policy/values.h"

using namespace sluis;

namespace {

using Person = storage::directory::Directory::Person;

policy::PolicySet parsed(const std::string& text) {
    auto set = config::parse_policy(text, "policy.toml");
    if (!set) FAIL(set.error().front().text());
    return *set;
}

Person a_person(const std::string& login, std::vector<policy::PersonRole> roles = {}) {
    Person person;
    person.login = login;
    person.facts.organisation = "huis";
    person.facts.roles = std::move(roles);
    person.addresses = {mail::Mailbox::parse(login + "@huis.example").value()};
    return person;
}

/// Knows the groups of one address, and nothing else.
class GroupsOf final : public storage::directory::Directory {
public:
    [[nodiscard]] std::optional<policy::DirectoryFacts> find(const mail::Mailbox&) const override { return {}; }
    [[nodiscard]] std::vector<std::string> groups(const mail::Mailbox& address) const override {
        ++asked;
        return address.text() == "piet@huis.example" ? std::vector<std::string>{"directie"}
                                                     : std::vector<std::string>{};
    }
    [[nodiscard]] std::optional<Person> authenticate(const std::string&, const std::string&) const override {
        return {};
    }
    [[nodiscard]] std::optional<Person> person(const std::string&) const override { return {}; }
    [[nodiscard]] std::vector<std::string> domains(const std::string&) const override { return {}; }
    void probe() const override {}
    mutable int asked = 0;
};

const std::string groups = R"(
[group.leiding]
members = { directory_groups = ["Directie"] }
override = true
[group.admin]
members = { roles = ["administrative-officer"], organisations = ["huis"] }
[group.elders]
members = { divisions = ["team"], organisations = ["elders"] }
[[rule]]
name = "lijst"
when = { type = ["personeelslijst"], class = ["agency", "facility"], not_group = ["leiding"] }
then = "return"
from = "2027-01-01"
[[organisation.huis.rule]]
name = "rechtbank"
when = { class = ["court"], group = ["leiding"], personal = ["no", "yes", "weak", "unscannable"] }
then = "hold"
mode = "observe"
)";

}  // namespace

TEST_CASE("the report says of each class what happens, and of each rule who, what, to whom and then", "[portal]") {
    const auto report = portal::sending_report(parsed(groups), "Huis");
    const auto court = std::find_if(report.classes.begin(), report.classes.end(),
                                    [](const auto& line) { return line.to == "jeugdrechter of parket"; });
    REQUIRE(court != report.classes.end());
    CHECK(court->personal == "wordt veilig gedeeld, cliëntgebonden");
    CHECK(report.classes.size() == 9);

    REQUIRE(report.rules.size() == 2);
    CHECK(report.rules[0].name == "rechtbank");  // The organisation's own go first.
    CHECK(report.rules[0].who == "groep leiding");
    CHECK(report.rules[0].what == "elk document");
    CHECK(report.rules[0].to == "jeugdrechter of parket");
    CHECK(report.rules[0].then == "wacht op de afzender");
    CHECK(report.rules[0].when == "op proef: er wordt alleen bijgehouden wat zou gebeuren");
    CHECK(report.rules[1].who == "iedereen behalve groep leiding");
    CHECK(report.rules[1].what == "Listing personeel met persoonsgegevens");
    CHECK(report.rules[1].to == "agentschap, andere voorziening");
    CHECK(report.rules[1].then == "gaat terug naar de afzender");
    CHECK(report.rules[1].when == "vanaf 2027-01-01");

    REQUIRE(report.groups.size() == 2);  // That of another organisation is nobody's here.
    CHECK(report.groups[0].name == "admin");
    CHECK(report.groups[0].members == "functie administratief medewerker");
    CHECK(report.groups[1].members == "groep van het adresboek: directie");
    CHECK(report.groups[1].values ==
          std::vector<std::string>{"de afzender mag zeggen dat er geen persoonsgegevens in staan: ja"});
    CHECK_FALSE(report.watched);
    CHECK(portal::sending_report(parsed("mode = \"observe\"\n"), "huis").watched);
}

TEST_CASE("the report words each value that a group may set", "[portal]") {
    const auto& policy = config::factory_policy();
    int seen = 0;
    for (const auto& [key, value] : policy::values_of(policy)) {
        if (!policy::is_for_groups(key)) continue;
        INFO(key);
        ++seen;
        CHECK(portal::value_text(policy, key, value).find(" = ") == std::string::npos);
    }
    CHECK(seen > 50);
    CHECK(portal::value_text(policy, "class.court.code", true) ==
          "aan jeugdrechter of parket: ook wie een account heeft, geeft een code in");
    CHECK(portal::value_text(policy, "class.nieuw.weak", policy::Outcome::hold) ==
          "aan nieuw: met alleen aanwijzingen: wacht op de afzender");
    CHECK(portal::value_text(policy, "type.handelingsplan.days", 7) == "Handelingsplan: zoveel dagen beschikbaar: 7");
    CHECK(portal::value_text(policy, "without_dossier", policy::Outcome::pass) ==
          "zonder dossiernummer: de afzender krijgt een waarschuwing");
}

TEST_CASE("whose addresses a group of several organisations has, the report of one of them does not say", "[portal]") {
    const auto set = parsed(R"(
[group.samen]
members = { addresses = ["an@huis.example", "piet@elders.example"] }
[group.eigen]
members = { addresses = ["an@huis.example"], organisations = ["huis"] }
)");
    const auto report = portal::sending_report(set, "huis");
    REQUIRE(report.groups.size() == 2);
    CHECK(report.groups[0].members == "an@huis.example");
    CHECK(report.groups[1].members == "2 adressen");
}

TEST_CASE("a person is in the policy's groups by what the directory says of them", "[portal]") {
    const GroupsOf directory;
    const auto policies = parsed(groups);
    CHECK(portal::groups_of(policies, directory, a_person("piet", {policy::PersonRole::administrative_officer})) ==
          std::vector<std::string>{"admin", "leiding"});
    CHECK(portal::groups_of(policies, directory, a_person("an")).empty());
    const auto asked = directory.asked;
    CHECK(portal::groups_of(parsed(""), directory, a_person("an")).empty());
    CHECK(directory.asked == asked);
}

TEST_CASE("the administrator and the administration are proposed as readers, others are not (S0.45)", "[portal]") {
    using enum policy::PersonRole;
    CHECK(portal::is_often_designated(a_person("a", {organisation_administrator})));
    CHECK(portal::is_often_designated(a_person("a", {team_lead, administrative_officer})));
    CHECK_FALSE(portal::is_often_designated(a_person("a", {team_lead, data_protection_officer})));
    CHECK_FALSE(portal::is_often_designated(a_person("a")));
}
