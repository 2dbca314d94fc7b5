#include "gateway/mime/skeleton.h"

#include <algorithm>

#include "gateway/mime/ascii.h"
#include "gateway/mime/reader.h"

namespace sluis::mime {
namespace {

constexpr std::size_t most_octets = 4 * 1024 * 1024;
constexpr std::size_t first_lines = 3;
constexpr std::size_t longest_line = 1000;
constexpr std::size_t nested_header = 16 * 1024;

// A stretch of the message: the header or body of an entity, or what lies outside all parts.
struct Stretch {
    enum class Kind { header, leaf, outside };
    Range range;
    Kind kind;
    std::size_t entity = 0;
};

std::vector<Stretch> stretches(const Structure& structure) {
    std::vector<Stretch> all;
    for (std::size_t i = 0; i < structure.entities.size(); ++i) {
        const Entity& entity = structure.entities[i];
        all.push_back({entity.header, Stretch::Kind::header, i});
        if (entity.is_leaf) all.push_back({entity.body, Stretch::Kind::leaf, i});
    }
    for (const Range& range : outside_parts(structure)) all.push_back({range, Stretch::Kind::outside, 0});
    std::stable_sort(all.begin(), all.end(),
                     [](const Stretch& a, const Stretch& b) { return a.range.begin < b.range.begin; });
    return all;
}

// A line with its end; a very long one without its middle, since readers with small buffers lose count there.
void append_line(std::string_view line, std::string& out) {
    if (line.size() <= longest_line) {
        out += line;
        return;
    }
    out += line.substr(0, longest_line / 2);
    const Line whole = first_line(line);
    out += line.substr(whole.text.size());
}

// The octets of a nested message's header, so that a second reader opens the same multiparts as clients do.
std::size_t nested_header_size(std::string_view body) {
    const std::string_view head = body.substr(0, nested_header);
    std::size_t at = 0;
    while (at < head.size()) {
        const Line line = first_line(head.substr(at));
        at += line.length;
        if (line.text.empty()) break;
    }
    return at;
}

std::string leaf_lines(std::string_view body, bool is_message) {
    std::string lines;
    std::size_t at = is_message ? nested_header_size(body) : 0;
    lines.append(body.substr(0, at));
    for (std::size_t count = 0; at < body.size(); ++count) {
        const std::string_view line = body.substr(at, first_line(body.substr(at)).length);
        if (count < first_lines || line.substr(0, 2) == "--") append_line(line, lines);
        at += line.size();
        if (lines.size() > most_octets) break;
    }
    return lines;
}

// Delimiters, and the line end before the first of them, which belongs to it.
std::string outside_lines(std::string_view text) {
    std::string lines;
    for (std::size_t at = 0; at < text.size();) {
        const Line line = first_line(text.substr(at));
        const bool is_first_end = at == 0 && line.text.empty();
        if (is_first_end || line.text.substr(0, 2) == "--") append_line(text.substr(at, line.length), lines);
        at += line.length;
        if (lines.size() > most_octets) break;
    }
    return lines;
}

}  // namespace

std::optional<Skeleton> make_skeleton(std::string_view message, const Structure& structure) {
    Skeleton skeleton;
    skeleton.contents.resize(structure.entities.size());
    for (const Stretch& stretch : stretches(structure)) {
        const std::string_view text = octets(message, stretch.range);
        switch (stretch.kind) {
            case Stretch::Kind::header:
                skeleton.text += text;
                break;
            case Stretch::Kind::outside:
                skeleton.text += outside_lines(text);
                break;
            case Stretch::Kind::leaf: {
                const Entity& leaf = structure.entities[stretch.entity];
                std::string& content = skeleton.contents[stretch.entity];
                content = leaf_lines(text, leaf.media_type.substr(0, 8) == "message/");
                skeleton.text += content;
                break;
            }
        }
        if (skeleton.text.size() > most_octets) return std::nullopt;
    }
    return skeleton;
}

}  // namespace sluis::mime
