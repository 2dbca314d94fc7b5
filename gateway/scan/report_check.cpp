#include "gateway/scan/report_check.h"

#include <algorithm>
#include <array>

namespace sluis::scan {
namespace {

bool is_inside(const mime::Range& inner, const mime::Range& outer) {
    return outer.begin <= inner.begin && inner.begin <= inner.end && inner.end <= outer.end;
}

bool has_good_fields(const mime::Entity& entity) {
    std::uint64_t free_from = entity.header.begin;
    for (const auto& field : entity.fields) {
        if (field.range.begin < free_from || !is_inside(field.range, entity.header)) return false;
        free_from = field.range.end;
    }
    return true;
}

const char* lie_in(const mime::Entity& entity, const mime::Range& room, const mime::Limits& limits) {
    if (!is_inside(entity.header, room) || !is_inside(entity.body, room)) return "a range outside its parent";
    if (entity.header.end > entity.body.begin) return "a body before the end of its header";
    if (entity.header.size() > limits.max_header_bytes) return "a header above the limit";
    if (entity.fields.size() > limits.max_header_fields) return "more header fields than the limit";
    if (!has_good_fields(entity)) return "header fields out of order or place";
    return nullptr;
}

using Alphabet = std::array<bool, 256>;

constexpr Alphabet alphabet(std::string_view signs) {
    Alphabet all{};
    for (const char c : signs) all[static_cast<unsigned char>(c)] = true;
    return all;
}

constexpr auto digits = alphabet("0123456789");
constexpr auto of_dossier = alphabet("0123456789abcdefghijklmnopqrstuvwxyz");
constexpr auto of_name = alphabet(" abcdefghijklmnopqrstuvwxyz");
constexpr auto of_name_birth = alphabet(" -0123456789abcdefghijklmnopqrstuvwxyz");

bool consists_of(std::string_view value, const Alphabet& signs) {
    return !value.empty() &&
           std::all_of(value.begin(), value.end(), [&](char c) { return signs[static_cast<unsigned char>(c)]; });
}

// Of the letters, digits and signs that its kind is written with.
bool has_form(const Candidate& candidate) {
    switch (candidate.kind) {
        case match::Kind::national_number:
            return candidate.value.size() == 11 && consists_of(candidate.value, digits);
        case match::Kind::phone:
            return consists_of(candidate.value, digits);
        case match::Kind::dossier:
            return consists_of(candidate.value, of_dossier);
        case match::Kind::name_birth:
            return consists_of(candidate.value, of_name_birth);
        case match::Kind::name:
        case match::Kind::initial:
            return consists_of(candidate.value, of_name);
        case match::Kind::email:
            return std::all_of(candidate.value.begin(), candidate.value.end(),
                               [](char c) { return c > ' ' && c < '\x7f'; }) &&
                   candidate.value.find('@') != std::string::npos;
    }
    return false;
}

// The parts of one entity still open while the tree is read in the order of the message.
struct Open {
    int index;
    int parts = 0;
    std::uint64_t free_from;  // Where the next part may begin.
};

std::string path_of_part(const mime::Entity& parent, int number) {
    return (parent.path.empty() ? "" : parent.path + ".") + std::to_string(number);
}

}  // namespace

const char* lie_in(const mime::Structure& structure, std::uint64_t message_size, const mime::Limits& limits) {
    const auto& entities = structure.entities;
    if (entities.empty()) return "no entity";
    if (entities.size() > limits.max_parts) return "more parts than the limit";

    const mime::Entity& message = entities.front();
    if (message.parent != -1 || !message.path.empty()) return "a message that is a part";
    if (message.body.end != message_size) return "a message of another size";
    if (const char* lie = lie_in(message, {0, message_size}, limits)) return lie;

    std::vector<Open> open{{0, 0, message.body.begin}};
    for (std::size_t i = 1; i < entities.size(); ++i) {
        const mime::Entity& entity = entities[i];
        while (!open.empty() && open.back().index != entity.parent) open.pop_back();
        if (open.empty()) return "a part without parent, or out of order";
        if (open.size() > limits.max_depth) return "parts deeper than the limit";

        const mime::Entity& parent = entities[static_cast<std::size_t>(entity.parent)];
        if (parent.is_leaf) return "a leaf with parts";
        Open& within = open.back();
        if (const char* lie = lie_in(entity, {within.free_from, parent.body.end}, limits)) return lie;
        within.free_from = entity.body.end;
        if (entity.path != path_of_part(parent, ++within.parts)) return "a part path that does not match";
        open.push_back({static_cast<int>(i), 0, entity.body.begin});
    }
    return nullptr;
}

const char* lie_in(const policy::Findings& findings, const mime::Structure& structure, std::uint64_t message_size) {
    const auto& documents = findings.documents;
    const bool all_sane = std::all_of(documents.begin(), documents.end(),
                                      [&](const auto& document) { return document.size <= message_size; });
    if (!all_sane) return "a document larger than its message";
    if (findings.unscannable && documents.size() == 1 && documents.front().part.empty()) return nullptr;

    std::size_t next = 0;
    for (const auto& entity : structure.entities) {
        if (!entity.is_leaf) continue;
        if (next == documents.size() || documents[next].part != entity.path) return "a leaf without its document";
        ++next;
    }
    return next == documents.size() ? nullptr : "a document without its leaf";
}

const char* lie_in(const std::vector<Candidate>& candidates, const policy::Findings& findings) {
    auto least = match::Kind::national_number;
    for (const auto& candidate : candidates) {
        if (candidate.kind < least) return "candidates out of order";
        least = candidate.kind;
        if (candidate.document && *candidate.document >= findings.documents.size()) return "a candidate of no document";
        if (!has_form(candidate)) return "a candidate out of form";
    }
    return nullptr;
}

}  // namespace sluis::scan
