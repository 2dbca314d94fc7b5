#include "storage/directory/password.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <vector>

namespace sluis::storage::directory {
namespace {

using Octets = std::vector<unsigned char>;
constexpr std::string_view scheme{"{PBKDF2-SHA256}"};
constexpr unsigned max_iterations = 1'000'000;
constexpr std::size_t max_password = 1'024;
constexpr std::size_t hash_octets = 32;

struct Record {
    unsigned iterations = 0;
    Octets salt;
    Octets hash;
};

gnutls_datum_t datum(const unsigned char* data, std::size_t size) {
    return {const_cast<unsigned char*>(data), static_cast<unsigned>(size)};
}

std::optional<Octets> decode(std::string_view text) {
    std::string padded{text};
    std::replace(padded.begin(), padded.end(), '.', '+');
    if (padded.empty() || padded.size() > 256 || padded.find('=') != std::string::npos) return std::nullopt;
    padded.append((4 - padded.size() % 4) % 4, '=');
    const auto encoded = datum(reinterpret_cast<const unsigned char*>(padded.data()), padded.size());
    gnutls_datum_t decoded{};
    if (::gnutls_base64_decode2(&encoded, &decoded) != 0) return std::nullopt;
    Octets octets(decoded.data, decoded.data + decoded.size);
    ::gnutls_free(decoded.data);
    return octets;
}

std::string encode(const Octets& octets) {
    const auto plain = datum(octets.data(), octets.size());
    gnutls_datum_t encoded{};
    if (::gnutls_base64_encode2(&plain, &encoded) != 0) throw std::runtime_error{"base64 failed"};
    std::string text{reinterpret_cast<const char*>(encoded.data), encoded.size};
    ::gnutls_free(encoded.data);
    std::replace(text.begin(), text.end(), '+', '.');
    while (text.ends_with('=')) text.pop_back();
    return text;
}

std::optional<Record> parse(std::string_view text) {
    if (!text.starts_with(scheme)) return std::nullopt;
    text.remove_prefix(scheme.size());
    const auto first = text.find('$');
    const auto second = first == std::string_view::npos ? first : text.find('$', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    Record record;
    const auto [end, error] = std::from_chars(text.data(), text.data() + first, record.iterations);
    if (error != std::errc{} || end != text.data() + first) return std::nullopt;
    if (record.iterations < 1 || record.iterations > max_iterations) return std::nullopt;
    auto salt = decode(text.substr(first + 1, second - first - 1));
    auto hash = decode(text.substr(second + 1));
    if (!salt || !hash || hash->size() != hash_octets) return std::nullopt;
    record.salt = std::move(*salt);
    record.hash = std::move(*hash);
    return record;
}

Octets derive(std::string_view password, const Octets& salt, unsigned iterations) {
    const auto key = datum(reinterpret_cast<const unsigned char*>(password.data()), password.size());
    const auto with = datum(salt.data(), salt.size());
    Octets hash(hash_octets);
    if (::gnutls_pbkdf2(GNUTLS_MAC_SHA256, &key, &with, iterations, hash.data(), hash.size()) != 0) {
        throw std::runtime_error{"PBKDF2 failed"};
    }
    return hash;
}

}  // namespace

std::string hash_password(std::string_view password, unsigned iterations) {
    Octets salt(16);
    if (::gnutls_rnd(GNUTLS_RND_KEY, salt.data(), salt.size()) != 0) throw std::runtime_error{"no random numbers"};
    return std::string{scheme} + std::to_string(iterations) + '$' + encode(salt) + '$' +
           encode(derive(password, salt, iterations));
}

bool password_fits(std::string_view record, std::string_view password) {
    const auto parsed = parse(record);
    if (!parsed || password.empty() || password.size() > max_password) return false;
    const auto hash = derive(password, parsed->salt, parsed->iterations);
    return ::gnutls_memcmp(hash.data(), parsed->hash.data(), hash_octets) == 0;
}

bool is_password_record(std::string_view record) {
    return parse(record).has_value();
}

}  // namespace sluis::storage::directory
