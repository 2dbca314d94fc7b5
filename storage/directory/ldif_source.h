#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "storage/directory/entry.h"

namespace sluis::storage::directory {

/// What stands in an LDIF file (docs/directory.md), held in memory and read again when the file changes. Passwords are
/// records of password.h.
///
/// A change that cannot be read leaves the last good version in force for `staleness`, since an editor may be half-way;
/// after that the directory is unavailable.
class LdifSource final : public Source {
public:
    /// @throws Unavailable with file and line when it cannot be read or breaks the schema
    LdifSource(std::filesystem::path file, std::chrono::seconds staleness);

    [[nodiscard]] std::vector<Entry> find(const Query& query) const override;
    [[nodiscard]] bool prove(const Entry& entry, const std::string& password) const override;
    /// @throws Unavailable when the file as it stands now is wrong, whatever version is in force
    void probe() const override;

private:
    /// One good version of the file, indexed. Immutable.
    struct Version {
        std::vector<Entry> entries;
        std::map<std::string, std::vector<std::size_t>> index;  ///< "attribute\nvalue", in lower case → entries.
    };
    /// What tells one version of a file from another.
    struct Stamp {
        std::uintmax_t size = 0;
        std::uint64_t inode = 0;
        std::int64_t nanoseconds = 0;
        friend bool operator==(const Stamp&, const Stamp&) = default;
    };
    [[nodiscard]] std::shared_ptr<const Version> current() const;
    [[nodiscard]] std::shared_ptr<const Version> load() const;
    [[nodiscard]] Stamp stamp() const;

    std::filesystem::path file_;
    std::chrono::seconds staleness_;
    mutable std::mutex mutex_;
    mutable std::shared_ptr<const Version> version_;
    mutable Stamp seen_;
    mutable std::chrono::steady_clock::time_point wrong_since_{};
    mutable std::string wrong_;  ///< Why the file as it stands now is not in force; empty when it is.
};

}  // namespace sluis::storage::directory
