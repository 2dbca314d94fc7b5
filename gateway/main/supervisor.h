#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "config/settings.h"
#include "gateway/main/child_process.h"
#include "gateway/main/database_watch.h"

namespace sluis::main_program {

/// Runs one process per role and starts again what dies, the private database too, with a growing pause (design §2).
/// Serves nobody itself.
///
/// SIGTERM or SIGINT stops all, relay first; SIGHUP is passed on, for a reload. Single-threaded, so that the children's
/// wish to die with their parent is tied to it.
class Supervisor {
public:
    /// @param roles  a subset of relay, portal, scan
    Supervisor(const config::Settings& settings, std::set<std::string> roles);

    /// Until it is told to stop. @returns the exit status: 0 after a stop that was asked for.
    int run();

private:
    using Clock = std::chrono::steady_clock;
    struct Child {
        pid_t pid = -1;
        int ready = -1;  ///< Read side of the pipe on which it says that it serves.
        Clock::time_point started;
        Clock::time_point start_again;  ///< When it is dead.
        std::chrono::seconds pause{0};
    };

    void start(const std::string& role);
    [[nodiscard]] ChildCommand command_for(const std::string& role, int ready) const;
    void reap();
    void start_what_is_due();
    void wait_for_event(int signals);
    void note_ready(const std::string& role);
    void stop_all();
    [[nodiscard]] int open_scan_socket() const;

    const config::Settings& settings_;
    std::vector<std::string> roles_;  ///< In the order in which they start.
    std::map<std::string, Child> children_;
    DatabaseWatch database_;
    int scan_socket_ = -1;
    bool stopping_ = false;
    bool said_ready_ = false;
};

}  // namespace sluis::main_program
