#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "storage/postgres/error.h"

namespace sluis::storage::vault {

/// A 256-bit key. Wiped when it goes; never printed.
class Key {
public:
    static constexpr std::size_t size = 32;
    Key() noexcept : octets_{} {}
    explicit Key(const std::array<unsigned char, size>& octets) noexcept : octets_{octets} {}
    ~Key();
    Key(const Key&) = default;
    Key& operator=(const Key&) = default;
    [[nodiscard]] static Key random();
    [[nodiscard]] const std::array<unsigned char, size>& octets() const noexcept { return octets_; }

private:
    std::array<unsigned char, size> octets_;
};

/// The key directory: one file per key, mode 0600 (0640 for those that two processes share), outside the database and
/// its backups (design §7). Names: `queue-1`, `day-2026-12-22`, `hmac-link`, `hmac-code`, …  Thread-safe; several
/// processes may use one directory: a key is made once, by link(2), and is on stable storage before its name is
/// returned.
class KeyDirectory {
public:
    /// Which keys another process' group may read. The group itself comes from the folder (set-group-id bit).
    struct Options {
        std::vector<std::string> shared_prefixes{"day-", "hmac-"};  ///< Mode 0640; all other keys have 0600.
    };

    /// @throws Error when the directory is not there, or is open to others.
    explicit KeyDirectory(std::filesystem::path folder);
    KeyDirectory(std::filesystem::path folder, Options options);

    /// The key, made when there is none yet. A name is 1…64 small letters, digits and hyphens.
    /// @throws Error when it was destroyed, is of a day before today (UTC), or cannot be read
    [[nodiscard]] Key get_or_make(std::string_view name) const;
    /// Nothing when it is not there: destroyed, or never made. Reads the file each time, so that a key which any
    /// process destroyed is gone here too. @throws Error when the directory itself is away, or the file is damaged
    [[nodiscard]] std::optional<Key> find(std::string_view name) const;
    /// Overwrites, removes, and syncs the directory. No error when it is gone already. An empty file `NAME.destroyed`
    /// stays, so that the name is never made again, whatever the clock says.
    void destroy(std::string_view name) const;
    /// The names of all keys that begin so.
    [[nodiscard]] std::vector<std::string> names(std::string_view prefix) const;

    /// The name of the key for shares that expire on this day (UTC): `day-2026-12-22`.
    [[nodiscard]] static std::string day_key_name(std::string_view iso_date) { return "day-" + std::string{iso_date}; }

private:
    void make(const std::string& name) const;
    [[nodiscard]] std::optional<Key> read(const std::string& name) const;
    [[nodiscard]] bool is_destroyed(const std::string& name) const;
    void sync() const;
    void sync_once(const std::string& name) const;

    struct Synced {
        std::mutex mutex;
        std::set<std::string> names;
    };
    std::filesystem::path folder_;
    Options options_;
    std::shared_ptr<Synced> synced_ = std::make_shared<Synced>();  ///< Keys known to be on stable storage.
};

/// HMAC-SHA-256 of a text under a purpose's key, in lower-case hexadecimal. For links, codes, sessions, look-ups.
[[nodiscard]] std::string keyed_hash(const Key& key, std::string_view purpose, std::string_view text);
/// The same for many texts: the key is taken in once. Not thread-safe.
class KeyedHasher {
public:
    /// @throws Error when HMAC-SHA-256 is not to be had
    KeyedHasher(const Key& key, std::string_view purpose);
    /// The 32 octets that keyed_hash() writes in hexadecimal. The parts are one text.
    [[nodiscard]] std::array<unsigned char, 32> hash(std::initializer_list<std::string_view> parts);

private:
    struct Forget {
        void operator()(void* state) const noexcept;
    };
    std::unique_ptr<void, Forget> state_;
    std::string purpose_;  ///< With its length before it.
    std::string text_;     ///< What is hashed; its memory is used again, and holds nothing between two.
};

/// Compares in constant time.
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b) noexcept;
/// `octets` random octets from the system, in URL-safe base64 without padding.
[[nodiscard]] std::string random_token(std::size_t octets);

}  // namespace sluis::storage::vault
