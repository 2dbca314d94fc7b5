#include "storage/postgres/run_program.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "storage/postgres/error.h"

namespace sluis::storage::postgres {
namespace {

/// Only async-signal-safe calls: the process may have other threads.
[[noreturn]] void become(char* const* arguments, const OsUser& user, int output) {
    char path[] = "PATH=/usr/bin:/bin";
    char locale[] = "LC_ALL=C.UTF-8";
    char zone[] = "TZ=UTC";
    char* const environment[] = {path, locale, zone, nullptr};
    const int null = ::open("/dev/null", O_RDWR);
    ::dup2(null, 0);
    ::dup2(output < 0 ? null : output, 1);
    ::dup2(output < 0 ? null : output, 2);
    ::close_range(3, ~0u, 0);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int number : {SIGPIPE, SIGHUP, SIGINT, SIGTERM, SIGCHLD}) ::signal(number, SIG_DFL);
    ::umask(077);
    if (::chdir("/") != 0) ::_exit(126);
    if (::geteuid() != user.uid &&
        (::setgroups(1, &user.gid) != 0 || ::setgid(user.gid) != 0 || ::setuid(user.uid) != 0))
        ::_exit(126);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::execve(arguments[0], arguments, environment);
    ::_exit(127);
}

int exit_code(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool ends_within(int pidfd, std::chrono::milliseconds deadline) {
    const auto until = std::chrono::steady_clock::now() + deadline;
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        pollfd wait{pidfd, POLLIN, 0};
        const int ready = ::poll(&wait, 1, static_cast<int>(left.count()));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
}

}  // namespace

OsUser current_user() {
    std::array<char, 16384> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
        throw Error{"this process' user has no name on this system", false};
    return {entry.pw_name, entry.pw_uid, entry.pw_gid};
}

OsUser find_user(const std::string& name) {
    std::array<char, 16384> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
        throw Error{"there is no user " + name + " on this system", false};
    return {entry.pw_name, entry.pw_uid, entry.pw_gid};
}

gid_t find_group(const std::string& name) {
    std::array<char, 16384> buffer{};
    group entry{};
    group* found = nullptr;
    if (::getgrnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
        throw Error{"there is no group " + name + " on this system", false};
    return entry.gr_gid;
}

int run_program(const ProgramRun& run) {
    std::vector<std::string> arguments = run.arguments;
    std::vector<char*> pointers;
    for (auto& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    const pid_t child = ::fork();
    if (child < 0) throw Error{"no process could be started for " + arguments.front(), true};
    if (child == 0) become(pointers.data(), run.user, run.output);
    // Not through glibc: 2.36 declares pidfd_open without C linkage.
    const int pidfd = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
    const bool ended = pidfd >= 0 && ends_within(pidfd, run.deadline);
    if (pidfd >= 0) ::close(pidfd);
    if (!ended) ::kill(child, SIGKILL);
    const int code = exit_code(child);
    if (!ended) throw Error{arguments.front() + " did not end within its deadline", true};
    return code;
}

}  // namespace sluis::storage::postgres
