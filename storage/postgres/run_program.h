#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace sluis::storage::postgres {

/// Who a program of the cluster runs as.
struct OsUser {
    std::string name;
    uid_t uid = 0;
    gid_t gid = 0;
};

/// The user this process is. @throws Error when it has no name in the password database
[[nodiscard]] OsUser current_user();
/// @throws Error when there is no such user
[[nodiscard]] OsUser find_user(const std::string& name);
/// @throws Error when there is no such group
[[nodiscard]] gid_t find_group(const std::string& name);

/// One run of a program of PostgreSQL, with a clean environment, no descriptor of ours, and no shell between.
struct ProgramRun {
    std::vector<std::string> arguments;  ///< The first is the program's path.
    OsUser user;                         ///< Becomes this user when it is another than the caller (who is root then).
    int output = -1;                     ///< Standard output and error; -1 for none.
    std::chrono::milliseconds deadline{60'000};
};

/// Waits for its end and returns its exit code; -1 when a signal ended it. It dies with this process; what it put in
/// the background does not. @throws Error when it cannot be started or takes longer than its deadline (it is killed
/// then)
int run_program(const ProgramRun& run);

}  // namespace sluis::storage::postgres
