#include "gateway/scan/child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <new>

#include "gateway/scan/message_memfd.h"

namespace sluis::scan {
namespace {

enum Exit : int {
    exit_answered = 0,
    exit_broken = 1,
    exit_out_of_memory = 2,
    exit_no_message = 3,
    exit_unconfined = 4,  // Before a single octet of the message was looked at.
};

// The shadow memory of AddressSanitizer is larger than any bound one would set.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool bounds_address_space = false;
#else
constexpr bool bounds_address_space = true;
#endif

void die_with(pid_t parent) {
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || ::getppid() != parent) ::_exit(exit_unconfined);
}

// The starter's standard error stays with the template: what a parser prints may hold what it read.
void keep_only(int connection, int conversions) {
    // Above both, so that neither is overwritten before it is in its place.
    constexpr int above = 10;
    const int answers = ::fcntl(connection, F_DUPFD, above);
    const int asks = conversions < 0 ? -1 : ::fcntl(conversions, F_DUPFD, above);
    const bool kept = ::dup2(STDIN_FILENO, STDOUT_FILENO) >= 0 && ::dup2(STDIN_FILENO, STDERR_FILENO) >= 0 &&
                      ::dup2(answers, answer_descriptor) >= 0 &&
                      (asks < 0 || ::dup2(asks, conversion_descriptor) >= 0) &&
                      ::close_range(asks < 0 ? conversion_descriptor : conversion_descriptor + 1, ~0U, 0) == 0;
    if (!kept) ::_exit(exit_unconfined);
}

void forget_signals() {
    ::signal(SIGPIPE, SIG_IGN);  // Whoever hung up is told by EPIPE.
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

// The message's descriptor, and what is asked about it.
Descriptor receive_message(Ask& ask) {
    char octet = 0;
    iovec part{&octet, 1};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    ssize_t got = -1;
    do got = ::recvmsg(answer_descriptor, &header, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);

    const cmsghdr* rights = CMSG_FIRSTHDR(&header);
    if (got != 1 || rights == nullptr || rights->cmsg_level != SOL_SOCKET || rights->cmsg_type != SCM_RIGHTS ||
        rights->cmsg_len != CMSG_LEN(sizeof(int)) || (header.msg_flags & MSG_CTRUNC) != 0)
        return {};
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(rights), sizeof fd);
    ask = octet == static_cast<char>(Ask::candidates) ? Ask::candidates : Ask::findings;
    return Descriptor{fd};
}

std::string_view map_message(std::uint64_t max_message, Ask& ask) {
    const Descriptor file = receive_message(ask);
    if (!file || !is_sealed(file.get())) ::_exit(exit_no_message);
    const off_t size = ::lseek(file.get(), 0, SEEK_END);
    if (size < 0) ::_exit(exit_no_message);
    const auto octets = static_cast<std::size_t>(size);
    if (octets > max_message) ::_exit(exit_out_of_memory);
    if (octets == 0) return {};
    const void* start = ::mmap(nullptr, octets, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (start == MAP_FAILED) ::_exit(exit_unconfined);
    return {static_cast<const char*>(start), octets};
}

void lock_in(const ChildBounds& bounds, std::size_t message_size) {
    ChildResources resources = bounds.resources;
    resources.address_space = bounds_address_space ? resources.address_space + message_size : 0;
    limit_child(resources);
    load(bounds.filter);
}

// A system that refuses the confinement says nothing about the message, which is deferred then.
std::string_view take_message_confined(int connection, int conversions, pid_t parent, const ChildBounds& bounds,
                                       Ask& ask) {
    die_with(parent);
    keep_only(connection, conversions);
    forget_signals();
    const std::string_view message = map_message(bounds.max_message, ask);
    try {
        lock_in(bounds, message.size());
    } catch (const std::exception&) {
        ::_exit(exit_unconfined);
    }
    return message;
}

std::string answer_to(std::string_view message, Ask ask, const Analyse& analyse) {
    try {
        return encode(analyse(message, ask));
    } catch (const std::bad_alloc&) {
        return encode(opaque(message.size(), policy::Unscannable::too_large));
    }
}

void write_answer(std::string_view answer) {
    while (!answer.empty()) {
        const ssize_t written = ::write(answer_descriptor, answer.data(), answer.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) ::_exit(exit_broken);
        answer.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

void serve_one(int connection, int conversions, pid_t parent, const ChildBounds& bounds, const Analyse& analyse) {
    auto ask = Ask::findings;
    const std::string_view message = take_message_confined(connection, conversions, parent, bounds, ask);
    try {
        write_answer(answer_to(message, ask, analyse));
    } catch (const std::bad_alloc&) {
        ::_exit(exit_out_of_memory);
    } catch (const std::exception&) {
        ::_exit(exit_broken);
    }
    ::_exit(exit_answered);
}

Ending ending_from(int wait_status) {
    if (WIFEXITED(wait_status)) {
        switch (WEXITSTATUS(wait_status)) {
            case exit_answered:
                return Ending::answered;
            case exit_out_of_memory:
                return Ending::out_of_memory;
            case exit_no_message:
                return Ending::no_message;
            case exit_unconfined:
                return Ending::no_child;
            default:
                return Ending::died;
        }
    }
    if (!WIFSIGNALED(wait_status)) return Ending::died;
    // SIGKILL that the template did not send is the kernel's, short of memory.
    switch (WTERMSIG(wait_status)) {
        case SIGXCPU:
            return Ending::too_slow;
        case SIGKILL:
            return Ending::out_of_memory;
        default:
            return Ending::died;
    }
}

}  // namespace sluis::scan
