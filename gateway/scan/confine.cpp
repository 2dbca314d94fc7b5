#include "gateway/scan/confine.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace sluis::scan {
namespace {

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

void close_between(unsigned first, unsigned last) {
    if (first <= last && ::close_range(first, last, 0) != 0) fail("close_range");
}

Descriptor bound_socket(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.native().size() >= sizeof address.sun_path) throw std::runtime_error("--socket: the path is too long");
    path.native().copy(address.sun_path, sizeof address.sun_path - 1);
    std::error_code ignored;
    if (std::filesystem::is_socket(path, ignored)) std::filesystem::remove(path, ignored);

    Descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (!socket) fail("socket");
    const mode_t before = ::umask(0177);
    const int bound = ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::umask(before);
    if (bound != 0) fail("bind");
    return socket;
}

}  // namespace

void keep_named_descriptors(const TemplateOptions& options) {
    const int null = ::open("/dev/null", O_RDWR);
    if (null < 0) fail("/dev/null");
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO}) {
        if (::dup2(null, fd) < 0) fail("dup2");
    }
    if (::fcntl(STDERR_FILENO, F_GETFD) < 0 && ::dup2(null, STDERR_FILENO) < 0) fail("dup2");

    const int low = std::min(options.socket, options.control);
    const int high = std::max(options.socket, options.control);
    unsigned from = STDERR_FILENO + 1;
    for (const int kept : {low, high}) {
        if (kept < 0) continue;
        if (kept > STDERR_FILENO + 1) close_between(from, static_cast<unsigned>(kept) - 1);
        from = static_cast<unsigned>(kept) + 1;
    }
    close_between(from, ~0U);
}

Descriptor listening_socket(const TemplateOptions& options) {
    Descriptor socket = options.socket >= 0 ? Descriptor{options.socket} : bound_socket(options.socket_path);
    constexpr int queue = 128;
    if (::listen(socket.get(), queue) != 0) fail("listen");
    if (::fcntl(socket.get(), F_SETFL, O_NONBLOCK) != 0) fail("fcntl");
    return socket;
}

void volunteer_for_oom() {
    std::ofstream{"/proc/self/oom_score_adj"} << 800;
}

void require_single_thread() {
    const std::filesystem::directory_iterator threads{"/proc/self/task"};
    if (std::distance(begin(threads), end(threads)) != 1)
        throw std::runtime_error("a library started a thread before the fork");
}

void confine_template(const TemplateOptions& options, const Filter& filter) {
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);  // Standard error may be a file.
    constexpr std::uint64_t own_descriptors = 16;
    limit_template(options.max_children + own_descriptors);
    drop_privileges();
    if (!deny_by_landlock()) std::fputs("sluis-scan: no Landlock in this kernel; seccomp alone\n", stderr);
    load(filter);
}

}  // namespace sluis::scan
