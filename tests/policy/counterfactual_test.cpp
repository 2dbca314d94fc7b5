#include "policy/counterfactual.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/policy/decided_case.h"

using namespace sluis;
using namespace sluis::policy;
using namespace sluis::policy::test;
using Catch::Matchers::Contains;

namespace {

Findings a_mail(const std::string& message) {
    Findings findings;
    REQUIRE(read_message(message, findings).empty());
    return findings;
}

struct Asked {
    std::vector<Decision> decisions;
    std::vector<std::vector<Counterfactual>> found;
};

Asked ask(const Policy& policy, const Findings& findings, const std::vector<Party>& recipients,
          const Directives& directives = {}) {
    const auto sender = a_party("own");
    auto decisions = decide(policy, sender, directives, findings, recipients);
    auto found = counterfactuals(policy, sender, directives, findings, recipients, decisions);
    return {std::move(decisions), std::move(found)};
}

bool has(const std::vector<Counterfactual>& list, Change change, Outcome outcome) {
    return std::any_of(list.begin(), list.end(),
                       [&](const auto& one) { return one.change == change && one.outcome == outcome; });
}

std::string within_reach_of(const Asked& asked) {
    const auto* one = within_reach(asked.found[0], asked.decisions[0]);
    return one == nullptr ? "" : one->sentence;
}

}  // namespace

TEST_CASE("what would have changed a decision is what decide() gives when it is changed", "[counterfactual]") {
    const auto policy = config::factory_policy();
    const auto client = ask(policy, a_mail("body; doc evolutieverslag.pdf certain"), {a_party("client")});
    REQUIRE(client.decisions[0].outcome == Outcome::hold);
    CHECK(has(client.found[0], Change::without_evidence, Outcome::pass));
    CHECK(has(client.found[0], Change::without_document, Outcome::pass));
    CHECK(has(client.found[0], Change::other_class, Outcome::share));
    CHECK_THAT(within_reach_of(client),
               Catch::Matchers::StartsWith("Zonder het rijksregisternummer") && Contains("gewoon doorgestuurd"));

    const auto unread = ask(policy, a_mail("body; doc scan.zip !encrypted"), {a_party("facility")});
    CHECK(has(unread.found[0], Change::readable_document, Outcome::pass));
    CHECK_THAT(within_reach_of(unread), Contains("leesbaar"));
}

TEST_CASE("the sender is told what lets more through, never what is stricter or not theirs to change",
          "[counterfactual]") {
    const auto policy = config::factory_policy();
    // Two certain numbers: neither alone changes it, both do; and [vertrouwelijk] would only be stricter.
    auto findings = a_mail("body; doc handelingsplan.pdf certain; doc evolutieverslag.pdf certain");
    const auto both = ask(policy, findings, {a_party("facility")});
    CHECK_THAT(within_reach_of(both), Contains("2 × rijksregisternummer") && Contains("gewoon doorgestuurd"));
    const auto nothing = ask(policy, a_mail("body; doc menu.pdf"), {a_party("facility")});
    CHECK(within_reach_of(nothing).empty());
    Directives confidential;
    confidential.confidential = true;
    const auto asked = ask(policy, a_mail("body; doc menu.pdf"), {a_party("facility")}, confidential);
    CHECK_THAT(within_reach_of(asked), Contains("Zonder [vertrouwelijk]"));
}

TEST_CASE("recipients that the policy cannot tell apart have one answer, others their own", "[counterfactual]") {
    auto policy = config::factory_policy();
    const auto findings = a_mail("body; doc handelingsplan.pdf certain");
    auto first = a_party("facility"), second = a_party("facility"), list = a_party("facility");
    first.facts.organisation = "huis-a";
    second.facts.organisation = "huis-b";
    list.member_classes = {"facility", "client"};
    const auto alike = ask(policy, findings, {first, second, list});
    CHECK(alike.found[0].size() == alike.found[1].size());
    CHECK(alike.decisions[2].outcome == Outcome::hold);
    CHECK(alike.found[2].front().sentence != "");

    // A rule that names one organisation tells them apart: a dossier number changes it for that one alone.
    Rule rule;
    rule.name = "enkel-b";
    rule.recipients = {"huis-b"};
    policy.rules = {rule};
    const auto apart = ask(policy, findings, {first, second});
    CHECK(apart.decisions[0].outcome == Outcome::share);
    CHECK(apart.decisions[1].outcome == Outcome::hold);
    CHECK(apart.found[0].front().outcome == Outcome::pass);
    CHECK(apart.found[1].front().outcome == Outcome::pass);
    CHECK(apart.found[1].size() != apart.found[0].size());
}

TEST_CASE("the work for one message has a bound, whatever it holds and whoever gets it", "[counterfactual]") {
    const auto policy = config::factory_policy();
    auto huge = a_mail("body; doc handelingsplan.pdf certain; doc b.pdf");
    const auto piece = huge.documents[1].evidence[0];
    huge.documents[2].evidence.assign(max_looked_at, piece);
    // Asking once would be more than the bound: nothing is told, and nothing is wrong.
    CHECK(ask(policy, huge, {a_party("facility")}).found.at(0).empty());

    // Room for three times: the first of what is tried for each kind of recipient, and all kinds have a part.
    huge.documents[2].evidence.assign(max_looked_at / 3 - 40, piece);
    const auto few = ask(policy, huge, {a_party("facility"), a_party("court"), a_party("client")});
    for (const auto& found : few.found) {
        REQUIRE(found.size() == 1);
        CHECK(found[0].change == Change::without_evidence);
    }

    // Thousands of recipients of a thousand organisations are a few kinds.
    std::vector<Party> recipients;
    for (int i = 0; i < 3000; ++i) {
        recipients.push_back(a_party(i % 2 == 0 ? "facility" : "client"));
        recipients.back().facts.organisation = "huis-" + std::to_string(i);
    }
    const auto many = ask(policy, a_mail("body; doc handelingsplan.pdf certain"), recipients);
    REQUIRE(many.found.size() == recipients.size());
    CHECK(std::all_of(many.found.begin(), many.found.end(), [](const auto& found) { return found.size() > 2; }));
}
