#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "storage/vault/keys.h"

struct api_aead_cipher_hd_st;

/// The sealed format itself (docs/vault-format.md): octets in, octets out. No file, no database, no key directory.
/// What fails to authenticate gives nothing; only a failing library throws Error.
namespace sluis::storage::vault::sealing {

inline constexpr char kVersion = 1;
inline constexpr std::size_t kChunk = 64 * 1024;  ///< Octets of content in every chunk but the last.
inline constexpr std::size_t kTag = 16;
inline constexpr std::size_t kNonce = 12;
inline constexpr std::size_t kPrefix = 7;
inline constexpr std::size_t kHeader = 1 + kPrefix;

using Prefix = std::array<unsigned char, kPrefix>;
using Nonce = std::array<unsigned char, kNonce>;

/// What is authenticated with an object: it opens under these names and no others.
struct ObjectName {
    std::string id;    ///< UUID, small letters.
    std::string kind;  ///< received, outgoing, document.
    std::string organisation;
};

/// Random octets from the system, for prefixes and nonces.
[[nodiscard]] Prefix random_prefix();
[[nodiscard]] Nonce random_nonce();

/// Octets of the sealed form of `size` octets of content.
[[nodiscard]] std::uint64_t sealed_size(std::uint64_t size) noexcept;
/// The reverse. Nothing when no content has a sealed form of that size.
[[nodiscard]] std::optional<std::uint64_t> content_size(std::uint64_t sealed) noexcept;
/// How many chunks content of this size has: at least one.
[[nodiscard]] std::uint64_t chunk_count(std::uint64_t size) noexcept;

/// AES-256-GCM under one key.
class Aead {
public:
    explicit Aead(const Key& key);
    [[nodiscard]] std::string seal(const Nonce& nonce, std::string_view associated, std::string_view text) const;
    void seal(const Nonce& nonce, std::string_view associated, std::string_view text, char* into) const;
    /// Writes sealed.size() - 16 octets. False, and nothing of use written, when it does not authenticate.
    [[nodiscard]] bool open(const Nonce& nonce, std::string_view associated, std::string_view sealed, char* into) const;

private:
    struct Release {
        void operator()(api_aead_cipher_hd_st* handle) const noexcept;
    };
    std::unique_ptr<api_aead_cipher_hd_st, Release> handle_;
};

/// The chunks of one object, by the STREAM construction: the nonce is prefix, number and whether it is the last.
class Chunks {
public:
    Chunks(const Key& object_key, const ObjectName& name, const Prefix& prefix);
    /// The first octets of the sealed form: version and prefix.
    [[nodiscard]] std::string header() const;
    /// Appends the sealed chunk to `out`. Precondition: kChunk octets unless it is the last.
    void seal(std::uint64_t number, bool last, std::string_view content, std::string& out) const;
    [[nodiscard]] bool open(std::uint64_t number, bool last, std::string_view sealed, char* into) const;
    /// The prefix in a header. Nothing when it is of another version or too short.
    [[nodiscard]] static std::optional<Prefix> prefix_of(std::string_view header);

private:
    Aead aead_;
    std::string associated_;
    Prefix prefix_;
};

/// An object's own key under a named one.
[[nodiscard]] std::string wrap(const Key& object_key, const Key& named, std::string_view key_name,
                               const ObjectName& name, const Nonce& nonce);
[[nodiscard]] std::optional<Key> unwrap(std::string_view wrapped, const Key& named, std::string_view key_name,
                                        const ObjectName& name);

/// A short text under the object's key.
[[nodiscard]] std::string seal_field(const Key& object_key, const ObjectName& name, std::string_view field,
                                     std::string_view text, const Nonce& nonce);
[[nodiscard]] std::optional<std::string> open_field(const Key& object_key, const ObjectName& name,
                                                    std::string_view field, std::string_view sealed);

}  // namespace sluis::storage::vault::sealing
