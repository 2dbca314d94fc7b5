#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "gateway/scan/conversion.h"
#include "gateway/scan/descriptor.h"

/// The second confined kind (decision 0803): programs that are executed, each on one document, in a process that may
/// start nothing else, read nothing but the program, its libraries and its character tables, and reach no network.
namespace sluis::scan {

/// What bounds one conversion.
struct ConverterBounds {
    std::filesystem::path folder{"/usr/bin"};  ///< Where the programs stand.
    std::chrono::milliseconds deadline{5'000};
    std::uint64_t max_memory = 256ULL << 20;    ///< Octets of address space.
    std::uint64_t max_document = 256ULL << 20;  ///< Octets.
    std::uint64_t max_text = 64ULL << 20;       ///< Octets.
    std::size_t max_channels = 16;              ///< Sockets held at once: one for each scan child.
};

/// A process that holds one socket for each scan child, and for each request over it forks a servant that executes the
/// converter. The process itself never reads an octet of a document.
class Converters {
public:
    /// Forks the process. To be called while this process is small, still without threads, and unconfined. It has none
    /// when no converter is installed, or this kernel has no Landlock to hold one in.
    explicit Converters(const ConverterBounds& bounds);
    [[nodiscard]] bool exist() const noexcept { return static_cast<bool>(control_); }
    /// Readable (as hung up) once the process has ended; -1 when there is none.
    [[nodiscard]] int control() const noexcept { return control_.get(); }
    /// The child's side of a new socket; none when the process cannot take one more.
    [[nodiscard]] Descriptor open_channel() const;
    /// Lets the process end, with all that it started.
    void end() noexcept { control_.reset(); }

private:
    Descriptor control_;
};

/// Whether the program of a converter stands in the folder.
[[nodiscard]] bool is_installed(Converter converter, const std::filesystem::path& folder);

/// The life of a servant, right after fork(): takes one request from the socket, executes the converter, answers, ends.
/// The exit status is 0 when the socket may be used again. @param parent  the servant dies with it
[[noreturn]] void serve_conversion(int socket, pid_t parent, const ConverterBounds& bounds);

}  // namespace sluis::scan
