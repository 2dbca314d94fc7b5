#include "policy/policy_set.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "config/policy_file.h"
#include "policy/values.h"

using namespace sluis;
using namespace sluis::policy;

namespace {

PolicySet parsed(const std::string& text) {
    auto set = config::parse_policy(text, "policy.toml");
    if (!set) FAIL(set.error().front().text());
    return *set;
}

Sender a_sender(const std::string& organisation, std::vector<PersonRole> roles = {}, const std::string& division = "",
                std::vector<std::string> groups = {}) {
    Sender sender{"an@" + organisation + ".example", {}};
    sender.facts.organisation = organisation;
    sender.facts.roles = std::move(roles);
    sender.facts.division = division;
    sender.facts.groups = std::move(groups);
    return sender;
}

const std::string layered = R"(
revision = "lagen"
max_days = 20
[class.client]
code = false
[organisation.regenboog]
without_dossier = "hold"
max_days = 10
class.facility.personal = "hold"
class.clb = { name = "CLB", personal = "return" }
addresses = { "clb@stad.example" = "clb" }
[group.directie]
members = { roles = ["organisation-administrator"], organisations = ["regenboog"] }
override = true
class.facility.personal = "share"
[group.stage]
members = { divisions = ["stage"], addresses = ["jan@elders.example"], directory_groups = ["Stagiairs"] }
max_days = 5
class.facility.personal = "return"
weak_needed = 1
)";

std::string origin_of(const std::vector<ListedValue>& values, const std::string& key) {
    const auto found = std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.key == key; });
    return found == values.end() ? "not listed" : found->value + " from " + in_words(found->origin);
}

}  // namespace

TEST_CASE("the nearest layer that sets a value holds: factory, installation, organisation, group") {
    const auto set = parsed(layered);
    const auto elsewhere = effective(set, a_sender("elders"));
    CHECK(elsewhere.max_days == 20);
    CHECK(elsewhere.without_dossier == Outcome::pass);
    CHECK_FALSE(elsewhere.classes.contains("clb"));
    CHECK(elsewhere.classes.at("facility").on_personal == Outcome::share);
    CHECK_FALSE(elsewhere.classes.at("client").code_required);

    const auto regenboog = effective(set, a_sender("Regenboog"));
    CHECK(regenboog.max_days == 10);
    CHECK(regenboog.default_days == 10);
    CHECK(regenboog.without_dossier == Outcome::hold);
    CHECK(regenboog.classes.at("facility").on_personal == Outcome::hold);
    CHECK(regenboog.addresses.at("clb@stad.example") == "clb");
    CHECK_FALSE(regenboog.classes.at("client").code_required);

    const auto director = effective(set, a_sender("regenboog", {PersonRole::organisation_administrator}));
    CHECK(director.classes.at("facility").on_personal == Outcome::share);
    CHECK(director.override_allowed == true);
    CHECK(director.max_days == 10);
    CHECK(effective(set, a_sender("elders", {PersonRole::organisation_administrator})).override_allowed !=
          std::optional{true});
}

TEST_CASE("a sender is in a group by address, role, division or a group of the directory") {
    const auto set = parsed(layered);
    CHECK(groups_of(set, a_sender("elders", {}, "Stage")) == std::vector<std::string>{"stage"});
    CHECK(groups_of(set, a_sender("elders", {}, "", {"stagiairs"})) == std::vector<std::string>{"stage"});
    CHECK(groups_of(set, a_sender("elders", {}, "leefgroep 1", {"vrijwilligers"})).empty());
    auto jan = a_sender("elders");
    jan.address = "jan@elders.example";
    CHECK(groups_of(set, jan) == std::vector<std::string>{"stage"});
    CHECK(groups_of(set, {}).empty());
    CHECK(set.asks_directory_groups());
    CHECK_FALSE(parsed("").asks_directory_groups());
}

TEST_CASE("of several groups the strictest value holds, whatever their order") {
    const auto both = a_sender("regenboog", {PersonRole::organisation_administrator}, "stage");
    auto set = parsed(layered);
    const auto policy = effective(set, both);
    CHECK(policy.classes.at("facility").on_personal == Outcome::return_to_sender);
    CHECK(policy.max_days == 5);
    CHECK(policy.default_days == 5);
    CHECK(policy.weak_needed == 1);
    CHECK(policy.override_allowed == true);
    std::reverse(set.groups.begin(), set.groups.end());
    CHECK(values_of(effective(set, both)) == values_of(policy));
}

TEST_CASE("each value says where it comes from") {
    const auto set = parsed(layered);
    const auto values = listing(set, a_sender("regenboog", {PersonRole::organisation_administrator}));
    CHECK(origin_of(values, "weak_needed") == "3 from factory");
    CHECK(origin_of(values, "class.client.code") == "false from policy.toml:5");
    CHECK(origin_of(values, "without_dossier") == "\"hold\" from organisation regenboog, policy.toml:7");
    CHECK(origin_of(values, "class.facility.personal") == "\"share\" from group directie, policy.toml:15");
    CHECK(origin_of(values, "unscannable") == "\"yes\" from factory");
    CHECK(origin_of(values, "type.groeiplan.label") == "\"client-bound\" from factory");
    const auto elsewhere = listing(set, a_sender("elders"));
    CHECK(origin_of(elsewhere, "without_dossier") == "\"warn\" from factory");
    CHECK(origin_of(elsewhere, "max_days") == "20 from policy.toml:3");
}

TEST_CASE("the version names the text, the organisation and the groups") {
    const auto set = parsed(layered);
    const auto plain = effective(set, a_sender("elders")).version;
    CHECK(plain.starts_with("lagen-"));
    CHECK(plain.size() == std::string{"lagen-"}.size() + 11);
    CHECK(effective(set, a_sender("regenboog")).version == plain + "@regenboog");
    CHECK(effective(set, a_sender("regenboog", {PersonRole::organisation_administrator}, "stage")).version ==
          plain + "@regenboog+directie+stage");
    CHECK(effective(set, a_sender("elders", {}, "stage")).version == plain + "+stage");
}

TEST_CASE("an inherited value is the same as that value set explicitly, in every layer and for every key") {
    // Each value of the factory, written out in a layer, changes nothing.
    const auto inherited =
        effective(parsed("[group.g]\nmembers = { addresses = [\"an@huis.example\"] }\n"), a_sender("huis"));
    const auto factory = values_of(inherited);
    REQUIRE(factory.size() > 200);
    std::size_t by_group = 0;
    for (const auto& [key, value] : factory) {
        INFO(key);
        if (shown(key, value) == "\"\"") continue;  // nothing is no text that one can write
        const auto line = key + " = " + shown(key, value) + '\n';
        const bool installation_alone = key == "override_organisations";
        if (!installation_alone) {
            const auto explicitly = effective(parsed("[organisation.huis]\n" + line), a_sender("huis"));
            CHECK(values_of(explicitly) == factory);
        }
        CHECK(values_of(effective(parsed(line), a_sender("huis"))) == factory);
        if (!is_for_groups(key)) continue;
        ++by_group;
        const auto members = "[group.g]\nmembers = { addresses = [\"an@huis.example\"] }\n";
        CHECK(values_of(effective(parsed(members + line), a_sender("huis"))) == factory);
    }
    CHECK(by_group > 100);
}

TEST_CASE("a value that another layer sets is the same as that value in the installation") {
    for (const auto* line :
         {"weak_needed = 1\n", "encrypted_mail = \"hold\"\n", "max_days = 3\n", "mode = \"observe\"\n",
          "class.helpdesk.weak = \"return\"\n", "class.own.pass_internal_route = false\n",
          "type.verslag.label = \"confidential\"\n", "type.groeiplan.days = 2\n", "banned_link = \"hold\"\n",
          "class.client.advice = \"general\"\n"}) {
        INFO(line);
        const auto wanted = values_of(effective(parsed(line), a_sender("huis")));
        CHECK(wanted != values_of(config::factory_policy()));
        CHECK(values_of(effective(parsed(std::string{"[organisation.huis]\n"} + line), a_sender("huis"))) == wanted);
        CHECK(values_of(effective(parsed(std::string{"[group.g]\nmembers.addresses = [\"an@huis.example\"]\n"} + line),
                                  a_sender("huis"))) == wanted);
        CHECK(values_of(effective(parsed(std::string{"[organisation.elders]\n"} + line), a_sender("huis"))) != wanted);
    }
}

TEST_CASE("who only watches is named, and a nearer layer can enforce again") {
    const auto set = parsed(
        "mode = \"observe\"\n[organisation.huis]\nmode = \"enforce\"\n"
        "[group.g]\nmembers.divisions = [\"proef\"]\nmode = \"observe\"\n");
    CHECK(effective(set, a_sender("elders")).observed_by == "installation");
    CHECK(effective(set, a_sender("huis")).mode == Mode::enforce);
    CHECK(effective(set, a_sender("huis")).observed_by.empty());
    CHECK(effective(set, a_sender("huis", {}, "proef")).observed_by == "group g");
}

TEST_CASE("rules are those of the sender's groups and of the day, an organisation's own first") {
    const auto set = parsed(R"(
[[rule]]
name = "van-iedereen"
then = "hold"
when = { class = ["court"] }
[[rule]]
name = "van-de-stage"
when = { class = ["facility"], group = ["stage"] }
then = "return"
[[rule]]
name = "niet-van-de-stage"
when = { class = ["agency"], not_group = ["stage"] }
then = "hold"
from = "2027-01-01"
until = "2027-06-30"
[group.stage]
members.divisions = ["stage"]
[[organisation.huis.rule]]
name = "van-het-huis"
when = { class = ["court"] }
then = "return"
)");
    const auto names = [&](Sender sender, const std::string& today) {
        sender.today = today;
        std::string all;
        for (const auto& rule : effective(set, sender).rules) all += rule.name + ' ';
        return all;
    };
    CHECK(names(a_sender("huis"), "2026-12-31") == "van-het-huis van-iedereen ");
    CHECK(names(a_sender("huis"), "2027-01-01") == "van-het-huis van-iedereen niet-van-de-stage ");
    CHECK(names(a_sender("elders"), "2027-06-30") == "van-iedereen niet-van-de-stage ");
    CHECK(names(a_sender("elders"), "2027-07-01") == "van-iedereen ");
    CHECK(names(a_sender("elders", {}, "stage"), "2027-02-01") == "van-iedereen van-de-stage ");
}
