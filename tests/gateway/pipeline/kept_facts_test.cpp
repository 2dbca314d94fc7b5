#include "gateway/pipeline/kept_facts.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "config/policy_file.h"
#include "policy/reading.h"

using namespace sluis;

namespace {

policy::Document care_plan() {
    policy::Document document;
    document.part = "2";
    document.file_name = "Plan van MARKEDNAME.pdf";
    document.media_type = "application/pdf";
    document.size = 1000;
    document.title = "MARKEDTITLE";
    document.head = "MARKEDTEXT";
    document.evidence.push_back({"rrn", policy::Strength::certain, "pagina 1", "87.••.••-•••.23", 0});
    return document;
}

pipeline::Consideration considered() {
    const auto policy = config::factory_policy();
    scan::Report report;
    report.structure.entities.emplace_back();
    report.findings.subject = "MARKEDSUBJECT [dossier:MARKEDDOSSIER] [geen-pg: MARKEDREASON] [vertruwelijk]";
    report.findings.documents.push_back(care_plan());
    policy::read_texts(policy, report.findings);
    auto directives = policy::read_directives(report.findings.subject, {});
    directives.dossier_fits = policy::has_dossier(policy, directives);
    const auto party = [&](const char* address) {
        return policy::classify(policy, *mail::Mailbox::parse(address), {}, {});
    };
    pipeline::Consideration consideration{
        report, directives, party("an@zorg.example"), {party("bea@elders.example")}, {}, policy, policy.version};
    consideration.decisions = policy::decide(policy, consideration.sender, consideration.directives, report.findings,
                                             consideration.recipients);
    return consideration;
}

}  // namespace

TEST_CASE("the stored facts of a decision bear no subject, file name, title or text", "[facts][secrecy]") {
    const auto json = facts::encode(pipeline::facts_of(considered(), {}));
    CHECK(json.find("MARKED") == std::string::npos);
    CHECK(json.find("87.••.••-•••.23") != std::string::npos);
}

TEST_CASE("the stored facts hold each recipient's decision with its path and policy version", "[facts][explain]") {
    pipeline::SentMail mail;
    mail.message_id = "<one@zorg.example>";
    const auto json = nlohmann::json::parse(facts::encode(pipeline::facts_of(considered(), mail)));
    CHECK(json["policy"] == config::factory_policy().version);
    CHECK(json["message_id"] == "<one@zorg.example>");
    REQUIRE(json["decisions"].size() == 1);
    const auto& decision = json["decisions"][0];
    CHECK(decision["recipient"] == "bea@elders.example");
    CHECK(decision["outcome"] == "share");
    CHECK(json["verdicts"][decision["verdict"].get<std::size_t>()][0]["personal"] == true);
    CHECK_FALSE(decision["path"].empty());
}
