#include "policy/flowchart.h"

#include <catch2/catch.hpp>
#include <map>
#include <pugixml.hpp>
#include <set>

#include "policy/flowchart_layout.h"
#include "policy/flowchart_svg.h"
#include "policy/release.h"
#include "tests/policy/decided_case.h"

using namespace sluis;
using namespace sluis::policy;
using namespace sluis::policy::test;
using Catch::Matchers::Contains;

namespace {

/// The marks in a picture, by node.
std::map<std::string, std::string> marks_in(const std::string& svg) {
    pugi::xml_document document;
    const auto read = document.load_buffer(svg.data(), svg.size());
    INFO(svg.substr(0, 400));
    REQUIRE(read);
    REQUIRE(std::string{document.document_element().name()} == "svg");
    CHECK(std::string{document.document_element().attribute("role").value()} == "img");
    CHECK_FALSE(std::string{document.document_element().child("title").text().get()}.empty());
    CHECK_FALSE(std::string{document.document_element().child("desc").text().get()}.empty());
    std::map<std::string, std::string> marks;
    for (const auto& group : document.document_element().children("g"))
        marks[group.attribute("data-node").value()] = group.attribute("data-mark").value();
    return marks;
}

/// Which places a way of this mark reaches, from the mail on. A box leads on from each of its answers, and to them.
std::set<std::string> reached(const Flowchart& chart, Mark mark) {
    std::map<std::string, std::string> box_of;
    for (const auto& box : chart.boxes) {
        for (const auto& group : box.groups) {
            for (const auto& node : group.nodes) box_of[node.id] = box.id;
        }
    }
    std::set<std::string> places{"start"};
    for (std::size_t before = 0; before != places.size();) {
        before = places.size();
        for (const auto& edge : chart.edges) {
            const bool from_answer_of_reached = box_of.contains(edge.from) && places.contains(box_of[edge.from]);
            if (edge.mark < mark || (!places.contains(edge.from) && !from_answer_of_reached)) continue;
            places.insert(edge.to);
            if (box_of.contains(edge.to)) places.insert(box_of[edge.to]);
        }
    }
    return places;
}

std::string outcome_box(Outcome outcome) {
    return "outcome." + std::string{to_string(outcome)};
}

void check_picture(const Policy& policy, const Decision& decision) {
    const auto chart = flowchart(policy, decision);
    const auto svg = as_svg(chart);
    const auto marks = marks_in(svg);
    for (const auto& step : decision.path) {
        const auto id = node_of(policy, step);
        if (id.empty()) continue;
        INFO(step.question << ": " << step.answer << " is " << id);
        REQUIRE(marks.contains(id));
        CHECK(marks.at(id) != "none");
    }
    for (const auto outcome : {Outcome::pass, Outcome::share, Outcome::hold, Outcome::return_to_sender}) {
        INFO(outcome_box(outcome));
        CHECK((marks.at(outcome_box(outcome)) == "taken") == (outcome == decision.outcome));
    }
    CHECK(reached(chart, Mark::taken).contains(outcome_box(decision.outcome)));
    if (decision.outcome == Outcome::share)
        CHECK(marks.at("outcome.share." + std::string{to_string(*decision.message_label)}) == "taken");
    if (decision.observed) CHECK(reached(chart, Mark::watched).contains(outcome_box(decision.observed->outcome)));
    // Nothing that a strict page refuses, and nothing of the mail.
    for (const auto* word : {"style=", "<script", "href", "url(", "•", "ontvanger@elders.example", ".pdf", ".xlsx"})
        CHECK(svg.find(word) == std::string::npos);
}

Policy with_lines(const std::string& lines) {
    const auto policy = config::parse_policy(lines, "policy.toml");
    if (!policy) FAIL(policy.error().front().text());
    return effective(*policy, {"afzender@huis.example", a_party("own").facts});
}

Decision a_decision(const Policy& policy, const std::string& recipient, const std::string& message) {
    Findings findings;
    REQUIRE(read_message(message, findings).empty());
    return decide(policy, a_party("own"), {}, findings, {a_party(recipient)}).at(0);
}

bool overlap(const layout::Rectangle& a, const layout::Rectangle& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

}  // namespace

TEST_CASE("every step of every decision is marked in its picture, and the way leads to the outcome") {
    for (const auto* file : {"matrix.tsv", "flowchart.tsv", "groups.tsv"}) {
        const auto cases = read_cases(file);
        REQUIRE(cases.size() > 20);
        for (const auto& each : cases) {
            INFO(each.where << ": " << each.name);
            const auto one = decided(each);
            check_picture(one.policy, one.decision);
        }
    }
}

TEST_CASE("a policy that only watches shows where the mail would have gone, and that it passed") {
    const auto policy = with_lines("mode = \"observe\"");
    for (const auto& [klass, rule] : policy.classes) {
        INFO(klass);
        const auto decision = a_decision(policy, klass, "body; doc handelingsplan.pdf certain");
        check_picture(policy, decision);
        const auto marks = marks_in(as_svg(flowchart(policy, decision)));
        CHECK(marks.at("rules.observed") == "taken");
        if (decision.observed->outcome != Outcome::pass)
            CHECK(marks.at(outcome_box(decision.observed->outcome)) == "watched");
    }
}

TEST_CASE("what policy.toml adds stands in the picture: classes, types, rules, and rules that are only observed") {
    const auto policy = with_lines(
        "[class.school]\nname = \"school of CLB\"\npersonal = \"hold\"\nunscannable = \"hold\"\n"
        "[type.rapportkaart]\nname = \"Schoolrapport\"\nlabel = \"confidential\"\nwords = [\"schoolrapport\"]\n"
        "[[rule]]\nname = \"parket-vooraf\"\nwhen = { class = [\"court\"] }\nthen = \"hold\"\n"
        "[[rule]]\nname = \"proef\"\nwhen = { class = [\"facility\"] }\nthen = \"hold\"\nmode = \"observe\"\n");
    const auto court = a_decision(policy, "court", "body; doc schoolrapport.pdf certain");
    const auto svg = as_svg(flowchart(policy, court));
    auto marks = marks_in(svg);
    CHECK_THAT(svg, Contains("School of CLB") && Contains("Schoolrapport") && Contains("Regel ‘parket-vooraf’"));
    CHECK(marks.at("q2.school") == "none");
    CHECK(marks.at("q3.rapportkaart") == "beside");
    CHECK(marks.at("rule.parket-vooraf") == "taken");
    CHECK(marks.at("outcome.hold") == "taken");

    const auto facility = a_decision(policy, "facility", "body; doc schoolrapport.pdf certain");
    check_picture(policy, facility);
    marks = marks_in(as_svg(flowchart(policy, facility)));
    CHECK(marks.at("rule.proef") == "watched");
    CHECK(marks.at("outcome.hold") == "watched");
    CHECK(marks.at("outcome.share.confidential") == "taken");
    CHECK_THAT(as_svg(flowchart(policy, facility)), Contains("stroke-dasharray"));
}

TEST_CASE("a released hold is a share in the picture, by the sender's choice") {
    const auto policy = with_lines("");
    Findings findings;
    REQUIRE(read_message("body; doc handelingsplan.pdf certain", findings).empty());
    const auto held = decide(policy, a_party("own"), {}, findings, {a_party("client")}).at(0);
    const auto shared = released(held, held, findings, a_party("client"));
    REQUIRE(shared.outcome == Outcome::share);
    check_picture(policy, shared);
    CHECK(marks_in(as_svg(flowchart(policy, shared))).at("rules.released") == "taken");
}

TEST_CASE("what only an older policy knew is drawn by its identifier") {
    const auto old = with_lines(
        "[class.school]\nname = \"school\"\npersonal = \"share\"\n[type.schoolkaart]\nname = \"X\"\nwords = "
        "[\"schoolkaart\"]\n"
        "label = \"confidential\"\n[[rule]]\nname = \"vroeger\"\nwhen = { class = [\"court\"] }\nthen = \"hold\"\n");
    const auto now = with_lines("");
    for (const auto* klass : {"school", "court"}) {
        const auto decision = a_decision(old, klass, "body; doc schoolkaart.pdf certain");
        INFO(decision.rule);
        check_picture(now, decision);
        CHECK(marks_in(as_svg(flowchart(now, decision))).at("q3.schoolkaart") != "none");
    }
}

TEST_CASE("nothing that a policy names breaks the picture", "[security]") {
    auto policy = with_lines("");
    policy.version = "<v>&\"";
    policy.classes["facility"].name = "<script>alert(1)</script> & \"'\x01\xff\xed\xa0\x80" + std::string(300, 'w');
    policy.types[0].name = std::string(2000, 'm') + "]]>";
    const auto decision = a_decision(policy, "facility", "body; doc handelingsplan.pdf certain");
    const auto svg = as_svg(flowchart(policy, decision));
    CHECK(marks_in(svg).at("q2.facility") == "taken");
    CHECK_THAT(svg, !Contains("<script") && Contains("&lt;script&gt;") && !Contains("\x01"));
    CHECK(xml_escaped("a\xc3\xa9\xf0\x9f\x98\x80\xc0\xaf\xef\xbf\xbf\t") ==
          "aé\xf0\x9f\x98\x80\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

TEST_CASE("a policy with hundreds of classes and types still makes a picture, with the way in it") {
    auto policy = with_lines("");
    for (int i = 0; i < 300; ++i) {
        const auto id = "k" + std::to_string(i);
        policy.classes[id] = policy.classes["facility"];
        policy.classes[id].klass = id;
        policy.types.push_back({"t" + std::to_string(i), "Soort", Label::client_bound, {"soort" + std::to_string(i)}});
    }
    const auto decision = a_decision(policy, "k299", "body; doc soort250.pdf certain");
    check_picture(policy, decision);
    CHECK(as_svg(flowchart(policy, decision)).size() < 100'000);
}

TEST_CASE("boxes keep apart, hold what is in them, and stay on the paper") {
    for (const auto* lines : {"", "without_dossier = \"hold\"\nencrypted_mail = \"return\"\n"}) {
        const auto policy = with_lines(lines);
        const auto chart = flowchart(policy, a_decision(policy, "helpdesk", "body; doc verslag.pdf strong"));
        const auto placed = layout::arranged(chart);
        const layout::Rectangle paper{0, 0, layout::width, placed.height};
        CHECK(placed.boxes.size() == chart.boxes.size());
        CHECK(placed.edges.size() == chart.edges.size());
        for (const auto& box : placed.boxes) {
            INFO(box.box->id);
            CHECK((box.at.right() <= paper.width && box.at.bottom() <= paper.height));
            for (const auto& other : placed.boxes) CHECK((&other == &box || !overlap(box.at, other.at)));
            double below = box.at.y;
            for (const auto& group : box.groups) {
                for (const auto& node : group.nodes) {
                    INFO(node.node->id);
                    CHECK((node.at.x > box.at.x && node.at.right() < box.at.right()));
                    CHECK((node.at.y > below && node.at.bottom() < box.at.bottom()));
                    below = node.at.bottom();
                }
            }
        }
    }
}
