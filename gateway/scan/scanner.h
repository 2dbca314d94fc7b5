#pragma once

#include <chrono>
#include <filesystem>
#include <span>
#include <stdexcept>

#include "gateway/scan/report.h"

namespace sluis::scan {

/// The template is not there, refused, or died: a failure of the environment. The message is deferred, never passed.
class Unavailable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Asks the confined template for one child per message, over its Unix socket (design §3).
/// Thread-safe; each call holds one connection. Blocking: for a worker thread.
class Scanner {
public:
    struct Options {
        std::filesystem::path socket;
        std::chrono::milliseconds deadline{30'000};  ///< For one message; the template enforces a shorter one itself.
        std::size_t max_answer_bytes = 16 * 1024 * 1024;
        mime::Limits limits;
    };
    explicit Scanner(Options options) : options_{std::move(options)} {}

    /// The structure and findings of a message. A child that dies, is too slow or lies gives opaque(): never an exception,
    /// since a hostile message must not come back for ever. @throws Unavailable when the template cannot be reached.
    [[nodiscard]] Report scan(std::span<const char> message) const;

private:
    Options options_;
};

}  // namespace sluis::scan
