#include "policy/flowchart_svg.h"

#include <algorithm>

#include "policy/flowchart_layout.h"

namespace sluis::policy {
namespace {

using namespace layout;

constexpr std::string_view main_colour = "#1f4e4a", quiet = "#bcc7c2", paper = "#ffffff", ground = "#f4f7f6",
                           beside_ground = "#e3eeeb", ink = "#1d2624", soft = "#4c5a56";
constexpr std::string_view title = "Hoe Sluis over deze mail besliste";

std::string_view colour_of(Mark mark) {
    return mark == Mark::none ? quiet : main_colour;
}

void draw_texts(SvgWriter& svg, double x, double y, const std::vector<std::string>& lines, SvgFont font,
                double height) {
    for (std::size_t i = 0; i < lines.size(); ++i)
        svg.text(x, y + static_cast<double>(i) * height + font.size, lines[i], font);
}

/// Taken: dark, bold and with a tick; what was true beside it: an outline.
void draw(SvgWriter& svg, const PlacedNode& placed) {
    const auto& node = *placed.node;
    const bool taken = node.mark == Mark::taken;
    svg.open(node.id, to_string(node.mark));
    const auto& at = placed.at;
    if (node.mark != Mark::none) {
        svg.rectangle(at.x, at.y, at.width, at.height, taken ? main_colour : beside_ground, main_colour,
                      taken ? 1 : 1.5, 5);
    }
    auto answer = answer_font;
    auto note = note_font;
    if (taken) {
        answer.bold = true;
        answer.colour = note.colour = paper;
        const double x = at.right() - 19, y = at.middle();
        svg.line({{x, y}, {x + 4, y + 4.5}, {x + 11, y - 5}}, paper, 2.4, false);
    } else if (node.mark == Mark::none) {
        answer.colour = soft;
    }
    draw_texts(svg, at.x + padding, at.y + 3, placed.lines, answer, line_height);
    draw_texts(svg, at.x + padding, at.y + 4 + static_cast<double>(placed.lines.size()) * line_height, placed.notes,
               note, note_height);
    svg.close();
}

void draw(SvgWriter& svg, const PlacedBox& placed) {
    const auto& box = *placed.box;
    const bool taken = box.mark == Mark::taken;
    const bool bare = std::all_of(placed.groups.begin(), placed.groups.end(),
                                  [](const PlacedGroup& group) { return group.nodes.empty(); });
    const auto& at = placed.at;
    svg.open(box.id, to_string(box.mark));
    svg.rectangle(at.x, at.y, at.width, at.height, taken && bare ? main_colour : ground, colour_of(box.mark),
                  taken ? 2 : 1, 8);
    auto font = title_font;
    if (taken && bare) font.colour = paper;
    if (box.mark == Mark::none) font.colour = soft;
    draw_texts(svg, at.x + padding, at.y + padding - 2, placed.title, font, line_height + 1);
    svg.close();
    for (const auto& group : placed.groups) {
        draw_texts(svg, at.x + padding, group.y, group.title, group_font, note_height);
        for (const auto& node : group.nodes) draw(svg, node);
    }
}

void draw(SvgWriter& svg, const PlacedEdge& placed) {
    const auto mark = placed.edge->mark;
    const bool strong = mark >= Mark::watched;
    auto points = placed.points;
    const auto [x, y] = points.back();
    // The line ends within the arrow's head.
    if (placed.down) {
        points.back().second -= 4;
    } else {
        points.back().first -= 4;
    }
    svg.line(points, colour_of(strong ? mark : Mark::none), strong ? 3 : 1.2, mark == Mark::watched);
    svg.arrow(x, y, placed.down, colour_of(strong ? mark : Mark::none), strong ? 5.5 : 3.5);
}

void draw_legend(SvgWriter& svg, const Flowchart& chart, double y) {
    svg.rectangle(14, y - 11, 22, 14, main_colour, main_colour, 1, 3);
    svg.text(42, y, "de weg van deze mail", {12.5, false, ink});
    svg.rectangle(196, y - 11, 22, 14, beside_ground, main_colour, 1.5, 3);
    svg.text(224, y, "geldt voor een deel van de mail, of is genoteerd", {12.5, false, ink});
    const bool watched = std::any_of(chart.edges.begin(), chart.edges.end(),
                                     [](const FlowEdge& edge) { return edge.mark == Mark::watched; });
    if (!watched) return;
    svg.line({{530, y - 4}, {556, y - 4}}, main_colour, 3, true);
    svg.text(562, y, "zo was het gegaan, als het beleid niet enkel toekeek", {12.5, false, ink});
}

}  // namespace

std::string as_svg(const Flowchart& chart) {
    const auto placed = arranged(chart);
    SvgWriter svg{width, placed.height, title, chart.way};
    svg.text(14, 30, title, {21, true, "#143532"});
    const SvgFont way_font{13.5, false, ink};
    const auto way = wrapped(chart.way, width - 28, way_font, 2);
    draw_texts(svg, 14, 37, way, way_font, 17);
    for (const auto strong : {false, true}) {
        for (const auto& edge : placed.edges) {
            if ((edge.edge->mark >= Mark::watched) == strong) draw(svg, edge);
        }
    }
    for (const auto& box : placed.boxes) draw(svg, box);
    draw_legend(svg, chart, placed.height - 18);
    SvgFont small = note_font;
    const auto version = wrapped("Beleid " + chart.policy, 330, small, 1);
    if (!version.empty()) svg.text(14, placed.height - 38, version.front(), small);
    return svg.finished();
}

}  // namespace sluis::policy
