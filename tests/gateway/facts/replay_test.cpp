#include "gateway/facts/replay.h"

#include <catch2/catch.hpp>

#include "config/policy_file.h"
#include "policy/document_type.h"

using namespace sluis;
using Catch::Matchers::Contains;

namespace {

policy::PolicySet parsed(const std::string& text) {
    auto set = config::parse_policy(text, "policy.toml");
    if (!set) FAIL(set.error().front().text());
    return *set;
}

/// Decided by this policy, written and read back as the queue keeps it.
facts::Facts stored(const policy::PolicySet& by, const std::string& day) {
    policy::DirectoryFacts an;
    an.organisation = "huis";
    an.organisation_class = "facility";
    const auto policy = policy::effective(by, {"an@huis.example", an, day});
    facts::Facts facts{.policy_version = policy.version,
                       .organisation = "huis",
                       .message_id = "<1@huis.example>",
                       .sender = policy::classify(policy, mail::Mailbox::parse("an@huis.example").value(), an, {}),
                       .recipients = {},
                       .directives = {},
                       .findings = {}};
    for (const auto* klass : {"facility", "court", "client"}) {
        policy::DirectoryFacts to;
        to.organisation = to.organisation_class = klass;
        facts.recipients.push_back(
            policy::classify(policy, mail::Mailbox::parse("x@" + std::string{klass} + ".example").value(), to, "huis"));
    }
    facts.findings.documents.resize(2);
    facts.findings.documents[0].part = "1";
    facts.findings.documents[0].role = policy::Role::body;
    facts.findings.documents[1].part = "2";
    facts.findings.documents[1].file_name = "vonnis.pdf";
    facts.findings.documents[1].evidence = {{"rrn", policy::Strength::certain, "", "87.••.••-•••.23", 0}};
    policy::read_texts(policy, facts.findings);
    facts.decisions = policy::decide(policy, facts.sender, facts.directives, facts.findings, facts.recipients);
    facts.counterfactuals.resize(facts.decisions.size());
    const auto read = facts::decode(facts::encode(facts));
    if (!read) FAIL(read.error());
    return *read;
}

}  // namespace

TEST_CASE("the policy that decided takes its decisions again as they were, also with layers, rules and observing",
          "[facts]") {
    for (const auto* text :
         {"", "without_dossier = \"hold\"\n[organisation.huis]\nmax_days = 3\n", "mode = \"observe\"\n",
          "[[rule]]\nname = \"a\"\nthen = \"hold\"\nmode = \"observe\"\nwhen = { class = [\"court\"] }\n",
          "[[rule]]\nname = \"a\"\nthen = \"return\"\nfrom = \"2026-11-02\"\nwhen = { type = [\"gerechtelijk-stuk\"] "
          "}\n"}) {
        INFO(text);
        const auto policy = parsed(text);
        for (const auto* day : {"2026-11-01", "2026-11-03"}) {
            const auto replayed = facts::replay(stored(policy, day), policy, policy, day);
            CHECK(replayed.same_policy);
            CHECK(replayed.since.empty());
            CHECK(replayed.by_new.empty());
        }
    }
}

TEST_CASE("what the new policy changes is told for each recipient, with the steps that are new", "[facts]") {
    const auto in_force = parsed("");
    const auto fresh =
        parsed("[class.court]\npersonal = \"hold\"\n[type.gerechtelijk-stuk]\nlabel = \"confidential\"\n");
    const auto replayed = facts::replay(stored(in_force, "2026-11-01"), in_force, fresh, "2026-11-01");
    REQUIRE(replayed.by_new.size() == 3);
    CHECK(replayed.by_new[0].recipient == 0);
    CHECK(replayed.by_new[0].after.message_label == policy::Label::confidential);
    CHECK_THAT(replayed.by_new[0].because, Contains("vertrouwelijk"));
    CHECK(replayed.by_new[1].before.outcome == policy::Outcome::share);
    CHECK(replayed.by_new[1].after.outcome == policy::Outcome::hold);
    CHECK_THAT(replayed.by_new[1].because, !Contains("beleid"));
    CHECK(replayed.since.empty());
}

TEST_CASE("a difference that the new policy does not make is told apart from those that it makes", "[facts]") {
    const auto earlier = parsed("[class.court]\npersonal = \"hold\"\n");
    const auto in_force = parsed("revision = \"nu\"\n");
    const auto fresh = parsed("[class.client]\npersonal = \"return\"\n");
    const auto decided_earlier = facts::replay(stored(earlier, "2026-11-01"), in_force, fresh, "2026-11-01");
    CHECK_FALSE(decided_earlier.same_policy);
    REQUIRE(decided_earlier.since.size() == 1);
    CHECK(decided_earlier.since[0].recipient == 1);
    REQUIRE(decided_earlier.by_new.size() == 1);
    CHECK(decided_earlier.by_new[0].recipient == 2);

    auto facts = stored(in_force, "2026-11-01");
    facts.decisions[0].days = 2;
    const auto changed = facts::replay(facts, in_force, in_force, "2026-11-01");
    CHECK(changed.same_policy);
    CHECK(changed.since.size() == 1);
    CHECK(changed.by_new.empty());
}

TEST_CASE("the path's words alone are no difference, any outcome, label or part is", "[facts]") {
    const auto decisions = stored(parsed(""), "2026-11-01").decisions;
    auto other = decisions[0];
    other.path.clear();
    other.warnings = {"iets"};
    CHECK(facts::same_decision(decisions[0], other));
    other = decisions[0];
    other.documents[1].label = policy::Label::personal;
    CHECK_FALSE(facts::same_decision(decisions[0], other));
    other = decisions[0];
    other.observed.emplace();
    CHECK_FALSE(facts::same_decision(decisions[0], other));
}
