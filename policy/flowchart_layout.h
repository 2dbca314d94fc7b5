#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "policy/flowchart.h"
#include "policy/svg_writer.h"

namespace sluis::policy {

/// Where the pieces of a flowchart stand in its picture: the questions in columns from left to right, the outcomes in
/// the last; a way to an outcome that leaves questions out goes above or below them. Units are pixels.
namespace layout {

inline constexpr double width = 1000;
inline constexpr SvgFont title_font{15, true, "#143532"}, answer_font{14, false, "#1d2624"},
    note_font{12, false, "#4c5a56"}, group_font{12, true, "#4c5a56"};
inline constexpr double line_height = 17, note_height = 14.5, padding = 9;

struct Rectangle {
    double x = 0, y = 0, width = 0, height = 0;
    [[nodiscard]] double middle() const { return y + height / 2; }
    [[nodiscard]] double right() const { return x + width; }
    [[nodiscard]] double bottom() const { return y + height; }
};
struct PlacedNode {
    const FlowNode* node = nullptr;
    Rectangle at;
    std::vector<std::string> lines, notes;
};
struct PlacedGroup {
    std::vector<std::string> title;
    double y = 0;  ///< Of the title's top.
    std::vector<PlacedNode> nodes;
};
struct PlacedBox {
    const FlowBox* box = nullptr;
    std::size_t column = 0;
    Rectangle at;
    std::vector<std::string> title;
    std::vector<PlacedGroup> groups;
};
struct PlacedEdge {
    const FlowEdge* edge = nullptr;
    std::vector<std::pair<double, double>> points;
    bool down = false;  ///< It ends at the top of its target.
};
struct Layout {
    std::vector<PlacedBox> boxes;
    std::vector<PlacedEdge> edges;
    double height = 0;
};

/// Keeps pointers into the chart.
[[nodiscard]] Layout arranged(const Flowchart& chart);

}  // namespace layout
}  // namespace sluis::policy
