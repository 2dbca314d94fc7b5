#include "gateway/scan/extract/leaf.h"

#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/picture_text.h"
#include "gateway/scan/extract/protection.h"

namespace sluis::scan {
namespace {

bool is_signature_picture(const Leaf& leaf) {
    if (kind_of(leaf.content(), {leaf.type.value, leaf.file_name, ""}) != Kind::picture) return false;
    const bool shown =
        leaf.disposition.value != "attachment" || mime::find_field(leaf.header, "content-id").has_value();
    return shown && is_signature_size(leaf.content());
}

bool is_body(const mime::Structure& structure, const Leaf& leaf) {
    if (!leaf.type.value.starts_with("text/") || leaf.disposition.value == "attachment") return false;
    if (leaf.entity->parent < 0 || parent_type(structure, *leaf.entity) == "multipart/alternative") return true;
    const bool plain = leaf.type.value == "text/plain" || leaf.type.value == "text/html";
    return plain && leaf.file_name.empty();
}

}  // namespace

Leaf open_leaf(std::string_view message, const mime::Entity& entity, const mime::Limits& limits) {
    Leaf leaf;
    leaf.entity = &entity;
    leaf.header = mime::octets(message, entity.header);
    leaf.type = mime::content_type(leaf.header, limits);
    leaf.disposition = mime::content_disposition(leaf.header, limits);
    leaf.file_name = mime::leaf_file_name(leaf.header, limits);
    leaf.body = mime::octets(message, entity.body);
    if (entity.encoding != mime::TransferEncoding::identity) leaf.decoded = mime::decode(leaf.body, entity.encoding);
    return leaf;
}

std::string_view parent_type(const mime::Structure& structure, const mime::Entity& entity) {
    if (entity.parent < 0 || static_cast<std::size_t>(entity.parent) >= structure.entities.size()) return {};
    return structure.entities[static_cast<std::size_t>(entity.parent)].media_type;
}

policy::Role role_of(const mime::Structure& structure, const Leaf& leaf) {
    const auto& type = leaf.type.value;
    if (type == "text/calendar") return policy::Role::calendar;
    const bool detached = type == "application/pkcs7-signature" || type == "application/x-pkcs7-signature" ||
                          type == "application/pgp-signature";
    if (detached && parent_type(structure, *leaf.entity) == "multipart/signed" && is_signature(leaf.content()))
        return policy::Role::signature;
    if (is_body(structure, leaf)) return policy::Role::body;
    return is_signature_picture(leaf) ? policy::Role::signature_picture : policy::Role::attachment;
}

void read_leaf(const Leaf& leaf, policy::Role role, Sink& sink) {
    for (const auto& name : mime::all_file_names(leaf.header, sink.budget().mime))
        read_value("bestandsnaam", name, sink);
    if (const auto described = mime::find_field(leaf.header, "content-description"))
        read_value("omschrijving", mime::decode_text(*described), sink);
    if (role == policy::Role::signature) return;
    if (role == policy::Role::signature_picture) return read_signature_picture(leaf.content(), sink);
    const auto charset = leaf.type.parameter("charset").value_or("");
    const Declared declared{leaf.type.value, leaf.file_name, charset};
    extract(leaf.content(), declared, sink);
    if (!leaf.decoded.other_reading.empty()) extract(leaf.decoded.other_reading, declared, sink);
}

}  // namespace sluis::scan
