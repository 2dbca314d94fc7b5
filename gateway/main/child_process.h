#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gateway/runtime/data_folder.h"

namespace sluis::main_program {

/// One role's process, started by the supervisor: its own user, no new privileges, no descriptor but those given.
/// It gets SIGTERM when the supervisor dies, so that none is left behind.
struct ChildCommand {
    std::string role;                         ///< "relay", "portal" or "scan": for the log.
    std::vector<std::string> arguments;       ///< argv; [0] is the program's path.
    std::optional<runtime::SystemUser> user;  ///< Whom it runs as; none: as the supervisor.
    std::vector<gid_t> groups;                ///< Beside the user's own, when it has a user.
    bool may_bind_low_ports = false;  ///< Keeps CAP_NET_BIND_SERVICE, and no other capability, when root starts it.
    std::vector<int> descriptors;     ///< Inherited, as 3, 4, … in this order.
};

/// Starts it. @returns its process id. @throws std::runtime_error when the program cannot be executed.
[[nodiscard]] pid_t start_child(const ChildCommand& command);

/// This program's own path, for starting a role of itself.
[[nodiscard]] std::string own_program();

/// A program that is installed beside this one: `sluis-scan`.
[[nodiscard]] std::string program_beside(const std::string& name);

}  // namespace sluis::main_program
