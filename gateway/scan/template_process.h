#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "gateway/scan/descriptor.h"
#include "gateway/scan/unavailable.h"

namespace sluis::scan {

/// A sluis-scan of one's own, for who has no daemon beside it: sluisctl, tests.
///
/// Listens in a private directory, gives the program nothing but that socket and an empty environment, and
/// ends it on destruction. When the owner dies without destroying it, the program sees its control socket
/// close and ends too.
class TemplateProcess {
public:
    struct Options {
        std::filesystem::path program;       ///< sluis-scan; see scan_program().
        std::vector<std::string> arguments;  ///< Added to the command line: "--max-children", "2", …
        std::chrono::milliseconds ready_within{20'000};
    };

    /// Returns when the template is warm, confined and listening. @throws Unavailable when it does not become
    /// so in time.
    explicit TemplateProcess(const Options& options);
    ~TemplateProcess();
    TemplateProcess(const TemplateProcess&) = delete;
    TemplateProcess& operator=(const TemplateProcess&) = delete;

    /// For Scanner::Options::socket.
    [[nodiscard]] const std::filesystem::path& socket() const noexcept { return socket_; }
    [[nodiscard]] pid_t pid() const noexcept { return pid_; }

private:
    void end() noexcept;

    std::filesystem::path directory_;
    std::filesystem::path socket_;
    Descriptor control_;
    pid_t pid_ = -1;
};

/// Where sluis-scan stands: beside the running program.
[[nodiscard]] std::filesystem::path scan_program();

}  // namespace sluis::scan
