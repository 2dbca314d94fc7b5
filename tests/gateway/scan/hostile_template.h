#pragma once

#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "gateway/scan/protocol.h"
#include "gateway/scan/scanner.h"
#include "gateway/scan/template_process.h"

namespace sluis::scan {

/// A running hostile_child, and questions to it.
class HostileTemplate {
public:
    explicit HostileTemplate(std::vector<std::string> arguments = {"--deadline-seconds", "20"},
                             std::chrono::milliseconds deadline = std::chrono::seconds{60})
        : process_{{std::string{SLUIS_BINARY_DIR} + "/hostile_child", without_converters(std::move(arguments))}},
          scanner_{Scanner::Options{process_.socket(), deadline, 1 << 20, {}}} {}

    [[nodiscard]] Report ask(std::string_view command) const { return scanner_.scan(command); }

    /// How the command went, as the child tells it.
    [[nodiscard]] std::string outcome(std::string_view command) const { return ask(command).findings.subject; }

    [[nodiscard]] const Scanner& scanner() const { return scanner_; }
    [[nodiscard]] const TemplateProcess& process() const { return process_; }
    [[nodiscard]] std::string pid() const { return std::to_string(process_.pid()); }

private:
    // Unless a test brings its own: what this machine has must not matter.
    static std::vector<std::string> without_converters(std::vector<std::string> arguments) {
        if (std::find(arguments.begin(), arguments.end(), "--converters") == arguments.end())
            arguments.insert(arguments.end(), {"--converters", "/nowhere"});
        return arguments;
    }

    TemplateProcess process_;
    Scanner scanner_;
};

/// A process' state letter and its parent, or a blank and 0 when it is gone.
inline std::pair<char, pid_t> state_of(pid_t pid) {
    std::ifstream file{"/proc/" + std::to_string(pid) + "/stat"};
    std::string line;
    std::getline(file, line);
    const std::size_t name_end = line.rfind(')');
    if (name_end == std::string::npos) return {' ', 0};
    std::istringstream rest{line.substr(name_end + 1)};
    char state = ' ';
    pid_t parent = 0;
    rest >> state >> parent;
    return {state, parent};
}

/// The children of a process, zombies included.
inline std::vector<pid_t> children_of(pid_t parent) {
    std::vector<pid_t> children;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
        const std::string name = entry.path().filename();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        const pid_t pid = std::stoi(name);
        if (state_of(pid).second == parent) children.push_back(pid);
    }
    return children;
}

inline bool becomes_true(const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::yield();
    }
    return true;
}

/// A line of /proc/PID/status: "Seccomp" gives "2".
inline std::string status_of(pid_t pid, const std::string& key) {
    std::ifstream file{"/proc/" + std::to_string(pid) + "/status"};
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(key + ":\t")) return line.substr(key.size() + 2);
    }
    return {};
}

/// A connection without Scanner, for a client that misbehaves.
inline Descriptor raw_connection(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.native().copy(address.sun_path, sizeof address.sun_path - 1);
    Descriptor connection{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (::connect(connection.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return {};
    return connection;
}

inline void send_descriptor(int connection, int fd) {
    char octet = 'm';
    iovec part{&octet, 1};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(rights), &fd, sizeof fd);
    ::sendmsg(connection, &header, MSG_NOSIGNAL);
}

inline std::string read_all(int connection) {
    std::string all;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::recv(connection, buffer, sizeof buffer, 0)) > 0;)
        all.append(buffer, static_cast<std::size_t>(got));
    return all;
}

}  // namespace sluis::scan
