#include <catch2/catch.hpp>

#include "config/policy_file.h"
#include "policy/decide.h"

using namespace sluis;
using namespace sluis::policy;

namespace {

mail::Mailbox an_address(const char* text) {
    return mail::Mailbox::parse(text).value();
}

DirectoryFacts facts_of(const char* organisation, const char* klass) {
    DirectoryFacts facts;
    facts.organisation = organisation;
    facts.organisation_class = klass;
    return facts;
}

Policy a_policy() {
    auto policy = config::factory_policy();
    policy.addresses = {{"helpdesk@agentschap.example", "helpdesk"}};
    policy.domains = {
        {"agentschap.example", "agency"}, {"*.recht.example", "court"}, {"griffie.recht.example", "facility"}};
    policy.internal_domains = {"huis.example"};
    return policy;
}

}  // namespace

TEST_CASE("an exact address goes before the directory, that before the domain, that before consumer domains (D8)") {
    const auto policy = a_policy();
    const auto consultant = facts_of("ocj", "consultant");
    CHECK(classify(policy, an_address("HelpDesk@agentschap.example"), consultant, "huis").klass == "helpdesk");
    CHECK(classify(policy, an_address("an@agentschap.example"), consultant, "huis").klass == "consultant");
    CHECK(classify(policy, an_address("an@agentschap.example"), std::nullopt, "huis").klass == "agency");
    CHECK(classify(policy, an_address("an@gmail.com"), std::nullopt, "huis").klass == "client");
    CHECK(classify(policy, an_address("an@gmail.com"), consultant, "huis").klass == "consultant");
    CHECK(classify(policy, an_address("an@elders.example"), std::nullopt, "huis").klass == "unknown");
}

TEST_CASE("an address in the sender's own organisation is own, whatever the organisation's class") {
    const auto policy = a_policy();
    const auto facts = facts_of("huis", "facility");
    CHECK(classify(policy, an_address("an@huis.example"), facts, "huis").klass == "own");
    CHECK(classify(policy, an_address("an@huis.example"), facts, "elders").klass == "facility");
    CHECK(classify(policy, an_address("an@huis.example"), facts_of("", ""), "").klass == "unknown");
}

TEST_CASE("only own addresses under an internal domain have an internal route") {
    const auto policy = a_policy();
    CHECK(classify(policy, an_address("an@Huis.example"), facts_of("huis", "facility"), "huis").internal_route);
    CHECK_FALSE(classify(policy, an_address("an@huis.example"), facts_of("huis", "facility"), "elders").internal_route);
    CHECK_FALSE(classify(policy, an_address("an@extern.example"), facts_of("huis", "facility"), "huis").internal_route);
    CHECK_FALSE(classify(policy, an_address("an@huis.example"), std::nullopt, "huis").internal_route);
}

TEST_CASE("a domain's class holds for its subdomains only where the policy says so with *.") {
    const auto policy = a_policy();
    CHECK(classify(policy, an_address("a@gent.recht.example"), std::nullopt, "huis").klass == "court");
    CHECK(classify(policy, an_address("a@a.b.recht.example"), std::nullopt, "huis").klass == "court");
    CHECK(classify(policy, an_address("a@recht.example"), std::nullopt, "huis").klass == "unknown");
    CHECK(classify(policy, an_address("a@griffie.recht.example"), std::nullopt, "huis").klass == "facility");
    CHECK(classify(policy, an_address("a@sub.agentschap.example"), std::nullopt, "huis").klass == "unknown");
    CHECK(classify(policy, an_address("a@notrecht.example"), std::nullopt, "huis").klass == "unknown");
}

TEST_CASE("a class that the policy does not know counts for nothing") {
    CHECK(classify(a_policy(), an_address("a@elders.example"), facts_of("x", "ruimtevaart"), "huis").klass ==
          "unknown");
}

TEST_CASE("why a class was given is said without the address") {
    const auto policy = a_policy();
    for (const auto* address :
         {"helpdesk@agentschap.example", "an@agentschap.example", "an@gmail.com", "an@elders.example"}) {
        const auto party = classify(policy, an_address(address), std::nullopt, "huis");
        CHECK_FALSE(party.because.empty());
        CHECK(party.because.find('@') == std::string::npos);
    }
    CHECK(classify(policy, an_address("an@gmail.com"), std::nullopt, "huis").because ==
          "domein gmail.com: postvak van een particulier");
}

TEST_CASE("a distribution list counts by every one of its members, and is named after the strictest") {
    const auto policy = config::factory_policy();
    const auto party = [&](const char* address, const char* klass) {
        Party member{mail::Mailbox::parse(address).value(), klass, {}, ""};
        return member;
    };
    const auto own = party("lijst@huis.example", "own");
    const auto mixed = classify_list(
        policy, own,
        {party("a@b.example", "facility"), party("c@d.example", "client"), party("e@f.example", "helpdesk")}, true);
    CHECK(mixed.klass == "helpdesk");
    CHECK(mixed.member_classes == std::vector<PartyClass>{"client", "facility", "helpdesk"});
    CHECK(mixed.because == "lijst van het adresboek, 3 leden; de strengste: helpdesk");

    Findings findings;
    findings.documents.emplace_back().part = "1";
    const auto outcome = [&](const Party& recipient, Strength strength, int pieces) {
        findings.documents[0].evidence.clear();
        for (int i = 0; i < pieces; ++i) {
            auto& piece = findings.documents[0].evidence.emplace_back();
            piece.detector = "kind-" + std::to_string(i);  // Weak evidence counts by kind.
            piece.strength = strength;
        }
        return decide(policy, own, {}, findings, {recipient}).at(0).outcome;
    };
    // The helpdesk returns what is certain, the client holds what is weak: each rule counts.
    CHECK(outcome(mixed, Strength::strong, 1) == Outcome::return_to_sender);
    CHECK(outcome(mixed, Strength::weak, 3) == Outcome::hold);
    CHECK(outcome(mixed, Strength::weak, 2) == Outcome::pass);

    const auto colleagues = classify_list(policy, own, {party("a@huis.example", "own")}, true);
    CHECK(colleagues.klass == "own");
    CHECK(colleagues.member_classes == std::vector<PartyClass>{"own"});
    CHECK(outcome(colleagues, Strength::strong, 1) == Outcome::share);
}

TEST_CASE("a list that is not wholly known is as strict as every class together; an exact address goes before") {
    auto policy = config::factory_policy();
    const Party own{mail::Mailbox::parse("lijst@huis.example").value(), "own", {}, ""};
    for (const auto& [members, complete] :
         std::vector<std::pair<std::vector<Party>, bool>>{{{}, true}, {{}, false}, {{own}, false}}) {
        const auto party = classify_list(policy, own, members, complete);
        CHECK(party.klass == "helpdesk");
        CHECK(party.member_classes.size() == policy.classes.size());
        CHECK_FALSE(party.internal_route);
    }
    policy.addresses["lijst@huis.example"] = "own";
    CHECK(classify_list(policy, own, {}, false).member_classes.empty());
}
