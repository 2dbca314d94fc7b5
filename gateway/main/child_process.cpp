#include "gateway/main/child_process.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <stdexcept>

namespace sluis::main_program {
namespace {

constexpr int first_passed = 3;
constexpr int out_of_the_way = 200;

/// One capability for who has become an ordinary user: ports below 1024. It must be ambient to outlive the exec.
bool keep_low_ports() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct data[2]{};
    const auto bit = 1U << CAP_NET_BIND_SERVICE;
    data[0].effective = data[0].permitted = data[0].inheritable = bit;
    return ::syscall(SYS_capset, &header, data) == 0 &&
           ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_NET_BIND_SERVICE, 0, 0) == 0;
}

bool become_user(const ChildCommand& command) {
    if (command.may_bind_low_ports && ::prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) != 0) return false;
    if (::setgroups(command.groups.size(), command.groups.data()) != 0 || ::setgid(command.user->gid) != 0 ||
        ::setuid(command.user->uid) != 0) {
        return false;
    }
    return !command.may_bind_low_ports || keep_low_ports();
}

/// After fork: only calls that are safe there. Answers errno through `report`, which closes by itself on a good exec.
[[noreturn]] void become(const ChildCommand& command, char* const* argv, pid_t parent, int report) {
    const auto refuse = [&report] {
        const int problem = errno;
        (void)!::write(report, &problem, sizeof problem);
        ::_exit(127);
    };
    // First far away, then into place: a descriptor must not be overwritten before it was moved.
    const int high_report = ::fcntl(report, F_DUPFD_CLOEXEC, out_of_the_way);
    int next = out_of_the_way + 1;
    for (std::size_t i = 0; i < command.descriptors.size(); ++i) {
        if (::dup2(command.descriptors[i], next + static_cast<int>(i)) < 0) refuse();
    }
    for (std::size_t i = 0; i < command.descriptors.size(); ++i) {
        if (::dup2(next + static_cast<int>(i), first_passed + static_cast<int>(i)) < 0) refuse();
    }
    const auto first_closed = static_cast<unsigned>(first_passed + command.descriptors.size());
    if (::close_range(first_closed, static_cast<unsigned>(high_report) - 1, 0) != 0) refuse();
    if (::close_range(static_cast<unsigned>(high_report) + 1, ~0U, 0) != 0) refuse();
    report = high_report;

    if (command.user && ::geteuid() == 0 && !become_user(command)) refuse();
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) ::_exit(0);  // The supervisor died before the line above.
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::execv(argv[0], argv);
    refuse();
    ::_exit(127);
}

}  // namespace

pid_t start_child(const ChildCommand& command) {
    std::vector<char*> argv;
    for (const auto& argument : command.arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);

    int report[2];
    if (::pipe2(report, O_CLOEXEC) != 0) throw std::runtime_error(std::string{"pipe: "} + std::strerror(errno));
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child == 0) become(command, argv.data(), parent, report[1]);
    ::close(report[1]);
    int problem = child < 0 ? errno : 0;
    if (child > 0 && ::read(report[0], &problem, sizeof problem) == static_cast<ssize_t>(sizeof problem)) {
        ::waitpid(child, nullptr, 0);
    }
    ::close(report[0]);
    if (problem != 0)
        throw std::runtime_error(command.arguments.front() + ": cannot be started: " + std::strerror(problem));
    return child;
}

std::string own_program() {
    return std::filesystem::read_symlink("/proc/self/exe").string();
}

std::string program_beside(const std::string& name) {
    return (std::filesystem::path{own_program()}.parent_path() / name).string();
}

}  // namespace sluis::main_program
