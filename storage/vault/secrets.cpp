#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <sys/random.h>

#include "storage/vault/keys.h"

namespace sluis::storage::vault {
namespace {

// The purpose's length first, so that purpose and text cannot flow into each other.
std::string with_length(std::string_view purpose) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((purpose.size() >> shift) & 0xff);
    return out.append(purpose);
}

Error no_hmac() {
    return Error{"keys: HMAC-SHA-256 is not to be had", false};
}

}  // namespace

Key::~Key() {
    ::gnutls_memset(octets_.data(), 0, octets_.size());
}

Key Key::random() {
    std::array<unsigned char, size> octets{};
    if (::getrandom(octets.data(), octets.size(), 0) != static_cast<ssize_t>(octets.size()))
        throw Error{"keys: the system gave no random octets", true};
    const Key key{octets};
    ::gnutls_memset(octets.data(), 0, octets.size());
    return key;
}

std::string keyed_hash(const Key& key, std::string_view purpose, std::string_view text) {
    auto message = with_length(purpose).append(text);
    std::array<unsigned char, 32> digest{};
    if (::gnutls_hmac_fast(GNUTLS_MAC_SHA256, key.octets().data(), Key::size, message.data(), message.size(),
                           digest.data()) != 0)
        throw no_hmac();
    ::gnutls_memset(message.data(), 0, message.size());
    std::string hex;
    for (const unsigned char octet : digest) {
        hex += "0123456789abcdef"[octet >> 4];
        hex += "0123456789abcdef"[octet & 15];
    }
    return hex;
}

KeyedHasher::KeyedHasher(const Key& key, std::string_view purpose) : purpose_{with_length(purpose)} {
    gnutls_hmac_hd_t state = nullptr;
    if (::gnutls_hmac_init(&state, GNUTLS_MAC_SHA256, key.octets().data(), Key::size) != 0) throw no_hmac();
    state_.reset(state);
}

void KeyedHasher::Forget::operator()(void* state) const noexcept {
    ::gnutls_hmac_deinit(static_cast<gnutls_hmac_hd_t>(state), nullptr);
}

std::array<unsigned char, 32> KeyedHasher::hash(std::initializer_list<std::string_view> parts) {
    const auto state = static_cast<gnutls_hmac_hd_t>(state_.get());
    // In one call: most texts are shorter than what a call costs.
    auto size = purpose_.size();
    for (const auto part : parts) size += part.size();
    text_.reserve(size);  // Before anything of this text stands in it: what is let go of was cleared.
    text_ = purpose_;
    for (const auto part : parts) text_ += part;
    const auto failed = ::gnutls_hmac(state, text_.data(), text_.size()) != 0;
    ::gnutls_memset(text_.data(), 0, text_.size());
    if (failed) throw no_hmac();
    std::array<unsigned char, 32> digest{};
    ::gnutls_hmac_output(state, digest.data());  // And begins anew.
    return digest;
}

bool same_secret(std::string_view a, std::string_view b) noexcept {
    return a.size() == b.size() && ::gnutls_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string random_token(std::size_t octets) {
    std::string random(octets, '\0');
    // getrandom gives at most 256 octets whole; no token is near that.
    if (octets > 256 || ::getrandom(random.data(), octets, 0) != static_cast<ssize_t>(octets))
        throw Error{"keys: the system gave no random octets", true};
    static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string token;
    unsigned bits = 0;
    int held = 0;
    for (const char octet : random) {
        bits = (bits << 8 | static_cast<unsigned char>(octet)) & 0xffff;
        for (held += 8; held >= 6; held -= 6) token += alphabet[(bits >> (held - 6)) & 63];
    }
    if (held > 0) token += alphabet[(bits << (6 - held)) & 63];
    ::gnutls_memset(random.data(), 0, random.size());
    return token;
}

}  // namespace sluis::storage::vault
