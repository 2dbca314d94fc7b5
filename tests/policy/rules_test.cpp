#include "policy/rules.h"

#include <catch2/catch.hpp>
#include <random>

#include "config/policy_file.h"
#include "tests/policy/case_file.h"

using namespace sluis;
using namespace sluis::policy;

namespace {

const std::vector<std::string> classes{"facility", "agency", "court"};
const std::vector<std::string> types{"", "groeiplan", "loonfiche"};
const std::vector<std::string> recipients{"huis", "regenboog"};
const std::vector<std::string> groups{"directie", "stage"};
const std::vector<Answer> answers{Answer::no, Answer::weak, Answer::unscannable, Answer::yes};

struct Dice {
    std::mt19937 random;
    int pick(int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); }
    template <class Member>
    std::set<Member> some(const std::vector<Member>& from) {
        std::set<Member> picked;
        if (pick(2) == 0) return picked;
        for (const auto& each : from) {
            if (pick(2) == 0) picked.insert(each);
        }
        return picked;
    }
    SenderRule rule(int number) {
        SenderRule drawn;
        drawn.rule.name = "r" + std::to_string(number);
        drawn.rule.classes = some(classes);
        drawn.rule.types = some(types);
        drawn.rule.recipients = some(recipients);
        if (auto drawn_answers = some(answers); !drawn_answers.empty()) drawn.rule.answers = drawn_answers;
        drawn.groups = some(groups);
        drawn.not_groups = some(groups);
        drawn.rule.outcome = pick(2) == 0 ? Outcome::hold : Outcome::return_to_sender;
        return drawn;
    }
};

const std::vector<GroupNames> senders{{}, {"directie"}, {"stage"}, {"directie", "stage"}};

/// Asks every combination one by one whether both rules fit it.
bool ever_meet(const SenderRule& a, const SenderRule& b) {
    for (const auto& klass : classes)
        for (const auto& type : types)
            for (const auto& recipient : recipients)
                for (const auto answer : answers)
                    for (const auto& sender : senders) {
                        if (fits(a.rule, klass, recipient, type, answer) && speaks_for(a, sender) &&
                            fits(b.rule, klass, recipient, type, answer) && speaks_for(b, sender)) {
                            return true;
                        }
                    }
    return false;
}

}  // namespace

TEST_CASE("two rules disagree exactly where some mail is of both and they do different things") {
    const auto policy = config::factory_policy();
    Dice dice{std::mt19937{20261126}};
    int disagreeing = 0;
    for (int round = 0; round < 20'000; ++round) {
        const auto a = dice.rule(1);
        const auto b = dice.rule(2);
        const bool expected = a.rule.outcome != b.rule.outcome && ever_meet(a, b);
        const auto example = disagreement(a, b, policy, senders);
        INFO("round " << round << ": " << example.value_or("none"));
        REQUIRE(example.has_value() == expected);
        REQUIRE(disagreement(b, a, policy, senders).has_value() == expected);
        disagreeing += expected ? 1 : 0;
    }
    CHECK(disagreeing > 500);
    CHECK(disagreeing < 19'500);
}

TEST_CASE("rules that no sender is of together do not meet") {
    const auto policy = config::factory_policy();
    SenderRule a, b;
    a.rule.outcome = Outcome::hold;
    b.rule.outcome = Outcome::return_to_sender;
    a.groups = {"directie"};
    b.groups = {"stage"};
    CHECK(disagreement(a, b, policy, senders));
    CHECK_FALSE(disagreement(a, b, policy, {{}, {"directie"}, {"stage"}}));
}

TEST_CASE("rules that are never in force on the same day do not meet") {
    const auto policy = config::factory_policy();
    SenderRule a, b;
    a.rule.outcome = Outcome::hold;
    b.rule.outcome = Outcome::return_to_sender;
    a.until = "2026-12-31";
    b.from = "2027-01-01";
    CHECK_FALSE(disagreement(a, b, policy, senders));
    CHECK_FALSE(disagreement(b, a, policy, senders));
    b.from = "2026-12-31";
    CHECK(disagreement(a, b, policy, senders));
    CHECK(disagreement(b, a, policy, senders));
}

TEST_CASE("a rule that speaks of everything has one outcome for each class, type, answer and group") {
    // What the flowchart says is replaced everywhere, except where something holds whatever the policy says.
    const auto set = config::parse_policy(R"(
[group.directie]
members = { roles = ["organisation-administrator"] }
[[rule]]
name = "directie"
then = "hold"
when = { personal = ["no", "weak", "unscannable", "yes"], group = ["directie"] }
[[rule]]
name = "anderen"
then = "return"
when = { personal = ["no", "weak", "unscannable", "yes"], not_group = ["directie"] }
)",
                                          "policy.toml");
    REQUIRE(set);
    int asked = 0;
    for (const auto& [klass, rule] : set->installation.classes) {
        for (const auto& type : set->installation.types) {
            for (const auto* evidence : {"", "weak3", "certain", "!broken"}) {
                for (const auto* sender_text : {"own", "own/director"}) {
                    Findings findings;
                    REQUIRE(test::read_message(std::string{"body; doc x "} + evidence, findings).empty());
                    findings.documents[1].file_name = type.words.front() + ".pdf";
                    const auto sender = test::a_party(sender_text, "an@huis.example");
                    const auto policy = effective(*set, {"an@huis.example", sender.facts});
                    const auto decision = decide(policy, sender, {}, findings, {test::a_party(klass)}).at(0);
                    INFO(klass << ' ' << type.id << ' ' << evidence << ' ' << sender_text);
                    const bool director = std::string{sender_text} == "own/director";
                    CHECK(decision.outcome == (director ? Outcome::hold : Outcome::return_to_sender));
                    CHECK(decision.rule == (director ? "rule.directie.hold" : "rule.anderen.return"));
                    ++asked;
                }
            }
        }
    }
    CHECK(asked > 1500);
}
