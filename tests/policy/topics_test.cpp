#include "policy/topics.h"

#include <catch2/catch.hpp>

#include "config/policy_file.h"
#include "policy/document_type.h"
#include "tests/policy/case_file.h"

using namespace sluis;
using namespace sluis::policy;
using namespace sluis::policy::test;

namespace {

Policy policy_for(const std::string& text) {
    const auto set = config::parse_policy(text, "policy.toml");
    if (!set) FAIL(set.error().front().text());
    return effective(*set, {});
}

Decision decide_for(const Policy& policy, const Findings& findings, const std::string& recipient) {
    return decide(policy, a_party("own"), read_directives(findings.subject, {}), findings, {a_party(recipient)}).at(0);
}

std::string type_of(const std::string& file, const std::string& subject = "") {
    const auto policy = config::factory_policy();
    Document document;
    document.file_name = file;
    Findings findings;
    findings.subject = subject;
    const auto* type = TypeFinder{policy.types, findings}.find(document);
    return type == nullptr ? "" : type->id;
}

}  // namespace

TEST_CASE("the sender is told whom to ask about a topic of the agency (S0.57)") {
    const auto policy = policy_for(R"(
[topic.groeipakket]
name = "groeipakket"
contact = "Team Groeipakket, groeipakket@agentschap.example"
types = ["groeipakket"]
[topic.personeel]
name = "personeel en anciënniteit"
contact = "02 555 01 23"
words = ["personeel", "barema"]
)");
    Findings findings;
    findings.subject = "Vraag over barema's";
    REQUIRE(read_message("body; doc groeipakket.pdf certain", findings).empty());
    const std::vector<Contact> both{{"groeipakket", "Team Groeipakket, groeipakket@agentschap.example"},
                                    {"personeel en anciënniteit", "02 555 01 23"}};
    CHECK(decide_for(policy, findings, "agency").contacts == both);
    CHECK(decide_for(policy, findings, "helpdesk").contacts == both);
    CHECK(decide_for(policy, findings, "facility").contacts.empty());
    findings.subject = "Vraag";
    findings.documents[1].file_name = "vraag.pdf";
    CHECK(decide_for(policy, findings, "agency").contacts.empty());
}

TEST_CASE("a link to a file-sharing service warns, or holds where the policy says so (D12)") {
    Findings findings;
    findings.subject = "Bestanden";
    REQUIRE(read_message("body", findings).empty());
    for (const auto* host :
         {"wetransfer.com", "www.wetransfer.com", "fonds.wetransfer.com", "we.tl", "wetransfer.com."}) {
        INFO(host);
        findings.link_hosts = {"www.voorbeeld.example", host};
        const auto warned = decide_for(policy_for(""), findings, "facility");
        CHECK(in_short(warned) == "pass warn=banned-link");
        const auto held = decide_for(policy_for("banned_link = \"hold\""), findings, "facility");
        CHECK(in_short(held) == "hold client-bound body advice=banned-link warn=no-dossier");
        CHECK(held.rule == "banned-link.hold");
        CHECK(decide_for(policy_for("banned_link = \"hold\""), findings, "own/internal").outcome == Outcome::pass);
    }
    for (const auto* host :
         {"mijnwetransfer.com", "wetransfer.com.voorbeeld.example", "com", "huis.sharepoint.com", ""}) {
        INFO(host);
        findings.link_hosts = {host};
        CHECK(in_short(decide_for(policy_for("banned_link = \"hold\""), findings, "facility")) == "pass");
    }
    findings.link_hosts = {"huis.sharepoint.com", "wetransfer.com"};
    const auto own_list = policy_for("banned_link = \"hold\"\nbanned_links = [\"sharepoint.com\"]");
    CHECK(decide_for(own_list, findings, "facility").outcome == Outcome::hold);
    findings.link_hosts = {"wetransfer.com"};
    CHECK(decide_for(own_list, findings, "facility").outcome == Outcome::pass);
    CHECK(decide_for(policy_for("banned_links = []"), findings, "facility").warnings.empty());
}

TEST_CASE("document types are found in the spellings that people use, in Dutch and French") {
    const std::vector<std::pair<const char*, const char*>> cases{
        {"Handelingsplan.docx", "handelingsplan"},
        {"handelings-plan v2.docx", "handelingsplan"},
        {"HANDELINGSPLANNEN 2026.pdf", "handelingsplan"},
        {"handelinsplan.pdf", "handelingsplan"},
        {"handelignsplan.pdf", "handelingsplan"},
        {"Groei-plan.odt", "groeiplan"},
        {"evolutieverlag.pdf", "evolutieverslag"},
        {"Evolutieverslagen.zip", "evolutieverslag"},
        {"evolutie_verslag_2.pdf", "evolutieverslag"},
        {"rapport d’évolution.pdf", "evolutieverslag"},
        {"bijzondere onkosten mei.xlsx", "bijzondere-kosten"},
        {"frais spéciaux.pdf", "bijzondere-kosten"},
        {"Melding Ernstige Gebeurtenissen.docx", "ernstige-gebeurtenis"},
        {"incident-verslag.docx", "ernstige-gebeurtenis"},
        {"événement grave.pdf", "ernstige-gebeurtenis"},
        {"Ancienniteitslijst.xlsx", "ancienniteit"},
        {"ancieniteit.xlsx", "ancienniteit"},
        {"ancienneté.pdf", "ancienniteit"},
        {"Listing-personeel.csv", "personeelslijst"},
        {"personeelsoverzicht 2026.xlsx", "personeelslijst"},
        {"personneelslijst.xlsx", "personeelslijst"},
        {"liste du personnel.xlsx", "personeelslijst"},
        {"groeipaket.pdf", "groeipakket"},
        {"allocations familiales.pdf", "groeipakket"},
        {"zak-geld.xlsx", "zakgeld"},
        {"argent de poche.xlsx", "zakgeld"},
        {"verblijfsubsidie.pdf", "verblijfssubsidie"},
        {"onkostenvergoeding pleegouders.pdf", "pleegzorgvergoeding"},
        {"fiche de paie.pdf", "loonfiche"},
        {"jaarverslag.pdf", ""},
        {"planning.pdf", ""},
        {"groep.pdf", ""},
    };
    for (const auto& [file, type] : cases) {
        INFO(file);
        CHECK(type_of(file) == type);
    }
    CHECK(type_of("scan.pdf", "evolutieverlag van mei") == "evolutieverslag");
}

TEST_CASE("[type:…] names the kind of the attachments, and never loosens what they say themselves") {
    Findings findings;
    const auto decide_with = [&](const std::string& subject, const std::string& message) {
        findings = {};
        findings.subject = subject;
        REQUIRE(read_message(message, findings).empty());
        return decide_for(policy_for(""), findings, "agency/mailbox");
    };
    auto decision = decide_with("[dossier:1] [type:anciënniteit]", "body; doc scan.pdf certain");
    CHECK(decision.documents.at(1).type == "ancienniteit");
    CHECK(decision.documents.at(1).label == Label::confidential);
    CHECK(decide_with("[dossier:1] [Soort: Groei-plan]", "body; doc scan.pdf certain").documents.at(1).type ==
          "groeiplan");
    decision = decide_with("[dossier:1] [type:handelingsplan]", "body; doc loonfiche.pdf certain");
    CHECK(decision.documents.at(1).type == "handelingsplan");
    CHECK(decision.documents.at(1).label == Label::confidential);
    decision =
        decide_with("[dossier:1] [type:handelingsplan]", "body; doc ernstige-gebeurtenis.pdf certain@1 certain@2");
    CHECK(decision.documents.at(1).label == Label::confidential);
    decision = decide_with("[dossier:1] [type:fiets]", "body; doc scan.pdf certain");
    CHECK(decision.warnings == std::vector<std::string>{"type-unknown"});
    CHECK(decision.documents.at(1).type.empty());
    CHECK(in_short(decide_with("[type:handelingsplan]", "body; doc scan.pdf")) == "pass");
}
