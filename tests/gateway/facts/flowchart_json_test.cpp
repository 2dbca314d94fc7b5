#include "gateway/facts/flowchart_json.h"

#include <catch2/catch.hpp>

#include "config/policy_file.h"
#include "policy/decide.h"
#include "policy/flowchart_svg.h"

using namespace sluis;

namespace {

policy::Flowchart a_chart() {
    const auto policy = config::factory_policy();
    policy::Findings findings;
    findings.documents.resize(2);
    findings.documents[0].role = policy::Role::body;
    findings.documents[1].part = "2";
    findings.documents[1].evidence = {{"rrn", policy::Strength::certain, "pagina 2", "87.••.••-•••.23", 0}};
    const policy::Party sender{*mail::Mailbox::parse("an@huis.example"), "own", {}, ""};
    const policy::Party recipient{*mail::Mailbox::parse("griet@wilg.example"), "facility", {}, "adresboek"};
    return policy::flowchart(policy, policy::decide(policy, sender, {}, findings, {recipient}).at(0));
}

nlohmann::json kept(const policy::Flowchart& chart) {
    return nlohmann::json::parse(facts::as_json(chart).dump());
}

}  // namespace

TEST_CASE("a flowchart that was kept draws the same picture", "[facts][explain]") {
    const auto chart = a_chart();
    const auto read = facts::flowchart_from(kept(chart));
    REQUIRE(read);
    CHECK(policy::as_svg(*read) == policy::as_svg(chart));
    CHECK(facts::as_json(chart).dump().size() < 8192);
}

TEST_CASE("what is no flowchart, or too much of one, is none", "[facts][security]") {
    for (const auto* text : {"{}", "[]", "null", R"({"policy": 1, "way": "", "boxes": [], "edges": []})",
                             R"({"policy": "", "way": "", "boxes": [], "edges": []})",
                             R"({"policy": "", "way": "", "boxes": [{"id": "q1"}], "edges": []})"})
        CHECK_FALSE(facts::flowchart_from(nlohmann::json::parse(text)));
    auto json = kept(a_chart());
    json["boxes"][1]["groups"][0]["nodes"][0][3] = 99;
    const auto odd = facts::flowchart_from(json);
    REQUIRE(odd);
    CHECK(odd->boxes[1].groups[0].nodes[0].mark == policy::Mark::none);
    const auto node = json["boxes"][1]["groups"][0]["nodes"][0];
    for (int i = 0; i < 600; ++i) json["boxes"][1]["groups"][0]["nodes"].push_back(node);
    CHECK_FALSE(facts::flowchart_from(json));
    json = kept(a_chart());
    for (int i = 0; i < 30; ++i) json["boxes"].push_back(json["boxes"][0]);
    CHECK_FALSE(facts::flowchart_from(json));
}
