#pragma once

#include <sys/types.h>

#include <functional>

#include "gateway/scan/protocol.h"
#include "gateway/scan/report.h"
#include "gateway/scan/sandbox.h"

namespace sluis::scan {

/// What a child does with its message. extract's analyse(), with its limits bound; a test brings its own.
using Analyse = std::function<Report(std::string_view message, Ask ask)>;

/// The descriptor a child answers on, and the one over which it may ask for conversions (conversion.h), which is closed
/// where there are no converters. It has no other, but for 0, 1 and 2, which are /dev/null.
inline constexpr int answer_descriptor = 3;
inline constexpr int conversion_descriptor = 4;

/// What bounds one child.
struct ChildBounds {
    Filter filter;
    ChildResources resources;       ///< Address space without the message itself.
    std::uint64_t max_message = 0;  ///< Octets.
};

/// The life of a child, right after fork(): takes the message from the connection, locks itself in, analyses,
/// answers, ends. @param conversions  its side of the socket to the converters, or -1. @param parent  the template; the
/// child dies with it.
[[noreturn]] void serve_one(int connection, int conversions, pid_t parent, const ChildBounds& bounds,
                            const Analyse& analyse);

/// How a child ended, from its wait status.
[[nodiscard]] Ending ending_from(int wait_status);

}  // namespace sluis::scan
