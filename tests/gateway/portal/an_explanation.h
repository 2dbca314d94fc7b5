#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "config/policy_file.h"
#include "gateway/facts/flowchart_json.h"

namespace sluis::test {

/// How a report to a parent was held, as the relay keeps it for its sender: the path, what would have changed it, and
/// the flowchart.
inline std::string an_explanation() {
    auto json = nlohmann::json::parse(R"json({"policy": "voorbeeld-1", "class": "cliënt of context", "outcome": "hold",
    "parts": [{"part": "1", "role": "body"}, {"part": "2", "role": "attachment", "kind": "Evolutieverslag"}], "steps": [
    {"question": "directive", "about": "", "answer": "dossier", "because": "er is een dossiernummer gegeven"},
    {"question": "Q1", "about": "bericht", "answer": "nee", "because": "geen persoonsgegevens gevonden"},
    {"question": "Q1", "about": "2", "answer": "ja",
     "because": "zeker: rijksregisternummer 87.••.••-•••.23 (pagina 2); naam met geboortedatum (pagina 1)"},
    {"question": "Q2", "about": "", "answer": "client", "because": "domein postvak.example"},
    {"question": "Q3", "about": "2", "answer": "evolutieverslag", "because": "Evolutieverslag: cliëntgebonden"},
    {"question": "outcome", "about": "", "answer": "hold", "because": "cliënt of context: wacht op de afzender"}],
    "changes": ["Zonder het rijksregisternummer 87.••.••-•••.23 (pagina 2) was deze mail gewoon doorgestuurd."],
    "contacts": [{"topic": "groeipakket", "whom": "Team Groeipakket, groeipakket@agentschap.example"}]})json");
    policy::Decision decision{*mail::Mailbox::parse("els@postvak.example"), "client"};
    decision.outcome = policy::Outcome::hold;
    decision.rule = "client.hold";
    decision.message_label = policy::Label::client_bound;
    decision.documents = {{"1", false, policy::Outcome::pass, {}, ""},
                          {"2", true, policy::Outcome::hold, policy::Label::client_bound, "evolutieverslag"}};
    for (const auto& step : json["steps"])
        decision.path.push_back({step["question"], step["about"], step["answer"], step["because"]});
    json["chart"] = nlohmann::json::parse(facts::as_json(policy::flowchart(config::factory_policy(), decision)).dump());
    return json.dump();
}

}  // namespace sluis::test
