#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <span>

#include "gateway/scan/message_memfd.h"
#include "gateway/scan/protocol.h"
#include "gateway/scan/report.h"
#include "gateway/scan/unavailable.h"

namespace sluis::scan {

/// Asks the confined template for one child per message, over its Unix socket (design §3).
/// Thread-safe; each call holds one connection. Blocking: for a worker thread.
class Scanner {
public:
    struct Options {
        std::filesystem::path socket;
        /// For one message, from the moment that a child has it; and as long again for the wait until one is
        /// free. The template enforces a shorter one itself.
        std::chrono::milliseconds deadline{30'000};
        std::size_t max_answer_bytes = 16 * 1024 * 1024;
        mime::Limits limits;
    };
    explicit Scanner(Options options) : options_{std::move(options)} {}

    /// The structure and findings of a message. A child that dies, is too slow or lies gives opaque(): never
    /// an exception, since a hostile message must not come back for ever. @throws Unavailable when the
    /// template cannot be reached.
    [[nodiscard]] Report scan(std::span<const char> message, Ask ask = Ask::findings) const;

    /// The same for a message that already stands in a memfd of make_message_memfd(), which is sealed here:
    /// the caller may still read and map it, never write. The descriptor stays the caller's.
    /// @param size  octets of the message: the memfd's size. @throws Unavailable also when it is another.
    [[nodiscard]] Report scan_fd(int memfd, std::uint64_t size, Ask ask = Ask::findings) const;

private:
    Options options_;
};

}  // namespace sluis::scan
