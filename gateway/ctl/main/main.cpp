#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <iostream>

#include "gateway/ctl/command_line.h"

namespace {

constexpr std::size_t default_width = 100;
constexpr std::size_t least_width = 60;
constexpr std::size_t most_width = 160;

/// Mail passes through this memory: no core file, and no look from beside.
void keep_memory_to_ourselves() {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

std::size_t terminal_width() {
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return default_width;
    return std::clamp<std::size_t>(size.ws_col, least_width, most_width);
}

/// On a terminal, unless its owner wants none (https://no-color.org).
bool wants_colours() {
    const char* refused = std::getenv("NO_COLOR");
    return ::isatty(STDOUT_FILENO) == 1 && (refused == nullptr || *refused == '\0');
}

}  // namespace

int main(int argc, char** argv) {
    keep_memory_to_ourselves();
    ::signal(SIGPIPE, SIG_IGN);
    const sluis::ctl::Output output{std::cout, std::cerr, false, wants_colours(), terminal_width()};
    return sluis::ctl::run(argc, argv, output);
}
