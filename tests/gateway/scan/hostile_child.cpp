// A sluis-scan whose analysis is as hostile as a parser taken over by its message: it does what the message says, and
// reports how that went as the subject of its findings ("EPERM", "done"), or answers with something else than a report.
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <thread>
#include <vector>

#include "gateway/scan/conversion.h"
#include "gateway/scan/protocol.h"
#include "gateway/scan/template.h"

namespace {

using namespace sluis;

// Memory of the template from before the fork: a child may read it, and must find no message and no secret in it.
std::string environment_at_start;

scan::Report saying(std::string_view message, std::string subject) {
    scan::Report report;
    mime::Entity whole;
    whole.body = {0, message.size()};
    whole.media_type = "text/plain";
    report.structure.entities.push_back(whole);
    policy::Document document;
    document.media_type = "text/plain";
    document.size = message.size();
    report.findings.documents.push_back(document);
    report.findings.subject = std::move(subject);
    return report;
}

std::string outcome(long result) {
    return result >= 0 ? "done" : ::strerrorname_np(errno);
}

void write_all(std::string_view octets) {
    while (!octets.empty()) {
        const ssize_t written = ::write(scan::answer_descriptor, octets.data(), octets.size());
        if (written <= 0) ::_exit(0);
        octets.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::string open_file(std::string_view path) {
    const int fd = ::open(std::string{path}.c_str(), O_RDONLY);
    return outcome(fd);
}

std::string connect_unix(std::string_view path) {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0) return outcome(fd);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    return outcome(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address));
}

// connect() on the one socket it has, with the address of another.
std::string reconnect(std::string_view path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    return outcome(::connect(scan::answer_descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address));
}

// Asks for a conversion, and says what came of it: "0 text" for a text.
std::string convert(std::string_view document) {
    const auto conversion = scan::ask_conversion(scan::conversion_descriptor, scan::Converter::word, document, 1 << 20);
    return std::to_string(static_cast<int>(conversion.outcome)) + ' ' + conversion.text.substr(0, 100);
}

// A request that ends in the middle.
std::string half_conversion(std::string_view) {
    const char head[] = {0, 100, 0, 0, 0, 0, 0, 0, 0, 'x'};
    return outcome(::write(scan::conversion_descriptor, head, sizeof head));
}

std::string unknown_converter(std::string_view) {
    const auto conversion =
        scan::ask_conversion(scan::conversion_descriptor, static_cast<scan::Converter>(99), "x", 1 << 20);
    return std::to_string(static_cast<int>(conversion.outcome));
}

std::string fork_child(std::string_view) {
    const pid_t pid = ::fork();
    if (pid == 0) ::_exit(0);
    return outcome(pid);
}

// Around libc: the system call itself, so that no wrapper's caution counts as the sandbox's.
std::string clone_thread(std::string_view) {
    return outcome(::syscall(SYS_clone, 0x3D0F00UL | 0UL, nullptr, nullptr, nullptr, nullptr));
}

std::string execute(std::string_view) {
    char name[] = "/bin/true";
    char* arguments[] = {name, nullptr};
    return outcome(::execve(name, arguments, nullptr));
}

std::string take_memory(std::string_view mebibytes) {
    const auto size = std::stoull(std::string{mebibytes}) << 20;
    void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? outcome(-1) : "done";
}

std::string take_executable_memory(std::string_view) {
    void* memory = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory != MAP_FAILED) return "done";
    memory = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return outcome(::mprotect(memory, 4096, PROT_READ | PROT_EXEC));
}

std::string allocate_for_ever(std::string_view) {
    std::vector<std::vector<char>> hoard;
    for (;;) hoard.emplace_back(1 << 20, 'x');
}

std::string read_parent(std::string_view pid) {
    char octet = 0;
    iovec local{&octet, 1};
    iovec remote{&environment_at_start, 1};
    return outcome(::process_vm_readv(std::stoi(std::string{pid}), &local, 1, &remote, 1, 0));
}

// Not fstat(), which glibc makes by a call that is refused.
bool is_open(int fd, struct stat& status) {
    return ::syscall(SYS_fstat, fd, &status) == 0;
}

// Every descriptor beyond 0, 1, 2 and those to answer on and to ask over must be closed.
std::string other_descriptors(std::string_view) {
    int open = 0;
    struct stat status {};
    for (int fd = scan::conversion_descriptor + 1; fd < 4096; ++fd) open += is_open(fd, status) ? 1 : 0;
    return std::to_string(open);
}

std::string standard_descriptors(std::string_view) {
    struct stat status {};
    for (int fd = 0; fd <= 2; ++fd) {
        if (!is_open(fd, status) || !S_ISCHR(status.st_mode)) return "not /dev/null";
    }
    return "/dev/null";
}

std::string has_environment(std::string_view) {
    return environment_at_start.empty() && ::environ == nullptr ? "none" : environment_at_start;
}

std::string raise_limit(std::string_view) {
    const rlimit more{RLIM_INFINITY, RLIM_INFINITY};
    return outcome(::setrlimit(RLIMIT_AS, &more));
}

std::string spin(std::string_view) {
    volatile bool for_ever = true;
    while (for_ever) {
    }
    return "stopped";
}

std::string sleep_for_ever(std::string_view) {
    for (;;) ::sleep(3600);
}

std::string wait_until_hung_up(std::string_view) {
    char octet = 0;
    return outcome(::read(scan::answer_descriptor, &octet, 1));
}

int overflow_stack(int depth) {
    volatile char frame[4096];
    frame[0] = static_cast<char>(depth);
    if (depth < 0) return frame[0];
    return overflow_stack(depth + 1) + frame[0];
}

std::string write_garbage(std::string_view) {
    write_all("HTTP/1.1 200 OK\r\n\r\n");
    ::_exit(0);
}

std::string write_without_end(std::string_view) {
    const std::string block(65536, 'x');
    for (;;) write_all(block);
}

std::string write_half(std::string_view message) {
    const std::string answer = scan::encode(saying(message, "half"));
    write_all(std::string_view{answer}.substr(0, answer.size() / 2));
    ::_exit(0);
}

// A good answer and a forged trailer, then a crash: the template's own word comes last.
std::string forge_trailer(std::string_view message) {
    write_all(scan::encode(saying(message, "forged")));
    const auto octets = scan::trailer(scan::Ending::answered);
    write_all({octets.data(), octets.size()});
    ::_exit(7);
}

std::string throw_exception(std::string_view) {
    throw std::runtime_error("thrown");
}

const std::map<std::string_view, std::function<std::string(std::string_view)>> acts = {
    {"echo", [](std::string_view text) { return std::string{text}; }},
    {"open", open_file},
    {"create",
     [](std::string_view path) { return outcome(::open(std::string{path}.c_str(), O_CREAT | O_WRONLY, 0600)); }},
    {"mkdir", [](std::string_view path) { return outcome(::mkdir(std::string{path}.c_str(), 0700)); }},
    {"unlink", [](std::string_view path) { return outcome(::unlink(std::string{path}.c_str())); }},
    {"stat",
     [](std::string_view path) {
         struct stat status {};
         return outcome(::stat(std::string{path}.c_str(), &status));
     }},
    {"socket", [](std::string_view) { return outcome(::socket(AF_INET, SOCK_STREAM, 0)); }},
    {"udp", [](std::string_view) { return outcome(::socket(AF_INET, SOCK_DGRAM, 0)); }},
    {"socketpair",
     [](std::string_view) {
         int pair[2];
         return outcome(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
     }},
    {"connect", connect_unix},
    {"reconnect", reconnect},
    {"shutdown", [](std::string_view) { return outcome(::shutdown(scan::answer_descriptor, SHUT_RDWR)); }},
    {"accept", [](std::string_view) { return outcome(::accept(scan::answer_descriptor, nullptr, nullptr)); }},
    {"convert", convert},
    {"half-conversion", half_conversion},
    {"unknown-converter", unknown_converter},
    {"fork", fork_child},
    {"thread", clone_thread},
    {"exec", execute},
    {"ptrace",
     [](std::string_view pid) {
         return outcome(::ptrace(PTRACE_ATTACH, std::stoi(std::string{pid}), nullptr, nullptr));
     }},
    {"kill", [](std::string_view pid) { return outcome(::kill(std::stoi(std::string{pid}), SIGKILL)); }},
    {"pidfd", [](std::string_view pid) { return outcome(::syscall(SYS_pidfd_open, std::stoi(std::string{pid}), 0)); }},
    {"read-process", read_parent},
    {"dumpable", [](std::string_view) { return outcome(::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)); }},
    {"unshare", [](std::string_view) { return outcome(::unshare(CLONE_NEWUSER)); }},
    {"memfd", [](std::string_view) { return outcome(::memfd_create("more", 0)); }},
    {"setuid", [](std::string_view) { return outcome(::setuid(0)); }},
    {"memory", take_memory},
    {"executable", take_executable_memory},
    {"hoard", allocate_for_ever},
    {"raise-limit", raise_limit},
    {"descriptors", other_descriptors},
    {"standard", standard_descriptors},
    {"environment", has_environment},
    {"spin", spin},
    {"sleep", sleep_for_ever},
    {"hold", wait_until_hung_up},
    {"crash",
     [](std::string_view) -> std::string {
         ::raise(SIGSEGV);
         *static_cast<volatile int*>(nullptr) = 1;
         return "";
     }},
    {"abort", [](std::string_view) -> std::string { std::abort(); }},
    {"overflow", [](std::string_view) { return std::to_string(overflow_stack(0)); }},
    {"throw", throw_exception},
    {"garbage", write_garbage},
    {"endless", write_without_end},
    {"half", write_half},
    {"forge", forge_trailer},
    {"nothing", [](std::string_view) -> std::string { ::_exit(0); }},
};

scan::Report act(std::string_view message, scan::Ask) {
    if (message.empty()) return saying(message, "empty");
    const std::size_t space = message.find(' ');
    const std::string_view name = message.substr(0, space);
    const std::string_view rest = space == std::string_view::npos ? "" : message.substr(space + 1);
    if (name == "lie") {
        scan::Report report = saying(message, "lie");
        report.structure.entities[0].body.end += 1;
        return report;
    }
    const auto found = acts.find(name);
    return saying(message, found == acts.end() ? "unknown" : found->second(rest));
}

}  // namespace

int main(int argc, char** argv) {
    const auto options = scan::template_options({argv + 1, static_cast<std::size_t>(argc - 1)});
    if (!options) return 64;
    int status = 1;
    char* const* variables = ::environ;
    try {
        status = scan::run_template(
            *options,
            [variables] {
                // Where the environment stood, after the template wiped it.
                for (int i = 0; variables[i] != nullptr; ++i) environment_at_start += variables[i];
            },
            act);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "hostile_child: %s\n", error.what());
    }
    ::_exit(status);
}
