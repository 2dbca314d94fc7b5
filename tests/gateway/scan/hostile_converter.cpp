// A converter as hostile as one taken over by its document: what it is given says what it tries, and it writes how that
// went to its standard output.
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <string>

namespace {

std::string outcome(long result) {
    return result >= 0 ? "done" : ::strerrorname_np(errno);
}

std::string open_as(const std::string& path, int flags) {
    return outcome(::open(path.c_str(), flags, 0600));
}

std::string execute(const std::string& path) {
    char name[] = "x";
    char* arguments[] = {name, nullptr};
    return outcome(::execve(path.c_str(), arguments, nullptr));
}

std::string count_descriptors(const std::string&) {
    int open = 0;
    struct stat status {};
    for (int fd = 3; fd < 4096; ++fd) open += ::fstat(fd, &status) == 0 ? 1 : 0;
    return std::to_string(open);
}

std::string change_document(const std::string&) {
    return outcome(::pwrite(STDIN_FILENO, "x", 1, 0));
}

std::string write_without_end(const std::string&) {
    const std::string block(65536, 'x');
    for (;;) {
        if (::write(STDOUT_FILENO, block.data(), block.size()) < 0) return outcome(-1);
    }
}

std::string take_memory(const std::string& mebibytes) {
    const auto size = std::stoull(mebibytes) << 20;
    void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? outcome(-1) : "done";
}

std::string variables(const std::string&) {
    std::string all;
    for (char** at = ::environ; at != nullptr && *at != nullptr; ++at) all += std::string{*at} + ' ';
    return all;
}

const std::map<std::string, std::function<std::string(const std::string&)>> acts = {
    {"echo", [](const std::string& text) { return text; }},
    {"open", [](const std::string& path) { return open_as(path, O_RDONLY); }},
    {"write", [](const std::string& path) { return open_as(path, O_WRONLY); }},
    {"create", [](const std::string& path) { return open_as(path, O_CREAT | O_RDWR); }},
    {"list", [](const std::string& path) { return open_as(path, O_RDONLY | O_DIRECTORY); }},
    {"mkdir", [](const std::string& path) { return outcome(::mkdir(path.c_str(), 0700)); }},
    {"unlink", [](const std::string& path) { return outcome(::unlink(path.c_str())); }},
    {"execute", execute},
    {"socket", [](const std::string&) { return outcome(::socket(AF_INET, SOCK_STREAM, 0)); }},
    {"unix", [](const std::string&) { return outcome(::socket(AF_UNIX, SOCK_STREAM, 0)); }},
    {"fork", [](const std::string&) { return outcome(::fork()); }},
    {"thread",
     [](const std::string&) { return outcome(::syscall(SYS_clone, 0x3D0F00UL, nullptr, nullptr, nullptr, nullptr)); }},
    {"kill", [](const std::string& pid) { return outcome(::kill(std::stoi(pid), SIGKILL)); }},
    {"memfd", [](const std::string&) { return outcome(::memfd_create("more", 0)); }},
    {"descriptors", count_descriptors},
    {"change-document", change_document},
    {"endless", write_without_end},
    {"memory", take_memory},
    {"environment", variables},
    {"fail", [](const std::string&) -> std::string { ::_exit(3); }},
    {"crash", [](const std::string&) -> std::string { std::abort(); }},
    {"sleep",
     [](const std::string&) -> std::string {
         for (;;) ::sleep(3600);
     }},
    {"spin",
     [](const std::string&) -> std::string {
         for (volatile bool on = true; on;) {
         }
         return "";
     }},
};

}  // namespace

int main() {
    std::string document;
    char octets[4096];
    for (ssize_t got = 0; (got = ::read(STDIN_FILENO, octets, sizeof octets)) > 0;)
        document.append(octets, static_cast<std::size_t>(got));
    const auto space = document.find(' ');
    const auto found = acts.find(document.substr(0, space));
    const auto rest = space == std::string::npos ? "" : document.substr(space + 1);
    const auto said = found == acts.end() ? "unknown" : found->second(rest);
    return ::write(STDOUT_FILENO, said.data(), said.size()) == static_cast<ssize_t>(said.size()) ? 0 : 1;
}
