#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include <algorithm>
#include <array>

#include "gateway/templates/own_mail.h"

namespace sluis::templates {
namespace {

constexpr std::size_t max_id = 64;
constexpr std::string_view purpose{"sluis-trace-1:"};  // so that no other use of the key gives the same value

bool is_id(std::string_view id) {
    const auto allowed = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    };
    return !id.empty() && id.size() <= max_id && std::all_of(id.begin(), id.end(), allowed);
}

std::string mac(std::span<const unsigned char> key, std::string_view id) {
    if (key.empty()) throw HeaderError{"the trace key is empty"};
    const std::string input = std::string{purpose}.append(id);
    std::array<unsigned char, 32> digest{};
    if (::gnutls_hmac_fast(GNUTLS_MAC_SHA256, key.data(), key.size(), input.data(), input.size(), digest.data()) != 0) {
        throw std::runtime_error{"HMAC failed"};
    }
    std::string hex;
    for (unsigned char octet : digest) {
        constexpr std::string_view digits{"0123456789abcdef"};
        hex += digits[octet >> 4];
        hex += digits[octet & 15];
    }
    return hex;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

std::string trace_value(std::span<const unsigned char> key, std::string_view id) {
    if (!is_id(id)) throw HeaderError{"a trace identifier is malformed"};
    return std::string{id} + "; " + mac(key, id);
}

std::optional<std::string> trace_id(std::string_view value, std::span<const unsigned char> key) {
    const auto semicolon = value.find(';');
    if (semicolon == std::string_view::npos || value.size() > 256) return std::nullopt;
    const auto id = trimmed(value.substr(0, semicolon));
    const auto found = trimmed(value.substr(semicolon + 1));
    if (!is_id(id)) return std::nullopt;
    const auto expected = mac(key, id);
    if (found.size() != expected.size() || ::gnutls_memcmp(found.data(), expected.data(), expected.size()) != 0)
        return std::nullopt;
    return std::string{id};
}

}  // namespace sluis::templates
