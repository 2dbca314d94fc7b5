#include "gateway/scan/template_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace sluis::scan {
namespace {

constexpr int socket_in_program = 3;
constexpr int control_in_program = 4;

Descriptor listening_at(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.native().size() >= sizeof address.sun_path) throw Unavailable("scan: the socket's path is too long");
    path.native().copy(address.sun_path, sizeof address.sun_path - 1);
    Descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    constexpr int queue = 128;
    if (!socket || ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(socket.get(), queue) != 0)
        throw Unavailable("scan: cannot listen in a private directory");
    return socket;
}

// Above 4, so that putting it in its place in the program overwrites nothing that is still needed.
Descriptor moved_up(const Descriptor& fd) {
    Descriptor moved{::fcntl(fd.get(), F_DUPFD_CLOEXEC, 10)};
    if (!moved) throw Unavailable("scan: no descriptor");
    return moved;
}

struct Spawning {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    Spawning() {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
    }
    ~Spawning() {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }
    Spawning(const Spawning&) = delete;
    Spawning& operator=(const Spawning&) = delete;
};

pid_t spawn(const TemplateProcess::Options& options, const Descriptor& socket, const Descriptor& control) {
    std::vector<std::string> words{options.program.string(), "--socket-fd", std::to_string(socket_in_program),
                                   "--control-fd", std::to_string(control_in_program)};
    words.insert(words.end(), options.arguments.begin(), options.arguments.end());
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);

    Spawning how;
    ::posix_spawn_file_actions_adddup2(&how.actions, socket.get(), socket_in_program);
    ::posix_spawn_file_actions_adddup2(&how.actions, control.get(), control_in_program);
    ::posix_spawn_file_actions_addclosefrom_np(&how.actions, control_in_program + 1);
    sigset_t none;
    ::sigemptyset(&none);
    sigset_t all;
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&how.attributes, &none);
    ::posix_spawnattr_setsigdefault(&how.attributes, &all);
    ::posix_spawnattr_setflags(&how.attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    char* no_environment[] = {nullptr};
    pid_t pid = -1;
    if (::posix_spawn(&pid, options.program.c_str(), &how.actions, &how.attributes, arguments.data(), no_environment))
        throw Unavailable("scan: the program cannot be started");
    return pid;
}

bool says_ready(int control, std::chrono::milliseconds within) {
    const auto deadline = std::chrono::steady_clock::now() + within;
    pollfd polled{control, POLLIN, 0};
    int ready = -1;
    do {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        ready = ::poll(&polled, 1, left.count() > 0 ? static_cast<int>(left.count()) : 0);
    } while (ready < 0 && errno == EINTR);
    char octet = 0;
    return ready > 0 && ::recv(control, &octet, 1, MSG_DONTWAIT) == 1;
}

std::filesystem::path private_directory() {
    std::error_code ignored;
    const auto parent = std::filesystem::temp_directory_path(ignored);
    std::string name = (parent / "sluis-scan-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw Unavailable("scan: no private directory");
    return name;
}

}  // namespace

TemplateProcess::TemplateProcess(const Options& options)
    : directory_{private_directory()}, socket_{directory_ / "socket"} {
    try {
        const Descriptor listener = moved_up(listening_at(socket_));
        int pair[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) throw Unavailable("scan: no socket");
        control_ = Descriptor{pair[0]};
        const Descriptor theirs = moved_up(Descriptor{pair[1]});
        pid_ = spawn(options, listener, theirs);
    } catch (const std::exception&) {
        end();
        throw;
    }
    if (!says_ready(control_.get(), options.ready_within)) {
        end();
        throw Unavailable("scan: the program did not become ready");
    }
}

TemplateProcess::~TemplateProcess() {
    end();
}

// It ends by itself when the control socket closes; one that does not within two seconds is killed, and its children
// with it (they die with their parent).
void TemplateProcess::end() noexcept {
    control_.reset();
    if (pid_ > 0) {
        constexpr int patience = 200;
        int tries = 0;
        while (::waitpid(pid_, nullptr, WNOHANG) == 0) {
            if (++tries == patience) ::kill(pid_, SIGKILL);
            ::poll(nullptr, 0, 10);
        }
        pid_ = -1;
    }
    std::error_code ignored;
    std::filesystem::remove(socket_, ignored);
    std::filesystem::remove(directory_, ignored);
}

std::filesystem::path scan_program() {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    return self.parent_path() / "sluis-scan";
}

}  // namespace sluis::scan
