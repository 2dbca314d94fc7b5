#include "gateway/facts/flowchart_json.h"

namespace sluis::facts {
namespace {

using policy::Mark;

constexpr std::size_t max_boxes = 20, max_nodes = 500, max_edges = 2000;

Mark mark_of(const nlohmann::json& json) {
    const auto number = json.get<unsigned>();
    return number > static_cast<unsigned>(Mark::taken) ? Mark::none : static_cast<Mark>(number);
}

policy::FlowBox box_of(const nlohmann::json& json, std::size_t& nodes) {
    policy::FlowBox box{json.at("id"), json.at("title"), {}, mark_of(json.at("mark"))};
    for (const auto& given : json.at("groups")) {
        auto& group = box.groups.emplace_back(policy::FlowGroup{given.at("title"), {}});
        for (const auto& node : given.at("nodes")) {
            if (++nodes > max_nodes) return box;
            group.nodes.push_back({node.at(0), node.at(1), node.at(2), mark_of(node.at(3))});
        }
    }
    return box;
}

}  // namespace

nlohmann::ordered_json as_json(const policy::Flowchart& chart) {
    nlohmann::ordered_json json{{"policy", chart.policy}, {"way", chart.way}};
    json["boxes"] = json["edges"] = nlohmann::ordered_json::array();
    for (const auto& box : chart.boxes) {
        auto groups = nlohmann::ordered_json::array();
        for (const auto& group : box.groups) {
            auto nodes = nlohmann::ordered_json::array();
            for (const auto& node : group.nodes) nodes.push_back({node.id, node.text, node.note, node.mark});
            groups.push_back({{"title", group.title}, {"nodes", std::move(nodes)}});
        }
        json["boxes"].push_back({{"id", box.id}, {"title", box.title}, {"mark", box.mark}, {"groups", groups}});
    }
    for (const auto& edge : chart.edges) json["edges"].push_back({edge.from, edge.to, edge.mark});
    return json;
}

std::optional<policy::Flowchart> flowchart_from(const nlohmann::json& json) {
    try {
        policy::Flowchart chart{json.at("policy"), json.at("way"), {}, {}};
        std::size_t nodes = 0;
        for (const auto& box : json.at("boxes")) chart.boxes.push_back(box_of(box, nodes));
        for (const auto& edge : json.at("edges")) {
            if (chart.edges.size() == max_edges) break;
            chart.edges.push_back({edge.at(0), edge.at(1), mark_of(edge.at(2))});
        }
        const bool drawable = !chart.boxes.empty() && chart.boxes.size() <= max_boxes && nodes <= max_nodes;
        return drawable ? std::optional{std::move(chart)} : std::nullopt;
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

}  // namespace sluis::facts
