#include "policy/flowchart_layout.h"

#include <algorithm>
#include <array>

namespace sluis::policy::layout {
namespace {

struct Column {
    double x, width;
};
// Between them is room for the ways: the more outcomes a gap leads to, the wider.
constexpr std::array<Column, 4> columns{{{14, 180}, {230, 222}, {504, 226}, {798, 188}}};
constexpr double top = 92, gap = 26, answer_gap = 4, lane_step = 9, tick_width = 14;
constexpr std::size_t max_lines = 3, max_note_lines = 6;

std::size_t column_of(const std::string& id) {
    if (id == "q2" || id == "rules") return 1;
    if (id == "q3") return 2;
    return id.starts_with("outcome.") ? 3 : 0;
}

double height_of(const PlacedNode& node) {
    return static_cast<double>(node.lines.size()) * line_height + static_cast<double>(node.notes.size()) * note_height +
           8;
}

/// Places a box and all in it; the height follows from the texts.
PlacedBox placed(const FlowBox& box, double y) {
    const auto column = column_of(box.id);
    const auto [x, width] = columns[column];
    PlacedBox placed{
        &box, column, {x, y, width, 0}, wrapped(box.title, width - 2 * padding, title_font, max_lines), {}};
    double at = y + padding + static_cast<double>(placed.title.size()) * (line_height + 1);
    for (const auto& group : box.groups) {
        PlacedGroup part;
        if (!group.title.empty()) {
            at += 6;
            part.y = at;
            part.title = wrapped(group.title, width - 2 * padding, group_font, 1);
            at += note_height + 2;
        } else if (!group.nodes.empty()) {
            at += 4;
        }
        for (const auto& node : group.nodes) {
            const double room = width - 4 * padding - tick_width;
            PlacedNode one{&node,
                           {x + padding, at, width - 2 * padding, 0},
                           wrapped(node.text, room, answer_font, max_lines),
                           wrapped(node.note, room, note_font, max_note_lines)};
            one.at.height = height_of(one);
            at += one.at.height + answer_gap;
            part.nodes.push_back(std::move(one));
        }
        placed.groups.push_back(std::move(part));
    }
    placed.at.height = at + padding - answer_gap / 2 - y;
    return placed;
}

class Arrangement {
public:
    explicit Arrangement(const Flowchart& chart) : chart_{chart} {}
    Layout arranged();

private:
    void place_boxes();
    void place_outcomes();
    void number_lanes();
    void route(const FlowEdge& edge);
    struct Place {
        Rectangle at;
        std::size_t column = 0;
        bool is_box = false;
    };
    [[nodiscard]] const Place* find(const std::string& id) const;
    [[nodiscard]] double lane_x(std::size_t gap_index, const std::string& target) const;
    [[nodiscard]] double lane_y(const std::string& target) const;
    void remember(const PlacedBox& box);

    const Flowchart& chart_;
    Layout layout_;
    std::map<std::string, Place> places_;
    std::array<std::vector<std::string>, 3> lanes_;  ///< Targets that a gap between columns leads to.
    std::vector<std::string> upper_, lower_;         ///< Targets that are led to above or below the columns.
    double bottom_ = 0;
};

void Arrangement::remember(const PlacedBox& box) {
    places_[box.box->id] = {box.at, box.column, true};
    for (const auto& group : box.groups) {
        for (const auto& node : group.nodes) places_[node.node->id] = {node.at, box.column, false};
    }
}

void Arrangement::place_boxes() {
    std::array<double, 4> y{top, top, top, top};
    for (const auto& box : chart_.boxes) {
        const auto column = column_of(box.id);
        if (column == 3) continue;
        layout_.boxes.push_back(placed(box, y[column]));
        y[column] = layout_.boxes.back().at.bottom() + gap;
        bottom_ = std::max(bottom_, layout_.boxes.back().at.bottom());
        remember(layout_.boxes.back());
    }
}

/// The outcomes spread over the height of the questions: passing on top, going back at the bottom.
void Arrangement::place_outcomes() {
    std::vector<PlacedBox> boxes;
    double needed = 0;
    for (const auto& box : chart_.boxes) {
        if (column_of(box.id) != 3) continue;
        boxes.push_back(placed(box, 0));
        needed += boxes.back().at.height;
    }
    const double room = std::max(bottom_ - top, needed + gap * static_cast<double>(boxes.size() - 1));
    const double between = (room - needed) / static_cast<double>(std::max<std::size_t>(1, boxes.size() - 1));
    double y = top;
    for (const auto& box : boxes) {
        layout_.boxes.push_back(placed(*box.box, y));
        y += box.at.height + between;
        remember(layout_.boxes.back());
    }
    bottom_ = std::max(bottom_, top + room);
}

void add_once(std::vector<std::string>& list, const std::string& id) {
    if (std::find(list.begin(), list.end(), id) == list.end()) list.push_back(id);
}

const Arrangement::Place* Arrangement::find(const std::string& id) const {
    const auto found = places_.find(id);
    return found == places_.end() ? nullptr : &found->second;
}

/// Each target has a lane of its own in every gap, in the order of their places, so that ways cross little.
void Arrangement::number_lanes() {
    for (const auto& edge : chart_.edges) {
        const auto *from = find(edge.from), *to = find(edge.to);
        if (from == nullptr || to == nullptr || from->column >= to->column) continue;
        const bool skips = to->column > from->column + 1;
        add_once(lanes_[from->column], edge.to);
        if (!skips) continue;
        add_once(lanes_[to->column - 1], edge.to);
        add_once(edge.to == "outcome.pass" ? upper_ : lower_, edge.to);
    }
    for (auto& lanes : lanes_) {
        std::stable_sort(lanes.begin(), lanes.end(),
                         [&](const auto& a, const auto& b) { return find(a)->at.y > find(b)->at.y; });
    }
    std::stable_sort(lower_.begin(), lower_.end(),
                     [&](const auto& a, const auto& b) { return find(a)->at.y < find(b)->at.y; });
}

double Arrangement::lane_x(std::size_t gap_index, const std::string& target) const {
    const auto& lanes = lanes_[gap_index];
    const double from = columns[gap_index].x + columns[gap_index].width, to = columns[gap_index + 1].x;
    const auto at = static_cast<double>(std::find(lanes.begin(), lanes.end(), target) - lanes.begin());
    const double step =
        std::min(lane_step, (to - from - 26) / static_cast<double>(std::max<std::size_t>(1, lanes.size())));
    return from + 8 + at * step;
}

double Arrangement::lane_y(const std::string& target) const {
    const auto low = std::find(lower_.begin(), lower_.end(), target);
    if (low != lower_.end()) return bottom_ + 16 + static_cast<double>(low - lower_.begin()) * lane_step;
    return top - 16;
}

void Arrangement::route(const FlowEdge& edge) {
    const auto *from = find(edge.from), *to = find(edge.to);
    if (from == nullptr || to == nullptr) return;
    PlacedEdge placed{&edge, {}, false};
    if (from->column == to->column) {
        const double x = from->at.x + from->at.width / 2;
        placed.points = {{x, from->at.bottom()}, {x, to->at.y}};
        placed.down = true;
    } else {
        // A box of answers is entered at its heading, where the question stands.
        const double end_y = to->is_box && to->at.height > 80 ? to->at.y + 20 : to->at.middle();
        const double start = from->at.middle(), x = lane_x(from->column, edge.to);
        placed.points = {{from->at.right(), start}, {x, start}};
        if (to->column > from->column + 1) {
            const double y = lane_y(edge.to), last = lane_x(to->column - 1, edge.to);
            placed.points.insert(placed.points.end(), {{x, y}, {last, y}, {last, end_y}});
        } else {
            placed.points.emplace_back(x, end_y);
        }
        placed.points.emplace_back(columns[to->column].x, end_y);
    }
    layout_.edges.push_back(std::move(placed));
}

Layout Arrangement::arranged() {
    place_boxes();
    place_outcomes();
    number_lanes();
    for (const auto& edge : chart_.edges) route(edge);
    layout_.height = bottom_ + 16 + static_cast<double>(lower_.size()) * lane_step + 56;
    return std::move(layout_);
}

}  // namespace

Layout arranged(const Flowchart& chart) {
    return Arrangement{chart}.arranged();
}

}  // namespace sluis::policy::layout
