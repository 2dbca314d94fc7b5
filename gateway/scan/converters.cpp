#include "gateway/scan/converters.h"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "gateway/scan/converter_program.h"
#include "gateway/scan/sandbox.h"

namespace sluis::scan {
namespace {

// One scan child's socket: no servant (-1), or the one that serves a request over it.
struct Channel {
    Descriptor socket;
    pid_t servant = -1;
    bool done = false;
};

Descriptor receive_socket(int control) {
    char octet = 0;
    iovec part{&octet, 1};
    alignas(cmsghdr) char room[CMSG_SPACE(sizeof(int))] = {};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = room;
    header.msg_controllen = sizeof room;
    const ssize_t got = ::recvmsg(control, &header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    const cmsghdr* rights = CMSG_FIRSTHDR(&header);
    if (got == 0) ::_exit(0);
    if (got != 1 || rights == nullptr || rights->cmsg_type != SCM_RIGHTS || rights->cmsg_len != CMSG_LEN(sizeof(int)))
        return {};
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(rights), sizeof fd);
    return Descriptor{fd};
}

class Process {
public:
    Process(int control, Descriptor signals, const ConverterBounds& bounds)
        : control_{control}, signals_{std::move(signals)}, bounds_{bounds} {}

    [[noreturn]] void run() {
        for (;;) {
            polled_.assign({{control_, POLLIN, 0}, {signals_.get(), POLLIN, 0}});
            for (const Channel& channel : channels_)
                polled_.push_back({channel.servant < 0 ? channel.socket.get() : -1, POLLIN, 0});
            if (::poll(polled_.data(), polled_.size(), -1) <= 0) continue;
            for (std::size_t i = 0; i < channels_.size(); ++i) {
                if (polled_[i + 2].revents != 0) attend(channels_[i], polled_[i + 2].revents);
            }
            if (polled_[1].revents != 0) reap();
            std::erase_if(channels_, [](const Channel& channel) { return channel.done; });
            if (polled_[0].revents != 0) accept();
        }
    }

private:
    void attend(Channel& channel, short events) {
        if ((events & POLLIN) == 0 || !has_request(channel.socket.get())) {
            channel.done = true;
            return;
        }
        const pid_t self = ::getpid();
        const pid_t pid = ::fork();
        if (pid == 0) serve_conversion(channel.socket.get(), self, bounds_);
        channel.servant = pid;
        channel.done = pid < 0;
    }

    static bool has_request(int socket) {
        char octet = 0;
        return ::recv(socket, &octet, 1, MSG_PEEK | MSG_DONTWAIT) == 1;
    }

    void reap() {
        signalfd_siginfo info{};
        while (::read(signals_.get(), &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
        }
        int status = 0;
        for (pid_t pid = ::waitpid(-1, &status, WNOHANG); pid > 0; pid = ::waitpid(-1, &status, WNOHANG)) {
            for (Channel& channel : channels_) {
                if (channel.servant != pid) continue;
                channel.servant = -1;
                channel.done = !WIFEXITED(status) || WEXITSTATUS(status) != 0;
            }
        }
    }

    void accept() {
        Channel channel;
        channel.socket = receive_socket(control_);
        if (channel.socket && channels_.size() < bounds_.max_channels) channels_.push_back(std::move(channel));
    }

    int control_;
    Descriptor signals_;
    const ConverterBounds& bounds_;
    std::vector<Channel> channels_;
    std::vector<pollfd> polled_;
};

Descriptor death_signals() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGCHLD);
    ::sigprocmask(SIG_SETMASK, &signals, nullptr);
    return Descriptor{::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK)};
}

constexpr int control_here = 3;

[[noreturn]] void run_process(int control, pid_t parent, const ConverterBounds& bounds) {
    try {
        if (::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || ::getppid() != parent) ::_exit(1);
        if (::dup2(control, control_here) < 0 || ::close_range(control_here + 1, ~0U, 0) != 0) ::_exit(1);
        ::signal(SIGPIPE, SIG_IGN);
        Descriptor signals = death_signals();
        const auto files = converter_files(bounds.folder);
        drop_privileges();
        if (!allow_by_landlock(files.executable, files.readable)) ::_exit(1);
        load(converters_filter());
        Process{control_here, std::move(signals), bounds}.run();
    } catch (const std::exception&) {
        ::_exit(1);
    }
}

}  // namespace

Converters::Converters(const ConverterBounds& bounds) {
    const bool any = std::any_of(all_converters.begin(), all_converters.end(),
                                 [&](Converter one) { return is_installed(one, bounds.folder); });
    if (!any || !has_landlock()) return;
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        throw std::system_error(errno, std::generic_category(), "socketpair");
    control_ = Descriptor{pair[0]};
    const Descriptor theirs{pair[1]};
    const pid_t self = ::getpid();
    const pid_t pid = ::fork();
    if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (pid == 0) run_process(theirs.get(), self, bounds);
}

Descriptor Converters::open_channel() const {
    int pair[2];
    if (!control_ || ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return {};
    Descriptor ours{pair[0]};
    const Descriptor theirs{pair[1]};
    char octet = 'c';
    iovec part{&octet, 1};
    alignas(cmsghdr) char room[CMSG_SPACE(sizeof(int))] = {};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = room;
    header.msg_controllen = sizeof room;
    cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    const int fd = theirs.get();
    std::memcpy(CMSG_DATA(rights), &fd, sizeof fd);
    if (::sendmsg(control_.get(), &header, MSG_NOSIGNAL | MSG_DONTWAIT) != 1) return {};
    return ours;
}

}  // namespace sluis::scan
