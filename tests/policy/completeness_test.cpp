#include "policy/completeness.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <random>

#include "config/policy_file.h"

using namespace sluis;
using namespace sluis::policy;

namespace {

using Catch::Matchers::Contains;

PolicySet a_set() {
    return PolicySet{config::factory_policy()};
}

SenderGroup a_group(const std::string& name, std::set<std::string> organisations, std::set<std::string> divisions) {
    SenderGroup group;
    group.name = name;
    group.organisations = std::move(organisations);
    group.divisions = std::move(divisions);
    return group;
}

SenderRule a_rule(const std::string& name, Outcome outcome, std::set<std::string> groups = {}) {
    SenderRule rule;
    rule.rule.name = name;
    rule.rule.outcome = outcome;
    rule.groups = std::move(groups);
    return rule;
}

std::string in_lines(const std::vector<Flaw>& found) {
    std::string text;
    for (const auto& flaw : found) text += flaw.what + '\n';
    return text;
}

struct Dice {
    std::mt19937 random;
    int pick(int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); }
    std::set<std::string> some(const std::vector<std::string>& from) {
        std::set<std::string> picked;
        if (pick(2) == 0) return picked;
        for (const auto& each : from) {
            if (pick(2) == 0) picked.insert(each);
        }
        return picked;
    }
};

const std::vector<std::string> organisations{"huis", "regenboog"};
const std::vector<std::string> divisions{"team 1", "team 2", "team 3"};
const std::vector<std::string> group_names{"g0", "g1", "g2"};

PolicySet drawn(Dice& dice) {
    auto set = a_set();
    for (const auto& name : group_names) {
        auto group = a_group(name, dice.some(organisations), dice.some(divisions));
        if (group.divisions.empty()) group.divisions.insert(divisions[static_cast<std::size_t>(dice.pick(3))]);
        set.groups.push_back(std::move(group));
    }
    for (int i = 0; i < 3; ++i) {
        auto rule = a_rule("r" + std::to_string(i), dice.pick(2) == 0 ? Outcome::hold : Outcome::return_to_sender);
        rule.groups = dice.some(group_names);
        rule.not_groups = dice.some(group_names);
        rule.rule.classes = dice.some({"facility", "agency"});
        rule.rule.types = dice.some({"", "groeiplan"});
        set.rules.push_back(std::move(rule));
    }
    return set;
}

/// One sender in one division of one organisation: asks every class, type and answer which rules speak.
bool has_two_outcomes(const PolicySet& set, const std::string& organisation, const std::string& division) {
    Sender sender{"an@huis.example", {}};
    sender.facts.organisation = organisation;
    sender.facts.division = division;
    const auto rules = effective(set, sender).rules;
    for (const auto* klass : {"facility", "agency", "court"})
        for (const auto* type : {"", "groeiplan", "loonfiche"})
            for (const auto answer : {Answer::no, Answer::weak, Answer::unscannable, Answer::yes}) {
                std::set<Outcome> outcomes;
                for (const auto& rule : rules) {
                    if (fits(rule, klass, "", type, answer)) outcomes.insert(rule.outcome);
                }
                if (outcomes.size() > 1) return true;
            }
    return false;
}

}  // namespace

TEST_CASE("the flowchart as it stands has exactly one outcome everywhere") {
    CHECK(flaws(a_set()).empty());
}

TEST_CASE("whatever sender has two outcomes, the policy is refused") {
    Dice dice{std::mt19937{20261126}};
    int refused = 0, needlessly = 0;
    for (int round = 0; round < 3'000; ++round) {
        const auto set = drawn(dice);
        bool two = false;
        for (const auto& organisation : {"huis", "regenboog", "elders"})
            for (const auto& division : {"", "team 1", "team 2", "team 3"})
                two = two || has_two_outcomes(set, organisation, division);
        const auto found = flaws(set);
        INFO("round " << round << '\n' << in_lines(found));
        if (two) REQUIRE_FALSE(found.empty());
        refused += found.empty() ? 0 : 1;
        // A person of two divisions does not exist; one with a role beside it does, and then both groups hold.
        needlessly += !two && !found.empty() ? 1 : 0;
    }
    CHECK(refused > 300);
    CHECK(refused < 2'700);
    CHECK(needlessly < refused / 2);
}

TEST_CASE("rules of groups that share no sender may say different things") {
    auto set = a_set();
    set.groups = {a_group("een", {"huis"}, {"team"}), a_group("twee", {"regenboog"}, {"team"})};
    set.rules = {a_rule("a", Outcome::hold, {"een"}), a_rule("b", Outcome::return_to_sender, {"twee"})};
    CHECK(flaws(set).empty());

    set.groups[1].organisations = {"regenboog", "huis"};
    CHECK_THAT(in_lines(flaws(set)),
               Contains("rule 'b' disagrees with rule 'a'") && Contains(R"(sender in "een" "twee")"));
}

TEST_CASE("a group that another one holds is never without it") {
    auto set = a_set();
    set.groups = {a_group("klein", {}, {"team 1"}), a_group("groot", {}, {"team 1", "team 2"})};
    set.rules = {a_rule("a", Outcome::hold, {"klein"}), a_rule("b", Outcome::return_to_sender)};
    set.rules[1].not_groups = {"groot"};
    CHECK(flaws(set).empty());

    set.rules[1].not_groups = {};
    CHECK_FALSE(flaws(set).empty());
}

TEST_CASE("a class that an address names and nobody decides has no outcome, and is told with its place") {
    auto set = a_set();
    set.installation.addresses.emplace("iemand@clb.example", "clb");
    set.origins.emplace("addresses.iemand@clb.example", Origin{Layer::installation, "", "policy.toml", 12, 3});
    const auto found = flaws(set);
    REQUIRE(found.size() == 1);
    CHECK(found[0].what ==
          "for class \"clb\", any type, personal data \"yes\": no outcome, since the class has no rule");
    CHECK(found[0].at.line == 12);
    CHECK(found[0].at.column == 3);
}

TEST_CASE("a class that lets personal data pass, or is missing, has no outcome") {
    auto set = a_set();
    set.installation.classes.erase(party_class::unknown);
    set.installation.classes.at("agency").on_unscannable = Outcome::pass;
    CHECK_THAT(in_lines(flaws(set)),
               Contains("class \"unknown\"") && Contains("class \"agency\", any type, personal data \"unscannable\""));
}

TEST_CASE("values that contradict each other only when a group meets an organisation or another group are refused") {
    const auto refused = [](const std::string& text) {
        const auto set = config::parse_policy(text, "policy.toml");
        return set ? std::string{} : set.error().front().text();
    };
    CHECK(refused(R"([class.facility]
personal = "hold"
[organisation.huis]
class.facility.personal = "share"
[group.stage]
members = { divisions = ["stage"] }
class.facility.weak = "hold"
)") == "policy.toml:7:16: for organisation \"huis\", sender in \"stage\", class \"facility\": weak evidence cannot "
       "weigh "
       "more than strong: 'weak' is \"hold\" and 'personal' is \"share\"");
    // Of a group that no sender of that organisation is in, nothing is refused.
    CHECK(refused(R"([class.facility]
personal = "hold"
[organisation.huis]
class.facility.personal = "share"
[group.stage]
members = { divisions = ["stage"], organisations = ["regenboog"] }
class.facility.weak = "hold"
)")
              .empty());
    CHECK_THAT(refused(R"([class.facility]
personal = "return"
[group.een]
members = { divisions = ["een"] }
class.facility = { personal = "hold", weak = "share" }
[group.twee]
members = { divisions = ["twee"] }
class.facility.weak = "return"
)"),
               Contains("sender in \"een\" and \"twee\", class \"facility\"") && Contains("'weak' is \"return\""));
}

TEST_CASE("five hundred organisations with groups and rules are looked at in a moment") {
    auto set = a_set();
    for (int i = 0; i < 500; ++i) {
        const auto id = "o" + std::to_string(i);
        set.organisations.emplace(
            id, OrganisationLayer{set.installation, {}, {a_rule("x", Outcome::hold, {"g" + std::to_string(i)})}});
        set.groups.push_back(a_group("g" + std::to_string(i), {id}, {"team"}));
    }
    const auto from = std::chrono::steady_clock::now();
    CHECK(flaws(set).empty());
    CHECK(std::chrono::steady_clock::now() - from < std::chrono::seconds{10});
}
