#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "storage/postgres/cluster_files.h"
#include "storage/postgres/run_program.h"

namespace sluis::storage::postgres {

/// A PostgreSQL cluster of Sluis' own, in its data directory: made when it is not there, started when it does not run,
/// adopted when it does (design §7). On a Unix socket alone, with peer authentication.
///
/// It outlives this object and this process; only stop() ends it. Several processes may call start(): a lock file makes
/// one of them do the work. A server that was killed recovers by itself at the next start.
class PrivateCluster {
public:
    struct Options {
        std::filesystem::path folder;  ///< Absolute; made when absent. Its parents must let server_user through.
        std::string server_user;       ///< When root: who the server runs as, never root. Else empty: the caller.
        std::string group;  ///< Who reaches the socket (directory mode 0750). Empty: server_user's own group.
        std::vector<UserRoles>
            users;  ///< Who may be which role. Empty: the caller is all. The caller is always `owner`.
        std::string database = "sluis";
        int max_connections = 60;
        bool durable = true;                          ///< False turns fsync off: for tests alone.
        std::chrono::milliseconds deadline{120'000};  ///< For start() and stop(), recovery included.
    };

    /// Looks at nothing but the options. @throws Error when they cannot work: the path, the users
    explicit PrivateCluster(Options options);

    /// Returns when the database takes connections. Does not apply migrations.
    /// @throws Error that says what is wrong, and in which file the server says more
    void start();
    /// Orderly: waits for running statements to be cancelled and for the checkpoint. No error when it does not run.
    void stop();
    [[nodiscard]] bool is_running() const;

    /// For Connection and Pool. @param role  owner, relay or portal. @param database  empty: the options'
    [[nodiscard]] std::string conninfo(std::string_view role, std::string_view database = {}) const;

private:
    void make_folders() const;
    void make_cluster() const;
    [[nodiscard]] bool write_configuration() const;
    void clear_stale_lock_file() const;
    void start_server() const;
    void start_whatever_was_left() const;
    void wait_until_answering() const;
    void make_database() const;
    [[nodiscard]] std::filesystem::path binaries() const;
    [[nodiscard]] int run(std::vector<std::string> arguments) const;

    Options options_;
    ClusterPaths paths_;
    OsUser caller_;
    OsUser server_;
};

}  // namespace sluis::storage::postgres
