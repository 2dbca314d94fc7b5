#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/postgres/connection.h"
#include "storage/vault/keys.h"

namespace sluis::storage::vault {

/// What an object is; authenticated with its content, so that one can never be served as the other.
enum class ContentKind { received, outgoing, document };
[[nodiscard]] std::string_view to_string(ContentKind kind);

using ContentId = std::string;  ///< A UUID, in its text form.

/// Sealed content that is written but not yet named in the database. The destructor removes a file that insert() was
/// never called for; after insert() the outcome of the commit may be unknown, so a file whose row is missing is left to
/// sweep(). Bounded memory: what exceeds the row's limit goes to a file, sealed chunk by chunk.
class StagedContent {
public:
    virtual ~StagedContent() = default;
    /// Adds octets. @throws Error when the disk is full.
    virtual void append(std::span<const char> octets) = 0;
    /// Seals the last chunk and puts a file on stable storage (fsync of file and directory). After it, only insert().
    virtual void finish() = 0;
    /// Names the object in the database, within the caller's transaction. Precondition: finish() was called.
    virtual ContentId insert(postgres::Transaction& transaction) = 0;
    /// The transaction was committed: the destructor leaves the file alone from now on.
    virtual void committed() noexcept = 0;
    [[nodiscard]] virtual std::uint64_t size() const noexcept = 0;  ///< Octets appended.
    /// It will stand in the row: finish() waits for no disk.
    [[nodiscard]] virtual bool is_in_memory() const noexcept = 0;
    /// Seals a short text (file name, subject, description) with this object's own key; `field` is authenticated with
    /// it.
    [[nodiscard]] virtual std::string seal_field(std::string_view field, std::string_view text) const = 0;
};

/// One sealed object, opened for reading. Decrypts as it goes; nothing of a chunk is given before it is authenticated.
class OpenContent {
public:
    virtual ~OpenContent() = default;
    [[nodiscard]] virtual std::uint64_t size() const noexcept = 0;
    /// Octets from `offset`; fewer than asked only at the end. @throws Error when the object is damaged.
    virtual std::size_t read(std::uint64_t offset, std::span<char> into) = 0;
    [[nodiscard]] virtual std::string open_field(std::string_view field, std::string_view sealed) const = 0;
};

/// Where sealed content lies: small objects in the row, larger ones in files (docs/vault-format.md).
/// Thread-safe. The object's id, kind and organisation are authenticated with every chunk.
class ContentStore {
public:
    struct Options {
        std::filesystem::path folder;                ///< Sealed files, `ab/abcdef….sealed`.
        bool documents_only = false;                 ///< Reads the view shared_content: all that role portal has.
        std::uint64_t max_in_row = 64 * 1024;        ///< Octets; larger objects become files.
        std::uint64_t min_free_bytes = 64ull << 20;  ///< Less free space than this counts as a full disk.
    };
    ContentStore(Options options, const KeyDirectory& keys) : options_{std::move(options)}, keys_{keys} {}

    /// @param key_name  what the object's own random key is wrapped by: a queue key, or the key of the expiry day
    [[nodiscard]] std::unique_ptr<StagedContent> stage(ContentKind kind, std::string_view organisation,
                                                       std::string_view key_name) const;
    /// @throws Error when it is not there; KeyDestroyed when its key is gone: it expired.
    [[nodiscard]] std::unique_ptr<OpenContent> open(postgres::Connection& connection, const ContentId& id) const;
    /// Several in one query, in the order of the ids; null where open() would have thrown for that object alone.
    [[nodiscard]] std::vector<std::unique_ptr<OpenContent>> open_each(postgres::Connection& connection,
                                                                      const std::vector<ContentId>& ids) const;
    /// The whole object in memory. @param max  larger objects throw Error
    [[nodiscard]] std::string read_all(postgres::Connection& connection, const ContentId& id, std::uint64_t max) const;
    /// Removes the row within the transaction; the file goes with remove_file() after the commit, or with sweep().
    void erase(postgres::Transaction& transaction, const ContentId& id) const;
    /// Removes the file of an object whose row is gone. No error when there is none or it cannot be removed: sweep()
    /// comes by.
    void remove_file(const ContentId& id) const noexcept;
    /// Removes files without a row that nothing wrote to for `minimum_age`: left by a crash, or of erased rows. Returns
    /// how many. The age must exceed the time from finish() to commit: a file is there before its row can be seen.
    std::size_t sweep(postgres::Connection& connection, std::chrono::seconds minimum_age = std::chrono::hours{1}) const;

private:
    [[nodiscard]] std::unique_ptr<OpenContent> open_row(const postgres::Rows& rows, std::size_t row) const;

    Options options_;
    const KeyDirectory& keys_;
};

/// The key that wrapped an object was destroyed: the object expired and nothing opens it any more.
class KeyDestroyed : public Error {
public:
    explicit KeyDestroyed(const std::string& what) : Error{what, false} {}
};

}  // namespace sluis::storage::vault
