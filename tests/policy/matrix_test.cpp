#include "policy/matrix.h"

#include <catch2/catch.hpp>

#include "config/policy_file.h"
#include "tests/policy/case_file.h"

using namespace sluis;
using namespace sluis::policy;

namespace {

/// The mail that a combination stands for, decided as every mail is.
Decision decided(const Policy& policy, const Combination& combination) {
    Findings findings;
    const auto* evidence = combination.answer == Answer::yes           ? " strong"
                           : combination.answer == Answer::weak        ? " weak3"
                           : combination.answer == Answer::unscannable ? " !broken"
                                                                       : "";
    REQUIRE(test::read_message(std::string{"body; doc x"} + evidence, findings).empty());
    findings.texts_read = true;
    if (!combination.type.empty()) findings.documents[1].types = {{combination.type, TypeSource::name, 9, false}};
    Directives directives;
    directives.confidential = combination.asked == Asked::confidential;
    directives.personal = combination.asked == Asked::personal;
    if (combination.dossier) directives.dossier = "D-97001";
    auto recipient = test::a_party("facility");
    recipient.klass = combination.klass;
    recipient.facts.organisation = combination.recipient;
    return decide(policy, test::a_party("agency", "wim@agentschap.example"), directives, findings, {recipient}).at(0);
}

Policy a_policy(const std::string& text) {
    const auto set = config::parse_policy(text, "policy.toml");
    if (!set) FAIL(set.error().front().text());
    return effective(*set, {"wim@agentschap.example", {}});
}

constexpr const char* other_outcomes = R"(
without_dossier = "hold"
[class.agency]
advice = "vraag"
weak = "share"
personal = "return"
)";

constexpr const char* rules_and_a_class = R"(
unscannable = "no"
[[rule]]
name = "x"
then = "hold"
label = "confidential"
when = { class = ["court", "agency"], type = ["groeiplan", "none"], recipient = ["regenboog"] }
[[rule]]
name = "y"
then = "return"
advice = "eigen"
when = { personal = ["no"], class = ["client"], type = ["verslag"] }
[class.clb]
name = "CLB"
personal = "hold"
code = true
)";

}  // namespace

TEST_CASE("a cell of the matrix says what decide() says of that mail, for every combination") {
    for (const auto* text : {"", other_outcomes, rules_and_a_class}) {
        const auto policy = a_policy(text);
        const auto all = combinations_of(policy);
        REQUIRE(all.size() >= policy.classes.size() * 4 * (policy.types.size() + 1) * 6);
        std::size_t told = 0;
        for (const auto& combination : all) {
            const auto decision = decided(policy, combination);
            const auto cell = cell_of(policy, combination);
            INFO(combination.klass << ' ' << to_string(combination.answer) << " '" << combination.type << "' "
                                   << to_string(combination.asked) << ' ' << combination.dossier << " '"
                                   << combination.recipient << "': " << in_short(cell) << " and " << decision.rule);
            const bool same = cell.outcome == decision.outcome && cell.label == decision.message_label &&
                              cell.code == decision.code_required && cell.advice == decision.advice;
            // A mailbox that nobody configured gets no notice; that is told as a warning.
            const bool notified =
                decision.notify_generic ||
                std::count(decision.warnings.begin(), decision.warnings.end(), "no-generic-mailbox") > 0;
            if (!same || cell.notify_generic != notified) {
                CHECK(same);
                CHECK(cell.notify_generic == notified);
                if (++told > 5) return;
            }
        }
    }
}

TEST_CASE("every combination has an outcome, and a label exactly where it is or may be shared") {
    const auto policy = config::factory_policy();
    for (const auto& combination : combinations_of(policy)) {
        const auto cell = cell_of(policy, combination);
        const bool shares = cell.outcome == Outcome::share || cell.outcome == Outcome::hold;
        CHECK(cell.label.has_value() == shares);
        const bool personal = combination.answer != Answer::no || combination.asked != Asked::nothing;
        CHECK((cell.outcome != Outcome::pass) == personal);
    }
}

TEST_CASE("a cell is told in a few words") {
    CHECK(in_short({}) == "pass");
    CHECK(in_short({Outcome::share, Label::confidential, true, true, "", "class"}) ==
          "share confidential, code, generic mailbox");
    CHECK(in_short({Outcome::hold, Label::client_bound, false, false, "direct", "class"}) ==
          "hold client-bound (direct)");
}
