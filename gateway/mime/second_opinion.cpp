#include "gateway/mime/second_opinion.h"

#include <mimetic/mimetic.h>

#include <algorithm>
#include <exception>
#include <sstream>
#include <utility>

#include "gateway/mail/mailbox.h"
#include "gateway/match/octet_masks.h"
#include "gateway/mime/ascii.h"
#include "gateway/mime/entity_header.h"
#include "gateway/mime/header.h"
#include "gateway/mime/skeleton.h"
#include "gateway/mime/transfer.h"

namespace sluis::mime {
namespace {

// Each nesting that mimetic may see takes a Content-Type field, and some of its stack.
constexpr std::size_t most_types = 5000;

// mimetic's own lines: it takes CR, LF and both together for an end.
std::string_view next_line(std::string_view& text) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

// True when no Content-Type value makes mimetic throw: within a header a throw frees the value twice.
bool are_types_safe(std::string_view skeleton) {
    constexpr std::string_view name = "content-type";
    std::size_t count = 0;
    while (!skeleton.empty()) {
        const std::string_view line = next_line(skeleton);
        if (!equals_ignoring_case(line.substr(0, name.size()), name)) continue;
        if (++count > most_types) return false;
        std::string value{line.substr(name.size())};
        value.erase(0, std::min(value.find_first_not_of(": \t"), value.size()));
        for (std::string_view ahead = skeleton; !ahead.empty();) {
            const bool is_fold = is_blank(ahead.front());
            const bool is_second_end = ahead.front() == '\n' || ahead.front() == '\r';
            if (!is_fold && !is_second_end) break;
            if (is_second_end && ahead.size() > 1 && !is_blank(ahead[1])) break;
            const std::string_view fold = next_line(ahead);
            if (!fold.empty()) value += ' ' + std::string{trim(fold)};
            skeleton = ahead;
        }
        try {
            const mimetic::ContentType type{value};
        } catch (const std::exception&) {
            return false;
        }
    }
    return true;
}

// How many fields of each kind that matters a header holds.
struct FieldCounts {
    std::size_t types = 0;
    std::size_t encodings = 0;
    void count(std::string_view name) {
        if (equals_ignoring_case(name, "content-type")) ++types;
        if (equals_ignoring_case(name, "content-transfer-encoding")) ++encodings;
    }
    friend bool operator==(const FieldCounts&, const FieldCounts&) = default;
};

FieldCounts counts(std::string_view header) {
    FieldCounts all;
    HeaderFields fields{header};
    while (const auto field = fields.next()) all.count(field->name);
    return all;
}

// Names alone: the values' getters are not to be trusted.
FieldCounts counts(const mimetic::MimeEntity& entity) {
    FieldCounts all;
    for (const mimetic::Field& field : entity.header()) {
        all.count(std::string_view{field.name().data(), field.name().size()});
    }
    return all;
}

std::vector<std::vector<std::size_t>> children_of(const Structure& structure) {
    std::vector<std::vector<std::size_t>> children(structure.entities.size());
    for (std::size_t i = 1; i < structure.entities.size(); ++i) {
        children[static_cast<std::size_t>(structure.entities[i].parent)].push_back(i);
    }
    return children;
}

bool is_same_tree(std::string_view message, const Structure& structure, const Skeleton& skeleton,
                  const mimetic::MimeEntity& other) {
    const auto children = children_of(structure);
    std::vector<std::pair<std::size_t, const mimetic::MimeEntity*>> todo{{0, &other}};
    while (!todo.empty()) {
        const auto [index, theirs] = todo.back();
        todo.pop_back();
        const Entity& ours = structure.entities[index];
        if (counts(octets(message, ours.header)) != counts(*theirs)) return false;

        const auto& parts = theirs->body().parts();
        if (ours.is_leaf) {
            // mimetic opens a nested message; what is in it is read, and judged, as a message of its own.
            const bool is_message = ours.media_type == "message/rfc822" && !parts.empty();
            if (is_message ? parts.size() != 1 : !parts.empty()) return false;
            const std::string& content = theirs->body();
            if (!is_message && content != skeleton.contents[index]) return false;
            continue;
        }
        if (parts.size() != children[index].size()) return false;
        std::size_t part = 0;
        for (const mimetic::MimeEntity* entity : parts) todo.emplace_back(children[index][part++], entity);
    }
    return true;
}

bool mimetic_agrees(std::string_view message, const Structure& structure) {
    const auto skeleton = make_skeleton(message, structure);
    if (!skeleton || !are_types_safe(skeleton->text)) return false;
    try {
        std::istringstream text{skeleton->text};
        const mimetic::MimeEntity other{text};
        return is_same_tree(message, structure, *skeleton, other);
    } catch (const std::exception&) {
        return false;
    }
}

bool has_broken_base64(std::string_view message, const Structure& structure) {
    return std::any_of(structure.entities.begin(), structure.entities.end(), [&](const Entity& entity) {
        return entity.is_leaf && entity.encoding == TransferEncoding::base64 &&
               is_anomalous_base64(octets(message, entity.body));
    });
}

// A bare CR before a delimiter: a line end to some clients alone.
bool has_hidden_delimiter(std::string_view message, const Structure& structure) {
    constexpr std::string_view mark = "\r--";
    constexpr int most_marks = 1000;
    int marks = 0;
    for (std::size_t at = match::find_octets(message, mark); at != std::string_view::npos;
         at = match::find_octets(message, mark, at + 1)) {
        if (++marks > most_marks) return true;
        const std::string_view line = message.substr(at + mark.size());
        for (const Entity& entity : structure.entities) {
            if (!entity.is_leaf && line.substr(0, entity.boundary.size()) == entity.boundary) return true;
        }
    }
    return false;
}

// A nested message that uses a boundary of a multipart around it: it ends where its reader thinks.
bool nests_a_boundary_twice(std::string_view message, const Structure& structure) {
    for (const Entity& leaf : structure.entities) {
        if (!leaf.is_leaf || leaf.media_type.substr(0, 8) != "message/") continue;
        const auto nested = read_structure(octets(message, leaf.body), Limits{});
        if (!nested) continue;
        for (int up = leaf.parent; up >= 0; up = structure.entities[static_cast<std::size_t>(up)].parent) {
            const std::string& boundary = structure.entities[static_cast<std::size_t>(up)].boundary;
            const bool is_used = std::any_of(nested->entities.begin(), nested->entities.end(),
                                             [&](const Entity& entity) { return entity.boundary == boundary; });
            if (is_used) return true;
        }
    }
    return false;
}

}  // namespace

std::vector<Ambiguity> second_opinion(std::string_view message, const Reading& reading) {
    Doubts doubts;
    for (const Ambiguity ambiguity : reading.ambiguities) doubts.add(ambiguity);
    if (has_hidden_delimiter(message, reading.structure)) doubts.add(Ambiguity::mixed_line_ends);
    if (nests_a_boundary_twice(message, reading.structure)) doubts.add(Ambiguity::boundary_used_twice);
    if (has_broken_base64(message, reading.structure)) doubts.add(Ambiguity::broken_base64);
    if (!mimetic_agrees(message, reading.structure)) doubts.add(Ambiguity::second_reader_differs);
    return doubts.list();
}

bool readings_agree(std::string_view message, const Structure& structure) {
    // What the structure was read with is not known here; as wide as it is itself always suffices.
    Limits limits;
    limits.max_depth = std::max(limits.max_depth, structure.entities.size());
    limits.max_parts = std::max(limits.max_parts, structure.entities.size());
    limits.max_header_bytes = std::max(limits.max_header_bytes, message.size());
    limits.max_header_fields = std::max(limits.max_header_fields, message.size());
    limits.max_kept_fields = std::max(limits.max_kept_fields, message.size());
    const auto reading = read_message(message, limits);
    if (!reading || reading->structure.entities != structure.entities) return false;
    return second_opinion(message, *reading).empty();
}

}  // namespace sluis::mime
