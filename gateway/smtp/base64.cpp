#include "gateway/smtp/base64.h"

#include <cstdint>

namespace sluis::smtp {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string base64_encode(std::string_view octets) {
    std::string text;
    text.reserve((octets.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < octets.size(); i += 3) {
        const auto group = octets.substr(i, 3);
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            bits = bits << 8 | (k < group.size() ? static_cast<unsigned char>(group[k]) : 0u);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            text += k <= group.size() ? alphabet[bits >> (18 - 6 * k) & 63] : '=';
        }
    }
    return text;
}

std::optional<std::string> base64_decode(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    const auto padding = text.ends_with("==") ? 2u : text.ends_with('=') ? 1u : 0u;
    std::string octets;
    octets.reserve(text.size() / 4 * 3);
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (char c : text.substr(0, text.size() - padding)) {
        const auto value = alphabet.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xffff;
        count += 6;
        if (count >= 8) {
            count -= 8;
            octets += static_cast<char>(bits >> count & 0xff);
        }
    }
    if ((bits & ((1u << count) - 1)) != 0) return std::nullopt;
    return octets;
}

}  // namespace sluis::smtp
