#include "gateway/mime/rewriter.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "gateway/mime/ascii.h"

namespace sluis::mime {
namespace {

// What becomes of one entity of the original.
struct Node {
    std::vector<std::size_t> children;
    bool replaced = false;       // A leaf that goes into the vault.
    bool stays = true;           // It, or something in it, is written.
    bool whole = false;          // Signed or sealed, and nothing in it replaced: written byte-exact.
    bool notice_before = false;  // The notice stands where this entity was.
    bool notice_after = false;   // The notice follows this entity.
};

bool is_sealed(const Entity& entity) {
    return entity.media_type == "multipart/signed" || entity.media_type == "multipart/encrypted";
}

bool shows_one_part(const Entity& entity) {
    return entity.media_type == "multipart/alternative" || entity.media_type == "multipart/related";
}

bool is_media_type(std::string_view type) {
    return type.size() > 2 && type.find('/') != std::string_view::npos && type.find('/') == type.rfind('/') &&
           std::all_of(type.begin(), type.end(), [](char c) {
               return is_printable(c) && std::string_view{"()<>@,;:\\\"[]?="}.find(c) == std::string_view::npos;
           });
}

// Nobody who wrote the message can know these bits, so no kept octets hold them.
std::string fresh_boundary() {
    std::array<unsigned char, 18> random{};
    if (getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size())) {
        throw std::runtime_error{"no random octets from the system"};
    }
    constexpr std::string_view digits = "0123456789abcdef";
    std::string boundary = "=_sluis_";
    for (const unsigned char octet : random) {
        boundary += digits[octet >> 4];
        boundary += digits[octet & 15];
    }
    return boundary;
}

class Rewriter {
public:
    Rewriter(const Structure& structure, const RewritePlan& plan) : structure_{structure}, plan_{plan} {}

    Result<Segments, RewriteFailure> rewrite() {
        if (const auto why = mark()) return tl::unexpected<RewriteFailure>(*why);
        place_notice();
        write_header();
        write_body();
        return std::move(segments_);
    }

private:
    // A multipart that is being written.
    struct Open {
        std::size_t entity;
        std::string boundary;
        std::size_t next_child = 0;
    };

    [[nodiscard]] const Entity& entity(std::size_t index) const { return structure_.entities[index]; }
    std::optional<RewriteFailure> mark();
    std::optional<RewriteFailure> build_tree();
    void place_notice();
    [[nodiscard]] bool only_notice_stays() const;
    [[nodiscard]] std::string type_field(std::size_t index, const std::string& boundary) const;
    void write_header();
    void write_body();
    void write_multiparts(std::size_t root, const std::string& boundary);
    void enter(std::size_t index, std::vector<Open>& open, const std::string& delimiter);
    void write_notice(const std::string& boundary);
    void text(std::string_view text);
    void original(Range range);

    const Structure& structure_;
    const RewritePlan& plan_;
    std::vector<Node> nodes_;
    Segments segments_;
};

std::optional<RewriteFailure> Rewriter::build_tree() {
    if (structure_.entities.empty()) return RewriteFailure::bad_structure;
    nodes_.resize(structure_.entities.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const Entity& one = entity(i);
        if (!one.is_leaf && !is_media_type(one.media_type)) return RewriteFailure::bad_structure;
        const bool parent_is_before = one.parent >= 0 && static_cast<std::size_t>(one.parent) < i;
        if (i == 0 ? one.parent != -1 : !parent_is_before) return RewriteFailure::bad_structure;
        if (i == 0) continue;
        const auto parent = static_cast<std::size_t>(one.parent);
        if (entity(parent).is_leaf) return RewriteFailure::bad_structure;
        nodes_[parent].children.push_back(i);
    }
    return std::nullopt;
}

// Decides for each entity whether it stays.
std::optional<RewriteFailure> Rewriter::mark() {
    if (const auto why = build_tree()) return why;
    if (plan_.replaced.empty()) return RewriteFailure::nothing_replaced;
    for (const auto& path : plan_.replaced) {
        const auto found = std::find_if(structure_.entities.begin(), structure_.entities.end(),
                                        [&](const Entity& one) { return one.is_leaf && one.path == path; });
        if (found == structure_.entities.end()) return RewriteFailure::unknown_part;
        nodes_[static_cast<std::size_t>(found - structure_.entities.begin())].replaced = true;
    }
    // Children stand after their parents, so going backwards settles them first.
    std::vector<bool> touched(nodes_.size(), false);
    for (std::size_t i = nodes_.size(); i-- > 0;) {
        Node& node = nodes_[i];
        if (entity(i).is_leaf) {
            node.stays = !node.replaced;
            touched[i] = node.replaced;
            continue;
        }
        touched[i] = std::any_of(node.children.begin(), node.children.end(), [&](auto c) { return touched[c]; });
        if (is_sealed(entity(i)) && touched[i]) return RewriteFailure::signed_or_sealed;
        node.whole = is_sealed(entity(i));
        node.stays = node.whole ||
                     std::any_of(node.children.begin(), node.children.end(), [&](auto c) { return nodes_[c].stays; });
    }
    return std::nullopt;
}

// In the place of the first replaced leaf; out of multiparts of which clients show one part only.
void Rewriter::place_notice() {
    const auto first = std::find_if(nodes_.begin(), nodes_.end(), [](const Node& node) { return node.replaced; });
    const auto leaf = static_cast<std::size_t>(first - nodes_.begin());
    std::size_t place = leaf;
    for (int up = entity(leaf).parent; up >= 0; up = entity(static_cast<std::size_t>(up)).parent) {
        if (shows_one_part(entity(static_cast<std::size_t>(up)))) place = static_cast<std::size_t>(up);
    }
    // A multipart that vanishes is not entered: the notice stands where the outermost of them was.
    while (!nodes_[place].stays && entity(place).parent >= 0 &&
           !nodes_[static_cast<std::size_t>(entity(place).parent)].stays) {
        place = static_cast<std::size_t>(entity(place).parent);
    }
    (nodes_[place].stays ? nodes_[place].notice_after : nodes_[place].notice_before) = true;
}

bool Rewriter::only_notice_stays() const {
    return !nodes_.front().stays;
}

// Content-Type of a multipart that is written anew, with the end of its header.
std::string Rewriter::type_field(std::size_t index, const std::string& boundary) const {
    const Entity& one = entity(index);
    const auto& children = nodes_[index].children;
    const bool keeps_root = !children.empty() && nodes_[children.front()].stays;
    std::string type = "multipart/mixed";
    if (one.media_type == "multipart/alternative" || one.media_type == "multipart/digest") type = one.media_type;
    std::string parameter;
    if (one.media_type == "multipart/related" && keeps_root) {
        type = one.media_type;
        const std::string& root = entity(children.front()).media_type;
        if (is_media_type(root)) parameter = ";\r\n type=\"" + root + "\"";
    }
    return "Content-Type: " + type + ";\r\n boundary=\"" + boundary + "\"" + parameter + "\r\n\r\n";
}

void Rewriter::text(std::string_view text) {
    if (segments_.empty() || !std::holds_alternative<std::string>(segments_.back())) {
        segments_.emplace_back(std::string{});
    }
    std::get<std::string>(segments_.back()) += text;
}

void Rewriter::original(Range range) {
    if (range.begin < range.end) segments_.emplace_back(range);
}

void Rewriter::write_header() {
    text(plan_.prepended);
    std::vector<FieldEdit> kept = removals(structure_, plan_.kept_fields);
    const auto& fields = entity(0).fields;
    for (const FieldEdit& field : kept) {
        const auto named =
            std::find_if(fields.begin(), fields.end(), [&](const FieldRange& f) { return f.range == field.range; });
        if (named->name == "mime-version" || std::string_view{named->name}.substr(0, 8) == "content-") continue;
        if (field.range.end == entity(0).body.end)
            continue;  // Cut off by the message's end: it would swallow the next.
        const auto edit = std::find_if(plan_.edits.begin(), plan_.edits.end(),
                                       [&](const FieldEdit& e) { return e.range == field.range; });
        if (edit != plan_.edits.end()) {
            text(edit->replacement);
            continue;
        }
        original(field.range);
    }
    text("MIME-Version: 1.0\r\n");
}

void Rewriter::write_body() {
    if (only_notice_stays()) {
        text(plan_.notice);
        return;
    }
    const std::string boundary = fresh_boundary();
    if (!nodes_.front().notice_after) {
        text(type_field(0, boundary));
        write_multiparts(0, boundary);
        return;
    }
    // The message itself shows one part only: it goes into a multipart with the notice beside it.
    text("Content-Type: multipart/mixed;\r\n boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n");
    const std::string inner = fresh_boundary();
    text(type_field(0, inner));
    write_multiparts(0, inner);
    write_notice(boundary);
    text("\r\n--" + boundary + "--\r\n");
}

void Rewriter::write_notice(const std::string& boundary) {
    text("\r\n--" + boundary + "\r\n" + plan_.notice);
}

void Rewriter::enter(std::size_t index, std::vector<Open>& open, const std::string& delimiter) {
    const Node& node = nodes_[index];
    const Entity& one = entity(index);
    if (!node.stays) return;
    text("\r\n--" + delimiter + "\r\n");
    if (one.is_leaf || node.whole) {
        original({one.header.begin, one.body.end});
        return;
    }
    std::string boundary = fresh_boundary();
    text(type_field(index, boundary));
    open.push_back({index, std::move(boundary), 0});
}

void Rewriter::write_multiparts(std::size_t root, const std::string& boundary) {
    std::vector<Open> open{{root, boundary, 0}};
    while (!open.empty()) {
        const auto& children = nodes_[open.back().entity].children;
        const std::string delimiter = open.back().boundary;
        const std::size_t next = open.back().next_child;
        // The notice after the child that was just written, once everything in that child is out.
        if (next > 0 && nodes_[children[next - 1]].notice_after) write_notice(delimiter);
        if (next == children.size()) {
            text("\r\n--" + delimiter + "--\r\n");
            open.pop_back();
            continue;
        }
        ++open.back().next_child;
        if (nodes_[children[next]].notice_before) write_notice(delimiter);
        enter(children[next], open, delimiter);
    }
}

}  // namespace

Result<Segments, RewriteFailure> rewrite(const Structure& structure, const RewritePlan& plan) {
    return Rewriter{structure, plan}.rewrite();
}

}  // namespace sluis::mime
