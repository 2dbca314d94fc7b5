#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

#include "config/settings.h"

namespace sluis::runtime {

/// A user of the system that a process runs as.
struct SystemUser {
    std::string name;
    uid_t uid = 0;
    gid_t gid = 0;
};

/// The user by name. Nothing for an empty name: the process keeps the user that started sluisd.
/// @throws std::runtime_error naming the user when the system does not know it
[[nodiscard]] std::optional<SystemUser> find_user(const std::string& name);

/// The user who runs this process.
[[nodiscard]] SystemUser current_user();

/// Where everything of one installation lies below `settings.data`.
struct DataFolder {
    std::filesystem::path root;
    std::filesystem::path keys;
    [[nodiscard]] std::filesystem::path content() const { return root / "content"; }
    [[nodiscard]] std::filesystem::path database() const { return root / "database"; }
    [[nodiscard]] std::filesystem::path scan_socket() const { return root / "run" / "scan.sock"; }
    [[nodiscard]] std::filesystem::path submit_socket() const { return root / "run" / "submit" / "portal.sock"; }
    [[nodiscard]] std::filesystem::path lock() const { return root / "sluisd.lock"; }
};
[[nodiscard]] DataFolder data_folder(const config::Settings& settings);

/// Makes the folders that are missing, with owner and mode for what each process may do (design §2): content and keys
/// are the relay's, and of the portal's group, who reads what expires by day; the database is its own user's alone.
/// @throws std::runtime_error naming the folder and what is wrong with it
void make_data_folder(const config::Settings& settings);

/// Holds the lock of the data folder for as long as it lives, so that one sluisd runs on it.
class DataFolderLock {
public:
    /// @throws std::runtime_error when another sluisd holds it
    explicit DataFolderLock(const std::filesystem::path& file);
    ~DataFolderLock();
    DataFolderLock(const DataFolderLock&) = delete;
    DataFolderLock& operator=(const DataFolderLock&) = delete;

private:
    int descriptor_;
};

}  // namespace sluis::runtime
