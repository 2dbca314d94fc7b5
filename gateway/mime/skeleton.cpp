#include "gateway/mime/skeleton.h"

#include <algorithm>

#include "gateway/match/octet_masks.h"
#include "gateway/mime/ascii.h"
#include "gateway/mime/header.h"
#include "gateway/mime/reader.h"

namespace sluis::mime {
namespace {

constexpr std::size_t most_octets = 4 * 1024 * 1024;
constexpr std::size_t first_lines = 3;
constexpr std::size_t longest_line = 1000;

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

// A nested message gets an empty header: mimetic would open its multiparts, and loses count when they are cut off, as
// in reports of failure.
std::string leaf_lines(std::string_view body, bool is_message) {
    std::string lines = is_message ? "\r\n" : "";
    std::size_t at = 0;
    const auto take_line = [&] {
        const std::string_view line = body.substr(at, first_line(body.substr(at)).length);
        append_line(line, lines);
        at += line.size();
    };
    for (std::size_t count = 0; !is_message && count < first_lines && at < body.size(); ++count) take_line();
    while (at < body.size() && lines.size() <= most_octets) {
        if (body.substr(at, 2) != "--") {
            const std::size_t feed = match::find_octets(body, "\n--", at);
            if (feed == std::string_view::npos) break;
            at = feed + 1;
        }
        take_line();
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

// The header as it stands, but for what only mimetic stumbles over: the envelope line of an mbox file, a line of blanks
// at the very start, and a value that begins after a fold.
void append_header(std::string_view header, bool starts_message, std::string& out) {
    const Line top = first_line(header);
    const bool is_blanks = starts_message && !top.text.empty() && trim(top.text).empty();
    if (is_blanks || is_mbox_line(top.text)) header.remove_prefix(top.length);
    HeaderFields fields{header};
    std::size_t at = 0;
    while (const auto field = fields.next()) {
        at = field->range.end;
        const Line first = first_line(field->value);
        const bool begins_folded =
            !field->name.empty() && trim(first.text).empty() && first.length < field->value.size();
        if (begins_folded) {
            const std::string_view rest = field->value.substr(first.length);
            out += field->name;
            out += ": ";
            out += rest.substr(std::min(rest.find_first_not_of(" \t"), rest.size()));
        } else {
            out += octets(header, field->range);
        }
    }
    out += header.substr(at);
}

// mimetic takes a field in only when it sees what follows: ends a header that the message's end cut off.
void end_header(std::string& skeleton) {
    const auto ends_in = [&](std::string_view end) {
        return skeleton.size() >= end.size() && std::string_view{skeleton}.substr(skeleton.size() - end.size()) == end;
    };
    if (skeleton.empty() || skeleton == "\r\n" || skeleton == "\n" || ends_in("\n\r\n") || ends_in("\n\n")) return;
    skeleton += ends_in("\n") ? "\r\n" : "\r\n\r\n";
}

}  // namespace

std::optional<Skeleton> make_skeleton(std::string_view message, const Structure& structure) {
    Skeleton skeleton;
    skeleton.contents.resize(structure.entities.size());
    for (const Stretch& stretch : stretches(structure)) {
        const std::string_view text = octets(message, stretch.range);
        switch (stretch.kind) {
            case Stretch::Kind::header:
                append_header(text, stretch.range.begin == 0, skeleton.text);
                break;
            case Stretch::Kind::outside:
                skeleton.text += outside_lines(text);
                // mimetic knows a delimiter by the end of its line, which the last one may lack.
                if (stretch.range.end == message.size() && !skeleton.text.empty() && skeleton.text.back() != '\n')
                    skeleton.text += "\r\n";
                break;
            case Stretch::Kind::leaf: {
                const Entity& leaf = structure.entities[stretch.entity];
                std::string& content = skeleton.contents[stretch.entity];
                content = leaf_lines(text, leaf.media_type == "message/rfc822");
                skeleton.text += content;
                break;
            }
        }
        if (skeleton.text.size() > most_octets) return std::nullopt;
    }
    if (structure.entities.back().body.begin == message.size()) end_header(skeleton.text);
    return skeleton;
}

}  // namespace sluis::mime
