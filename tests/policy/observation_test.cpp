#include "policy/observation.h"

#include <catch2/catch.hpp>

#include "config/policy_file.h"
#include "policy/release.h"
#include "tests/policy/case_file.h"

using namespace sluis;
using namespace sluis::policy;
using namespace sluis::policy::test;

namespace {

Policy policy_for(const std::string& text) {
    const auto set = config::parse_policy(text, "policy.toml");
    if (!set) FAIL(set.error().front().text());
    return effective(*set, {"an@huis.example", a_party("own").facts});
}

Findings a_plan() {
    Findings findings;
    findings.subject = "[dossier:D-97001] handelingsplan";
    REQUIRE(read_message("body; doc handelingsplan.pdf certain", findings).empty());
    return findings;
}

Decision decide_for(const Policy& policy, const std::string& recipient, const Findings& findings = a_plan()) {
    return decide(policy, a_party("own"), read_directives(findings.subject, {}), findings, {a_party(recipient)}).at(0);
}

void check_passes_untouched(const Decision& decision) {
    CHECK(is_watched(decision));
    CHECK(decision.outcome == Outcome::pass);
    CHECK_FALSE(decision.share_body);
    CHECK_FALSE(decision.share_whole);
    CHECK_FALSE(decision.message_label);
    CHECK_FALSE(decision.notify_generic);
    CHECK(decision.warnings.empty());
    for (const auto& document : decision.documents) CHECK(document.outcome == Outcome::pass);
}

}  // namespace

TEST_CASE("a policy that only watches lets everything pass, and says for each class what would have been") {
    const auto acts = policy_for("");
    const auto watches = policy_for("mode = \"observe\"");
    for (const auto& [klass, rule] : acts.classes) {
        INFO(klass);
        const auto real = decide_for(acts, klass);
        const auto watched = decide_for(watches, klass);
        check_passes_untouched(watched);
        CHECK(watched.observed->outcome == real.outcome);
        CHECK(watched.observed->rule == real.rule);
        CHECK(watched.observed->label == real.message_label);
        CHECK(watched.observed->advice == real.advice);
        CHECK(watched.observed->by == "installation");
        CHECK(watched.observed->documents.size() == 2);
        CHECK(watched.path.size() == real.path.size() + 1);
        CHECK(watched.path.back().answer == "observed");
        CHECK_FALSE(real.observed);
    }
}

TEST_CASE("no directive, header field or address of a mail switches observing on") {
    for (const auto* word :
         {"[observe]", "[mode:observe]", "[geen-pg: observe]", "[type:observe]", "[dagen:observe]"}) {
        auto findings = a_plan();
        findings.subject += word;
        const auto directives = read_directives(
            findings.subject, {{"X-Sluis-Mode", "observe"}, {"X-Sluis-Observe", "ja"}, {"X-Sluis-Label", "observe"}});
        for (const auto* sender : {"own", "agency", "client", "unknown"}) {
            const auto decision =
                decide(policy_for(""), a_party(sender), directives, findings, {a_party("facility")}).at(0);
            CHECK(decision.outcome == Outcome::share);
            CHECK_FALSE(decision.observed);
        }
    }
}

TEST_CASE("a rule that is only observed changes nothing, and what it would do is noted") {
    const std::string rule = R"(
[[rule]]
name = "terug"
when = { class = ["facility"], type = ["handelingsplan"] }
then = "return"
text = "Dit mag niet."
)";
    const auto without = decide_for(policy_for(""), "facility");
    const auto watched = decide_for(policy_for(rule + "mode = \"observe\""), "facility");
    CHECK(in_short(watched) == in_short(without));
    CHECK(watched.rule == without.rule);
    CHECK_FALSE(is_watched(watched));
    REQUIRE(watched.observed);
    CHECK(watched.observed->outcome == Outcome::return_to_sender);
    CHECK(watched.observed->rule == "rule.terug.return");
    CHECK(watched.observed->by == "rule terug");

    const auto enforced = decide_for(policy_for(rule), "facility");
    CHECK(enforced.outcome == Outcome::return_to_sender);
    CHECK(enforced.rule == "rule.terug.return");
    CHECK(enforced.advice_text == "Dit mag niet.");
    CHECK_FALSE(decide_for(policy_for(rule + "mode = \"observe\""), "consultant").observed);
}

TEST_CASE("a hold is released to a share, also where today's policy only watches") {
    const auto held = decide_for(policy_for(""), "client");
    REQUIRE(held.outcome == Outcome::hold);
    for (const auto* today : {"", "mode = \"observe\"", "[class.client]\npersonal = \"share\"", "weak_needed = 20"}) {
        INFO(today);
        const auto again = released(held, decide_for(policy_for(today), "client"), a_plan(), a_party("client"));
        CHECK(again.outcome == Outcome::share);
        CHECK(again.documents.at(1).outcome == Outcome::share);
        CHECK(again.documents.at(1).label == Label::client_bound);
        CHECK(again.code_required);
        CHECK_FALSE(again.observed);
        CHECK_FALSE(is_watched(again));
    }
}

TEST_CASE("a hold of a rule or of a link can be released, and is shared then") {
    const auto of_rule = decide_for(policy_for("[[rule]]\nname = \"r\"\nthen = \"hold\"\n"), "facility");
    REQUIRE(of_rule.rule == "rule.r.hold");
    CHECK(released(of_rule, of_rule, a_plan(), a_party("facility")).outcome == Outcome::share);

    Findings link;
    REQUIRE(read_message("body", link).empty());
    link.link_hosts = {"we.tl"};
    const auto of_link = decide_for(policy_for("banned_link = \"hold\""), "facility", link);
    REQUIRE(of_link.rule == "banned-link.hold");
    const auto shared = released(of_link, of_link, link, a_party("facility"));
    CHECK(shared.outcome == Outcome::share);
    CHECK(shared.documents.at(0).outcome == Outcome::share);
}
