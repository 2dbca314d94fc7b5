#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>

#include "gateway/scan/converter_program.h"
#include "gateway/scan/converters.h"
#include "gateway/scan/octet_stream.h"
#include "gateway/scan/sandbox.h"

namespace sluis::scan {
namespace {

using Outcome = Conversion::Outcome;

constexpr int exit_answered = 0, exit_hung_up = 1, exit_not_executed = 126;
constexpr std::size_t piece = 64 * 1024;

bool copy(int from, int to, std::uint64_t size) {
    char octets[piece];
    while (size > 0) {
        const auto some = static_cast<std::size_t>(std::min<std::uint64_t>(size, sizeof octets));
        if (!read_whole(from, octets, some) || !write_whole(to, {octets, some})) return false;
        size -= some;
    }
    return true;
}

void die_with(pid_t parent) {
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || ::getppid() != parent) ::_exit(exit_not_executed);
}

[[noreturn]] void execute(const ConverterProgram& program, int document, int text, pid_t parent,
                          const ConverterBounds& bounds) {
    die_with(parent);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    // Standard input still is /dev/null.
    const bool placed = ::dup2(STDIN_FILENO, STDERR_FILENO) >= 0 && ::dup2(document, STDIN_FILENO) >= 0 &&
                        ::dup2(text, STDOUT_FILENO) >= 0 && ::close_range(STDERR_FILENO + 1, ~0U, 0) == 0;
    if (!placed) ::_exit(exit_not_executed);
    const std::string path = (bounds.folder / program.name).string();
    std::array<char*, std::tuple_size_v<decltype(program.arguments)> + 2> arguments{const_cast<char*>(program.name)};
    for (std::size_t i = 0; i < program.arguments.size(); ++i)
        arguments[i + 1] = const_cast<char*>(program.arguments[i]);
    char home[] = "HOME=/";
    char* environment[] = {home, nullptr};
    try {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(bounds.deadline).count();
        limit_converter({bounds.max_memory, static_cast<std::uint64_t>(seconds)}, bounds.max_text);
        load(converter_filter());
    } catch (const std::exception&) {
        ::_exit(exit_not_executed);
    }
    ::execve(path.c_str(), arguments.data(), environment);
    ::_exit(exit_not_executed);
}

Outcome outcome_of(int status) {
    if (WIFEXITED(status)) {
        if (WEXITSTATUS(status) == exit_not_executed) return Outcome::unavailable;
        return WEXITSTATUS(status) == 0 ? Outcome::done : Outcome::failed;
    }
    if (WTERMSIG(status) == SIGXFSZ) return Outcome::too_large;
    return WTERMSIG(status) == SIGXCPU ? Outcome::too_slow : Outcome::failed;
}

// SIGCHLD is blocked since before the fork, so that none is missed between the look and the wait.
Outcome wait_for(pid_t converter, std::chrono::milliseconds deadline) {
    const auto end = std::chrono::steady_clock::now() + deadline;
    sigset_t death;
    ::sigemptyset(&death);
    ::sigaddset(&death, SIGCHLD);
    int status = 0;
    while (::waitpid(converter, &status, WNOHANG) == 0) {
        const auto left = end - std::chrono::steady_clock::now();
        if (left <= left.zero()) {
            ::kill(converter, SIGKILL);
            ::waitpid(converter, &status, 0);
            return Outcome::too_slow;
        }
        const auto whole = std::chrono::floor<std::chrono::seconds>(left);
        const timespec patience{whole.count(), std::chrono::nanoseconds{left - whole}.count()};
        ::sigtimedwait(&death, nullptr, &patience);
    }
    return outcome_of(status);
}

Outcome convert(Converter converter, const Descriptor& document, const Descriptor& text,
                const ConverterBounds& bounds) {
    ::lseek(document.get(), 0, SEEK_SET);
    if (::fcntl(document.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0)
        return Outcome::unavailable;
    const pid_t self = ::getpid();
    const pid_t pid = ::fork();
    if (pid == 0) execute(program_of(converter), document.get(), text.get(), self, bounds);
    return pid < 0 ? Outcome::unavailable : wait_for(pid, bounds.deadline);
}

}  // namespace

void serve_conversion(int socket, pid_t parent, const ConverterBounds& bounds) {
    die_with(parent);
    // The sockets of other scan children are none of its business.
    constexpr int own = STDERR_FILENO + 1;
    if (::dup2(socket, own) < 0 || ::close_range(own + 1, ~0U, 0) != 0) ::_exit(exit_hung_up);
    socket = own;
    FrameHead request;
    if (!read_head(socket, request)) ::_exit(exit_hung_up);
    const auto converter = static_cast<Converter>(request.what);
    const bool known = std::find(all_converters.begin(), all_converters.end(), converter) != all_converters.end();
    // What was announced and is not read would be taken for the next request.
    if (!known || request.size > bounds.max_document) {
        static_cast<void>(write_head(socket, {static_cast<std::uint8_t>(Outcome::too_large), 0}));
        ::_exit(exit_hung_up);
    }
    const Descriptor document{::memfd_create("document", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    const Descriptor text{::memfd_create("text", MFD_CLOEXEC)};
    if (!document || !text || !copy(socket, document.get(), request.size)) ::_exit(exit_hung_up);
    const auto outcome =
        is_installed(converter, bounds.folder) ? convert(converter, document, text, bounds) : Outcome::unavailable;
    const auto size = static_cast<std::uint64_t>(std::max<off_t>(::lseek(text.get(), 0, SEEK_END), 0));
    ::lseek(text.get(), 0, SEEK_SET);
    const bool answered =
        write_head(socket, {static_cast<std::uint8_t>(outcome), size}) && copy(text.get(), socket, size);
    ::_exit(answered ? exit_answered : exit_hung_up);
}

}  // namespace sluis::scan
