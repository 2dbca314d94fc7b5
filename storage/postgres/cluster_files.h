#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sluis::storage::postgres {

/// Which roles of the database an operating-system user may take (peer authentication).
struct UserRoles {
    std::string os_user;
    std::vector<std::string> roles;  ///< "owner", "relay", "portal".
};

/// Where the parts of a private cluster lie. The folder and conf/ belong to the supervisor, so that the server's own
/// user cannot change how it is started; data/, run/ and log/ belong to the server's user.
struct ClusterPaths {
    std::filesystem::path folder;
    [[nodiscard]] std::filesystem::path data() const { return folder / "data"; }
    [[nodiscard]] std::filesystem::path run() const { return folder / "run"; }
    [[nodiscard]] std::filesystem::path log() const { return folder / "log"; }
    [[nodiscard]] std::filesystem::path conf() const { return folder / "conf"; }
    [[nodiscard]] std::filesystem::path lock() const { return folder / "lock"; }
    [[nodiscard]] std::filesystem::path setup_log() const { return folder / "setup.log"; }
};

/// postgresql.conf: a Unix socket alone, nothing of statements or values in the log, small settings.
/// @param durable  false turns fsync off: for tests alone
[[nodiscard]] std::string postgresql_conf(const ClusterPaths& paths, int max_connections, bool durable);
/// pg_hba.conf: peer over the socket through the map, nothing else.
[[nodiscard]] std::string pg_hba_conf();
/// pg_ident.conf: the map.
[[nodiscard]] std::string pg_ident_conf(const std::vector<UserRoles>& users);

/// Nothing when PostgreSQL and the shell between pg_ctl and it can handle such a folder; else why not.
[[nodiscard]] std::optional<std::string> problem_with_folder(const std::filesystem::path& folder);

/// Writes the file anew unless it holds this text already: a temporary one, fsync, rename. Returns whether it changed.
bool write_if_changed(const std::filesystem::path& file, const std::string& text, mode_t mode);

/// What postmaster.pid says. Nothing when there is no such file or it makes no sense.
struct PostmasterFile {
    pid_t pid = 0;
    std::optional<int> shared_memory;  ///< System V id of the segment that the server and its children hold.
};
[[nodiscard]] std::optional<PostmasterFile> read_postmaster_file(const std::filesystem::path& data);

/// True when this process is a server started on this data folder, and no stranger with a number used again.
[[nodiscard]] bool is_postmaster_of(pid_t pid, const std::filesystem::path& data);
/// True as long as a process holds the segment: children of a server that was killed.
[[nodiscard]] bool is_shared_memory_held(const PostmasterFile& file);

/// The folder with initdb, pg_ctl and postgres of this major version, or of the best there is.
/// @throws Error when there is none
[[nodiscard]] std::filesystem::path find_binaries(const std::optional<std::string>& major);

}  // namespace sluis::storage::postgres
