#include "gateway/main/supervisor.h"

#include <fcntl.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>

#include "gateway/runtime/scan_arguments.h"

namespace sluis::main_program {
namespace {

constexpr std::chrono::seconds longest_pause{30};
constexpr std::chrono::seconds steady_after{10};  // A child that lived this long starts again at once.
constexpr std::chrono::seconds stop_deadline{20};

std::string how_it_ended(int status) {
    if (WIFSIGNALED(status)) return std::string{"signal "} + std::to_string(WTERMSIG(status));
    return "exit status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

Supervisor::Supervisor(const config::Settings& settings, std::set<std::string> roles)
    : settings_{settings}, database_{settings} {
    for (const char* role : {"scan", "relay", "portal"}) {
        if (roles.count(role) != 0) roles_.emplace_back(role);
    }
}

int Supervisor::open_scan_socket() const {
    const auto path = runtime::data_folder(settings_).scan_socket();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.string().size() >= sizeof address.sun_path) {
        throw std::runtime_error(path.string() +
                                 ": longer than the 107 octets that a Unix socket may have; choose a shorter `data`");
    }
    std::strcpy(address.sun_path, path.c_str());
    ::unlink(path.c_str());
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0 || ::bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        ::chmod(path.c_str(), 0600) != 0 || ::listen(descriptor, 128) != 0) {
        throw std::runtime_error(path.string() + ": cannot listen: " + std::strerror(errno));
    }
    const auto relay = runtime::find_user(settings_.users.relay);
    if (relay && ::geteuid() == 0 && ::chown(path.c_str(), relay->uid, relay->gid) != 0) {
        throw std::runtime_error(path.string() + ": cannot give it to " + relay->name + ": " + std::strerror(errno));
    }
    return descriptor;
}

ChildCommand Supervisor::command_for(const std::string& role, int ready) const {
    ChildCommand command;
    command.role = role;
    if (role == "scan") {
        const auto& scan = settings_.scan;
        command.user = runtime::find_user(settings_.users.scan);
        command.arguments = {program_beside("sluis-scan"), "--socket-fd", "3", "--max-children",
                             std::to_string(scan.max_children)};
        const auto limits = runtime::scan_limit_arguments(scan);
        command.arguments.insert(command.arguments.end(), limits.begin(), limits.end());
        command.descriptors = {scan_socket_};
        return command;
    }
    const auto portal = runtime::find_user(settings_.users.portal);
    command.user = role == "relay" ? runtime::find_user(settings_.users.relay) : portal;
    // The relay hands on what the portal reads: documents, keys of days. And the database's socket is for this group.
    if (portal) command.groups = {portal->gid};
    command.may_bind_low_ports = true;
    command.arguments = {own_program(), "--config", settings_.file.string(), "--process", role, "--ready-fd", "3"};
    command.descriptors = {ready};
    return command;
}

void Supervisor::start(const std::string& role) {
    Child& child = children_[role];
    int ready[2] = {-1, -1};
    if (::pipe2(ready, O_CLOEXEC) != 0) throw std::runtime_error(std::string{"pipe: "} + std::strerror(errno));
    child.started = Clock::now();
    try {
        child.pid = start_child(command_for(role, ready[1]));
    } catch (const std::exception& problem) {
        spdlog::error("{}: {}", role, problem.what());
        child.pid = -1;
        child.pause = std::min(longest_pause, child.pause + std::chrono::seconds{1});
        child.start_again = Clock::now() + child.pause;
    }
    ::close(ready[1]);
    if (child.ready >= 0) ::close(child.ready);
    child.ready = -1;
    if (role == "scan" || child.pid < 0) {
        ::close(ready[0]);  // The listening socket is open from before its start: whoever connects, waits.
    } else {
        child.ready = ready[0];
    }
    if (child.pid > 0) spdlog::info("{}: started, process {}", role, child.pid);
}

void Supervisor::note_ready(const std::string& role) {
    Child& child = children_[role];
    char octet = 0;
    const bool serves = ::read(child.ready, &octet, 1) == 1;
    ::close(child.ready);
    child.ready = -1;
    if (serves) spdlog::info("{}: serves", role);
    const bool all = std::all_of(children_.begin(), children_.end(),
                                 [](const auto& entry) { return entry.second.pid > 0 && entry.second.ready < 0; });
    if (serves && all && children_.size() == roles_.size() && !said_ready_) {
        said_ready_ = true;
        ::sd_notify(0, "READY=1");
        spdlog::info("sluisd: ready");
    }
}

void Supervisor::reap() {
    int status = 0;
    for (pid_t pid = ::waitpid(-1, &status, WNOHANG); pid > 0; pid = ::waitpid(-1, &status, WNOHANG)) {
        const auto found = std::find_if(children_.begin(), children_.end(),
                                        [pid](const auto& entry) { return entry.second.pid == pid; });
        if (found == children_.end()) continue;
        auto& [role, child] = *found;
        child.pid = -1;
        if (stopping_) continue;
        const bool was_steady = Clock::now() - child.started >= steady_after;
        child.pause =
            was_steady ? std::chrono::seconds{0} : std::min(longest_pause, child.pause * 2 + std::chrono::seconds{1});
        child.start_again = Clock::now() + child.pause;
        spdlog::error("{}: ended with {}; starts again in {} s", role, how_it_ended(status), child.pause.count());
    }
}

void Supervisor::start_what_is_due() {
    for (const auto& role : roles_) {
        const auto known = children_.find(role);
        // In order: the portal begins when the relay serves, which has made the keys that both use.
        if (known == children_.end()) {
            const bool waits_for_relay = role == "portal" && children_.count("relay") != 0 &&
                                         (children_["relay"].pid < 0 || children_["relay"].ready >= 0);
            if (!waits_for_relay) start(role);
        } else if (known->second.pid < 0 && Clock::now() >= known->second.start_again) {
            start(role);
        }
    }
}

void Supervisor::wait_for_event(int signals) {
    std::vector<pollfd> waits{{signals, POLLIN, 0}};
    std::vector<std::string> roles;
    for (const auto& [role, child] : children_) {
        if (child.ready < 0) continue;
        waits.push_back({child.ready, POLLIN, 0});
        roles.push_back(role);
    }
    const bool any_dead =
        std::any_of(children_.begin(), children_.end(), [](const auto& entry) { return entry.second.pid < 0; });
    const int longest_wait =
        database_.is_needed() ? static_cast<int>(std::chrono::milliseconds{DatabaseWatch::interval}.count()) : -1;
    if (::poll(waits.data(), waits.size(), any_dead ? 200 : longest_wait) <= 0) return;
    for (std::size_t i = 1; i < waits.size(); ++i) {
        if (waits[i].revents != 0) note_ready(roles[i - 1]);
    }
    signalfd_siginfo got{};
    while (::read(signals, &got, sizeof got) == static_cast<ssize_t>(sizeof got)) {
        if (got.ssi_signo == SIGTERM || got.ssi_signo == SIGINT) stopping_ = true;
        if (got.ssi_signo == SIGHUP) {
            for (const auto& [role, child] : children_) {
                if (child.pid > 0 && role != "scan") ::kill(child.pid, SIGHUP);
            }
        }
    }
}

void Supervisor::stop_all() {
    ::sd_notify(0, "STOPPING=1");
    spdlog::info("sluisd: stops");
    for (const char* role : {"relay", "portal", "scan"}) {
        const auto child = children_.find(role);
        if (child == children_.end() || child->second.pid < 0) continue;
        ::kill(child->second.pid, SIGTERM);
        const auto deadline = Clock::now() + stop_deadline;
        while (child->second.pid > 0 && Clock::now() < deadline) {
            ::poll(nullptr, 0, 10);
            reap();
        }
        if (child->second.pid > 0) {
            spdlog::error("{}: does not stop; killed", role);
            ::kill(child->second.pid, SIGKILL);
            ::waitpid(child->second.pid, nullptr, 0);
            child->second.pid = -1;
        }
    }
}

int Supervisor::run() {
    sigset_t wanted;
    ::sigemptyset(&wanted);
    for (int signal : {SIGTERM, SIGINT, SIGHUP, SIGCHLD}) ::sigaddset(&wanted, signal);
    ::sigprocmask(SIG_BLOCK, &wanted, nullptr);
    const int signals = ::signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
    if (signals < 0) throw std::runtime_error(std::string{"signalfd: "} + std::strerror(errno));
    if (std::find(roles_.begin(), roles_.end(), "scan") != roles_.end()) scan_socket_ = open_scan_socket();

    while (!stopping_) {
        start_what_is_due();
        wait_for_event(signals);
        reap();
        if (!stopping_) database_.look();
    }
    stop_all();
    ::close(signals);
    if (scan_socket_ >= 0) ::close(scan_socket_);
    return 0;
}

}  // namespace sluis::main_program
