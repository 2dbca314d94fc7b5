#include "storage/vault/sealing.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <sys/random.h>

#include <initializer_list>

namespace sluis::storage::vault::sealing {
namespace {

void fill_random(void* into, std::size_t size) {
    if (::getrandom(into, size, 0) != static_cast<ssize_t>(size))
        throw Error{"vault: the system gave no random octets", true};
}

/// HKDF-Expand (RFC 5869 §2.3): the object's key is random, so nothing needs extracting.
Key derive(const Key& key, const std::string& info) {
    const gnutls_datum_t secret{const_cast<unsigned char*>(key.octets().data()), Key::size};
    const gnutls_datum_t about{reinterpret_cast<unsigned char*>(const_cast<char*>(info.data())),
                               static_cast<unsigned>(info.size())};
    std::array<unsigned char, Key::size> octets{};
    if (::gnutls_hkdf_expand(GNUTLS_MAC_SHA256, &secret, &about, octets.data(), octets.size()) != 0)
        throw Error{"vault: a key could not be derived", false};
    const Key derived{octets};
    ::gnutls_memset(octets.data(), 0, octets.size());
    return derived;
}

/// Each part after its length in four octets, so that no two lists of parts give the same octets.
std::string associate(std::initializer_list<std::string_view> parts) {
    std::string all;
    for (const auto part : parts) {
        for (int shift = 24; shift >= 0; shift -= 8) all += static_cast<char>((part.size() >> shift) & 0xff);
        all += part;
    }
    return all;
}

std::string_view version() {
    static const char octet = kVersion;
    return {&octet, 1};
}

std::string with_nonce(const Nonce& nonce, const std::string& sealed) {
    std::string whole{kVersion};
    whole.append(reinterpret_cast<const char*>(nonce.data()), nonce.size());
    return whole + sealed;
}

struct NonceAndSealed {
    Nonce nonce;
    std::string_view sealed;
};

std::optional<NonceAndSealed> split(std::string_view whole) {
    if (whole.size() < 1 + kNonce + kTag || whole.front() != kVersion) return std::nullopt;
    NonceAndSealed parts{{}, whole.substr(1 + kNonce)};
    whole.copy(reinterpret_cast<char*>(parts.nonce.data()), kNonce, 1);
    return parts;
}

}  // namespace

Prefix random_prefix() {
    Prefix prefix;
    fill_random(prefix.data(), prefix.size());
    return prefix;
}

Nonce random_nonce() {
    Nonce nonce;
    fill_random(nonce.data(), nonce.size());
    return nonce;
}

std::uint64_t chunk_count(std::uint64_t size) noexcept {
    return size == 0 ? 1 : (size - 1) / kChunk + 1;
}

std::uint64_t sealed_size(std::uint64_t size) noexcept {
    return kHeader + size + chunk_count(size) * kTag;
}

std::optional<std::uint64_t> content_size(std::uint64_t sealed) noexcept {
    if (sealed < kHeader + kTag) return std::nullopt;
    const std::uint64_t body = sealed - kHeader;
    const std::uint64_t chunks = (body - 1) / (kChunk + kTag) + 1;
    if (body < chunks * kTag) return std::nullopt;
    const std::uint64_t size = body - chunks * kTag;
    if (sealed_size(size) != sealed) return std::nullopt;
    return size;
}

void Aead::Release::operator()(api_aead_cipher_hd_st* handle) const noexcept {
    ::gnutls_aead_cipher_deinit(handle);
}

Aead::Aead(const Key& key) {
    const gnutls_datum_t datum{const_cast<unsigned char*>(key.octets().data()), Key::size};
    gnutls_aead_cipher_hd_t handle = nullptr;
    if (::gnutls_aead_cipher_init(&handle, GNUTLS_CIPHER_AES_256_GCM, &datum) != 0)
        throw Error{"vault: AES-256-GCM is not to be had", false};
    handle_.reset(handle);
}

void Aead::seal(const Nonce& nonce, std::string_view associated, std::string_view text, char* into) const {
    std::size_t size = text.size() + kTag;
    const int code = ::gnutls_aead_cipher_encrypt(handle_.get(), nonce.data(), nonce.size(), associated.data(),
                                                  associated.size(), kTag, text.data(), text.size(), into, &size);
    if (code != 0 || size != text.size() + kTag) throw Error{"vault: sealing failed", false};
}

std::string Aead::seal(const Nonce& nonce, std::string_view associated, std::string_view text) const {
    std::string sealed(text.size() + kTag, '\0');
    seal(nonce, associated, text, sealed.data());
    return sealed;
}

bool Aead::open(const Nonce& nonce, std::string_view associated, std::string_view sealed, char* into) const {
    if (sealed.size() < kTag) return false;
    // GnuTLS wants a place to write to even when there is nothing to write.
    char nothing = 0;
    std::size_t size = sealed.size() - kTag;
    char* const place = size == 0 ? &nothing : into;
    const std::size_t expected = size;
    return ::gnutls_aead_cipher_decrypt(handle_.get(), nonce.data(), nonce.size(), associated.data(), associated.size(),
                                        kTag, sealed.data(), sealed.size(), place, &size) == 0 &&
           size == expected;
}

Chunks::Chunks(const Key& object_key, const ObjectName& name, const Prefix& prefix)
    : aead_{derive(object_key, "sluis/v1/content")},
      associated_{associate({"sluis-content", version(), name.kind, name.id, name.organisation})},
      prefix_{prefix} {}

std::string Chunks::header() const {
    std::string header{kVersion};
    header.append(reinterpret_cast<const char*>(prefix_.data()), prefix_.size());
    return header;
}

namespace {

Nonce chunk_nonce(const Prefix& prefix, std::uint64_t number, bool last) {
    if (number > 0xffff'ffff) throw Error{"vault: an object has more chunks than can be numbered", false};
    Nonce nonce{};
    std::size_t at = 0;
    for (const unsigned char octet : prefix) nonce[at++] = octet;
    for (int shift = 24; shift >= 0; shift -= 8) nonce[at++] = static_cast<unsigned char>((number >> shift) & 0xff);
    nonce[at] = last ? 1 : 0;
    return nonce;
}

}  // namespace

void Chunks::seal(std::uint64_t number, bool last, std::string_view content, std::string& out) const {
    const auto at = out.size();
    out.resize(at + content.size() + kTag);
    aead_.seal(chunk_nonce(prefix_, number, last), associated_, content, out.data() + at);
}

bool Chunks::open(std::uint64_t number, bool last, std::string_view sealed, char* into) const {
    return aead_.open(chunk_nonce(prefix_, number, last), associated_, sealed, into);
}

std::optional<Prefix> Chunks::prefix_of(std::string_view header) {
    if (header.size() < kHeader || header.front() != kVersion) return std::nullopt;
    Prefix prefix;
    header.copy(reinterpret_cast<char*>(prefix.data()), kPrefix, 1);
    return prefix;
}

std::string wrap(const Key& object_key, const Key& named, std::string_view key_name, const ObjectName& name,
                 const Nonce& nonce) {
    // A key of its own for each object: a named key may wrap more objects than random nonces allow for one key.
    const Aead aead{derive(named, "sluis/v1/wrap/" + name.id)};
    const std::string_view secret{reinterpret_cast<const char*>(object_key.octets().data()), Key::size};
    return with_nonce(
        nonce, aead.seal(nonce, associate({"sluis-wrap", version(), key_name, name.kind, name.id, name.organisation}),
                         secret));
}

std::optional<Key> unwrap(std::string_view wrapped, const Key& named, std::string_view key_name,
                          const ObjectName& name) {
    const auto parts = split(wrapped);
    if (!parts || parts->sealed.size() != Key::size + kTag) return std::nullopt;
    const Aead aead{derive(named, "sluis/v1/wrap/" + name.id)};
    std::array<unsigned char, Key::size> octets{};
    if (!aead.open(parts->nonce, associate({"sluis-wrap", version(), key_name, name.kind, name.id, name.organisation}),
                   parts->sealed, reinterpret_cast<char*>(octets.data())))
        return std::nullopt;
    const Key key{octets};
    ::gnutls_memset(octets.data(), 0, octets.size());
    return key;
}

std::string seal_field(const Key& object_key, const ObjectName& name, std::string_view field, std::string_view text,
                       const Nonce& nonce) {
    const Aead aead{derive(object_key, "sluis/v1/field/" + std::string{field})};
    return with_nonce(
        nonce,
        aead.seal(nonce, associate({"sluis-field", version(), field, name.kind, name.id, name.organisation}), text));
}

std::optional<std::string> open_field(const Key& object_key, const ObjectName& name, std::string_view field,
                                      std::string_view sealed) {
    const auto parts = split(sealed);
    if (!parts) return std::nullopt;
    const Aead aead{derive(object_key, "sluis/v1/field/" + std::string{field})};
    std::string text(parts->sealed.size() - kTag, '\0');
    if (!aead.open(parts->nonce, associate({"sluis-field", version(), field, name.kind, name.id, name.organisation}),
                   parts->sealed, text.data()))
        return std::nullopt;
    return text;
}

}  // namespace sluis::storage::vault::sealing
