#include "gateway/facts/facts.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "config/policy_file.h"
#include "policy/reading.h"

using namespace sluis;

namespace {

policy::Evidence number(std::uint32_t person, const std::string& masked = "87.••.••-•••.23") {
    return {"rrn", policy::Strength::certain, "pagina 2", masked, person};
}

policy::Party party(const char* address, const char* klass, const char* organisation) {
    policy::DirectoryFacts facts;
    facts.organisation = organisation;
    facts.organisation_class = klass;
    facts.person = "uid";
    facts.display_name = "MARKEDPERSON";
    facts.roles = {policy::PersonRole::team_lead};
    facts.division = "Team Noord";
    return policy::classify(config::factory_policy(), *mail::Mailbox::parse(address), facts, "huis");
}

/// A mail with some of everything that decides: types by name and by subject, a document that cannot be read, weak
/// evidence, directives.
facts::Facts some_facts() {
    const auto policy = config::factory_policy();
    facts::Facts facts{.policy_version = policy.version,
                       .organisation = "huis",
                       .message_id = "<one@huis.example>",
                       .sender = party("an@huis.example", "facility", "huis"),
                       .recipients = {party("bea@elders.example", "facility", "elders"),
                                      party("wim@agentschap.example", "agency", "agentschap"),
                                      party("vraag@agentschap.example", "helpdesk", "helpdesk"),
                                      policy::classify(policy, *mail::Mailbox::parse("x@telenet.be"), {}, "huis")},
                       .directives = policy::read_directives("RE: Evolutieverslag [dossier:X] [vertrouwelijk]", {}),
                       .findings = {}};
    facts.directives.dossier_fits = policy::has_dossier(policy, facts.directives);
    facts.directives.is_reply = true;
    auto& findings = facts.findings;
    findings.subject = "RE: Evolutieverslag";
    findings.subject_evidence = {{"name", policy::Strength::weak, "onderwerp", "A. P.", std::nullopt}};
    findings.documents.resize(4);
    findings.documents[0].part = "1";
    findings.documents[0].role = policy::Role::body;
    findings.documents[1].part = "2";
    findings.documents[1].file_name = "incidentmelding MARKEDNAME.pdf";
    findings.documents[1].evidence = {number(0), number(1, "01.••.••-•••.44")};
    findings.documents[2].part = "3";
    findings.documents[2].unscannable = policy::Unscannable::encrypted;
    findings.documents[3].part = "4";
    findings.documents[3].head = "overzicht zakgeld MARKEDTEXT";
    findings.documents[3].evidence = {{"word.negative", policy::Strength::negative, "", "sjabloon", std::nullopt}};
    policy::read_texts(policy, findings);
    facts.decisions = policy::decide(policy, facts.sender, facts.directives, findings, facts.recipients);
    facts.counterfactuals =
        policy::counterfactuals(policy, facts.sender, facts.directives, findings, facts.recipients, facts.decisions);
    return facts;
}

std::string why_refused(nlohmann::json json) {
    const auto facts = facts::decode(json.dump());
    return facts ? "accepted" : facts.error();
}

}  // namespace

TEST_CASE("facts come back as they were written", "[facts]") {
    const auto written = facts::encode(some_facts());
    const auto read = facts::decode(written);
    if (!read) FAIL(read.error());
    CHECK(read->complete);
    CHECK(facts::encode(*read) == written);
}

TEST_CASE("facts bear no name, title, text, subject, dossier number or person's name", "[facts][secrecy]") {
    CHECK(facts::encode(some_facts()).find("MARKED") == std::string::npos);
}

TEST_CASE("a decision taken again from facts is the decision that was taken", "[facts][replay]") {
    const auto facts = some_facts();
    const auto read = facts::decode(facts::encode(facts));
    REQUIRE(read);
    const auto again = facts::decide_again(config::factory_policy(), *read);
    REQUIRE(again.size() == facts.decisions.size());
    for (std::size_t i = 0; i < again.size(); ++i) {
        const auto& was = facts.decisions[i];
        INFO(was.recipient.text());
        CHECK(again[i].klass == was.klass);
        CHECK(again[i].outcome == was.outcome);
        CHECK(again[i].rule == was.rule);
        CHECK(again[i].message_label == was.message_label);
        CHECK(again[i].warnings == was.warnings);
        REQUIRE(again[i].documents.size() == was.documents.size());
        for (std::size_t d = 0; d < was.documents.size(); ++d) {
            CHECK(again[i].documents[d].outcome == was.documents[d].outcome);
            CHECK(again[i].documents[d].label == was.documents[d].label);
            CHECK(again[i].documents[d].type == was.documents[d].type);
        }
        REQUIRE(again[i].path.size() == was.path.size());
        for (std::size_t s = 0; s < was.path.size(); ++s) CHECK(again[i].path[s].because == was.path[s].because);
    }
}

TEST_CASE("a decision taken again heeds the other policy: types, classes, weights", "[facts][replay]") {
    const auto read = facts::decode(facts::encode(some_facts()));
    REQUIRE(read);
    auto policy = config::factory_policy();
    policy.classes["facility"].on_personal = policy::Outcome::hold;
    policy.addresses["wim@agentschap.example"] = "helpdesk";
    const auto again = facts::decide_again(policy, *read);
    CHECK(again[0].outcome == policy::Outcome::hold);
    CHECK(again[1].outcome == policy::Outcome::return_to_sender);
    // "zakgeld" in the opening text and "Evolutieverslag" in the subject: the subject speaks first, unless it is off.
    CHECK(again[0].documents[3].type == "evolutieverslag");
    for (auto& type : policy.types) {
        if (type.id == "evolutieverslag") type.words.clear();
    }
    CHECK(facts::decide_again(policy, *read)[0].documents[3].type == "zakgeld");
}

TEST_CASE("broken facts are refused by the name of what is broken", "[facts]") {
    const auto good = nlohmann::json::parse(facts::encode(some_facts()));
    CHECK(facts::decode("").error() == "no JSON");
    CHECK(facts::decode("[]").error() == "no object");
    CHECK(facts::decode("{}").error() == "empty: nothing was decided");
    CHECK(facts::decode(std::string(65 * facts::max_octets, ' ')).error() == "larger than facts can be");
    auto bad = good;
    bad["version"] = 1;
    CHECK(why_refused(bad) == "version 1: this program reads 2");
    bad = good;
    bad.erase("sealed");
    CHECK(why_refused(bad) == "sealed: missing");
    bad = good;
    bad["documents"][1]["evidence"][0]["strength"] = "huge";
    CHECK(why_refused(bad) == "documents[1].evidence[0].strength: found \"huge\"");
    bad = good;
    bad["decisions"][2]["path"][0] = 9999;
    CHECK(why_refused(bad) == "decisions[2].path[0]: found 9999");
    bad = good;
    bad["recipients"][0]["address"] = "nobody";
    CHECK(why_refused(bad) == "recipients[0].address: found \"nobody\"");
    bad = good;
    bad["recipients"].erase(0);
    CHECK(why_refused(bad) == "decisions: not one for each recipient");
    bad = good;
    bad["decisions"][0]["days"] = 31;
    CHECK(why_refused(bad) == "decisions[0].days: found 31");
}

TEST_CASE("every value of facts that is of another kind is refused, none crashes", "[facts]") {
    const auto good = nlohmann::json::parse(facts::encode(some_facts()));
    const auto flat = good.flatten();
    for (const auto& [key, value] : flat.items()) {
        auto bad = good;
        bad[nlohmann::json::json_pointer{key}] = nlohmann::json::object();
        INFO(key);
        CHECK_FALSE(facts::decode(bad.dump()).has_value());
    }
}

TEST_CASE("facts stay within their bound, whatever a mail holds", "[facts]") {
    auto facts = some_facts();
    const auto policy = config::factory_policy();
    auto& document = facts.findings.documents[1];
    for (int i = 0; i < 20'000; ++i)
        document.evidence.push_back({"word.health",
                                     policy::Strength::weak,
                                     "blad 2, cel B" + std::to_string(i),
                                     "woord" + std::to_string(i),
                                     {}});
    auto text = facts::encode(facts);
    CHECK(text.size() < facts::max_octets);
    auto read = facts::decode(text);
    REQUIRE(read);
    CHECK(read->complete);
    CHECK(read->findings.documents[1].evidence.size() == 2 + facts::max_evidence);

    auto one = facts.findings.documents[1];
    one.evidence.resize(4 * facts::max_evidence);  // Still more than is kept of one, and 2,000 times more than fits.
    while (facts.findings.documents.size() < 2000) facts.findings.documents.push_back(one);
    while (facts.recipients.size() < 200) facts.recipients.push_back(facts.recipients.front());
    facts.decisions = policy::decide(policy, facts.sender, facts.directives, facts.findings, facts.recipients);
    text = facts::encode(facts);
    CHECK(text.size() <= facts::max_octets);
    read = facts::decode(text);
    REQUIRE(read);
    CHECK_FALSE(read->complete);
    CHECK(read->decisions.size() == 200);
}
