#pragma once

#include <linux/filter.h>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace sluis::scan {

/// A seccomp filter, compiled: made once while there is time, loaded after each fork by one system call.
using Filter = std::vector<sock_filter>;

/// What the template may do: accept connections, fork and end its children, and make itself and them smaller.
/// No file, no socket, no program. @throws std::runtime_error when libseccomp cannot make it.
[[nodiscard]] Filter template_filter();

/// What a child may do: compute, take memory that cannot be executed, write its answer. No file opens (ENOENT, as if
/// there were none), no socket, no process, no signal; a program start or a look into another process kills it.
[[nodiscard]] Filter child_filter();

/// What the converters' process and its servants may do: fork, execute, and what converters do.
[[nodiscard]] Filter converters_filter();

/// What a converter may do: be executed, load itself, read files that Landlock leaves it, write its text. No socket, no
/// process beside itself, no file for writing.
[[nodiscard]] Filter converter_filter();

/// Loads a filter for this process and its children, for ever. @throws std::system_error when the kernel refuses.
void load(const Filter& filter);

/// Denies all of the file system, TCP, abstract sockets and signals to processes outside, as far as this kernel's
/// Landlock can. False when it has none: then seccomp stands alone. @throws std::system_error when it has and fails.
[[nodiscard]] bool deny_by_landlock();

[[nodiscard]] bool has_landlock();

/// Denies the same but for these: files that may be executed and read, files and folders that may be read. What does
/// not exist is left out. False when this kernel has no Landlock. @throws std::system_error when it has and fails.
[[nodiscard]] bool allow_by_landlock(const std::vector<std::filesystem::path>& executable,
                                     const std::vector<std::filesystem::path>& readable);

/// No new privileges, no capabilities, no core, not dumpable (nobody attaches or reads /proc/PID/mem).
/// @throws std::system_error when the kernel refuses.
void drop_privileges();

/// Resources of one child. One that computes too long gets SIGXCPU, and SIGKILL a second later.
struct ChildResources {
    std::uint64_t address_space = 0;  ///< Octets, all mappings counted; 0 sets no bound.
    std::uint64_t cpu_seconds = 0;
};
void limit_child(const ChildResources& resources);

/// The same for a converter, which opens a few files and writes one. @param max_text  octets of that one
void limit_converter(const ChildResources& resources, std::uint64_t max_text);

/// Resources of the template: descriptors, no file may grow, no core.
void limit_template(std::uint64_t descriptors);

/// Octets of address space that this process has mapped. Reads /proc: before the confinement only.
[[nodiscard]] std::uint64_t mapped_octets();

/// Blanks the environment where it stands in memory, so that no child can read what the starter put there.
void wipe_environment();

}  // namespace sluis::scan
