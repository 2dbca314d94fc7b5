#include "gateway/scan/text.h"

#include <cstdint>

#include "gateway/scan/bounds.h"

namespace sluis::scan {
namespace {

struct Character {
    std::uint32_t code = 0;
    std::size_t octets = 0;  ///< 0: no UTF-8 stands here.
};

// RFC 3629 §4: no overlong forms, no surrogates, nothing beyond U+10FFFF.
Character character_at(std::string_view text) {
    const auto octet = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = octet(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t octets = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < octets) return {};
    std::uint32_t code = lead & (0xFFU >> (octets + 1));
    for (std::size_t i = 1; i < octets; ++i) {
        if ((octet(i) & 0xC0U) != 0x80U) return {};
        code = (code << 6) | (octet(i) & 0x3FU);
    }
    constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < least[octets] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
    return {code, octets};
}

bool may_stand(std::uint32_t code, bool line_feeds) {
    if (code == '\n') return line_feeds;
    if (code < 0x20 || (code >= 0x7F && code <= 0x9F)) return false;
    return !((code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069));
}

}  // namespace

bool is_plain_text(std::string_view text, bool line_feeds) {
    while (!text.empty()) {
        const Character next = character_at(text);
        if (next.octets == 0 || !may_stand(next.code, line_feeds)) return false;
        text.remove_prefix(next.octets);
    }
    return true;
}

std::string plain_text(std::string_view text, std::size_t limit, bool line_feeds) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    std::string plain;
    while (!text.empty()) {
        const Character next = character_at(text);
        const std::string_view piece = next.octets == 0                   ? replacement
                                       : may_stand(next.code, line_feeds) ? text.substr(0, next.octets)
                                                                          : std::string_view{" "};
        if (plain.size() + piece.size() > limit) break;
        plain += piece;
        text.remove_prefix(next.octets == 0 ? 1 : next.octets);
    }
    return plain;
}

bool is_link_host(std::string_view text) {
    const bool address = text.size() > 2 && text.starts_with('[') && text.ends_with(']');
    const auto name = address ? text.substr(1, text.size() - 2) : text;
    constexpr std::string_view of_name = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
    constexpr std::string_view of_address = "0123456789abcdef:.";
    return !text.empty() && text.size() <= bounds::link_host &&
           name.find_first_not_of(address ? of_address : of_name) == name.npos;
}

}  // namespace sluis::scan
