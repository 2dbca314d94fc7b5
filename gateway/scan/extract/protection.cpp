#include "gateway/scan/extract/protection.h"

#include <algorithm>

namespace sluis::scan {
namespace {

using policy::Protection;

bool is_armoured(std::string_view text, std::string_view what) {
    const auto begin = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return begin != text.npos && text.substr(begin).starts_with("-----BEGIN PGP " + std::string{what} + "-----");
}

Protection of_body(std::string_view message, const mime::Entity& entity) {
    constexpr std::size_t head = 4096;  // Enough for the first line.
    const auto text = mime::decode(mime::octets(message, entity.body).substr(0, head), entity.encoding).content;
    if (is_armoured(text, "MESSAGE")) return Protection::pgp_encrypted;
    if (is_armoured(text, "SIGNED MESSAGE")) return Protection::pgp_signed;
    return Protection::none;
}

}  // namespace

Cms cms_of(std::string_view octets) {
    // 1.2.840.113549.1.7.n (RFC 5652 §14), 1.2.840.113549.1.9.16.1.23 (RFC 5083).
    static constexpr std::string_view pkcs7{"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07", 10};
    static constexpr std::string_view auth_enveloped{"\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x17", 11};
    const auto start = octets.substr(0, 64);
    if (start.find(auth_enveloped) != start.npos) return Cms::enveloped;
    const auto at = start.find(pkcs7);
    if (at == start.npos || at + pkcs7.size() >= start.size()) return Cms::other;
    const char which = start[at + pkcs7.size()];
    return which == 2 ? Cms::signed_data : which == 3 ? Cms::enveloped : Cms::other;
}

bool is_signature(std::string_view octets) {
    constexpr std::size_t largest = 64 * 1024;
    if (octets.empty() || octets.size() > largest) return octets.empty();
    const auto text = octets.substr(std::min(octets.find_first_not_of(" \t\r\n"), octets.size()));
    if (text.starts_with("-----BEGIN PGP SIGNATURE-----")) return true;
    // Tag 2, in the old form or the new one.
    const auto first = static_cast<unsigned char>(octets.front());
    if ((first & 0xFCu) == 0x88u || first == 0xC2u) return true;
    return cms_of(octets) == Cms::signed_data;
}

bool is_sealed(const mime::Structure& structure) {
    return std::any_of(structure.entities.begin(), structure.entities.end(), [](const mime::Entity& entity) {
        return entity.media_type == "multipart/signed" || entity.media_type == "multipart/encrypted";
    });
}

Protection protection_of(std::string_view message, const mime::Structure& structure, const mime::Limits& limits) {
    const auto& root = structure.entities.front();
    if (root.media_type == "multipart/signed") {
        const auto type = mime::content_type(mime::octets(message, root.header), limits);
        const auto protocol = type.parameter("protocol").value_or("");
        return protocol.find("pgp") != protocol.npos ? Protection::pgp_signed : Protection::smime_signed;
    }
    if (root.media_type == "multipart/encrypted") {
        for (const auto& entity : structure.entities) {
            if (entity.is_leaf && is_armoured(open_leaf(message, entity, limits).content(), "MESSAGE"))
                return Protection::pgp_encrypted;
        }
        return Protection::none;
    }
    if (root.media_type.ends_with("pkcs7-mime")) {
        switch (cms_of(open_leaf(message, root, limits).content())) {
            case Cms::signed_data:
                return Protection::smime_signed;
            case Cms::enveloped:
                return Protection::smime_encrypted;
            case Cms::other:
                return Protection::none;
        }
    }
    for (const auto& entity : structure.entities) {
        if (entity.is_leaf && entity.media_type == "text/plain") return of_body(message, entity);
    }
    return Protection::none;
}

}  // namespace sluis::scan
