#pragma once

#include <array>
#include <optional>
#include <string_view>

/// What goes over one connection between Scanner and template, apart from the answer itself:
///
///     Scanner  → child     one octet, what is asked, with the sealed memfd (SCM_RIGHTS)
///     template → Scanner   the greeting, when it takes the connection and before the child exists
///     child    → Scanner   encode(report)
///     template → Scanner   the trailer, once the child is dead; then the connection closes
///
/// The trailer is the template's word about how its child ended. A child can forge one, but never the last one.
namespace sluis::scan {

inline constexpr char greeting = 'g';

/// What is asked about a message.
enum class Ask : char {
    findings = 'm',
    candidates = 'c',  ///< Findings, and what may be looked up in lists of persons: only where somebody keeps one.
};

enum class Ending : char {
    answered = 'a',       ///< It ended well.
    out_of_memory = 'm',  ///< It, or its message, was larger than allowed.
    too_slow = 't',       ///< The deadline passed, or its share of the processor.
    died = 'x',           ///< A crash, or a call that no parser makes.
    no_message = 'n',     ///< What came over the connection was no sealed memfd.
    no_child = 'f',       ///< The system gave no process, or none that can be confined.
};

inline constexpr std::string_view trailer_mark{"\0sluis:", 7};
using Trailer = std::array<char, trailer_mark.size() + 1>;

[[nodiscard]] inline Trailer trailer(Ending ending) {
    Trailer octets{};
    trailer_mark.copy(octets.data(), trailer_mark.size());
    octets.back() = static_cast<char>(ending);
    return octets;
}

/// The ending that a finished stream bears, or none: then the template died before it could tell.
[[nodiscard]] inline std::optional<Ending> ending_of(std::string_view stream) {
    if (stream.size() < Trailer{}.size()) return std::nullopt;
    const std::string_view last = stream.substr(stream.size() - Trailer{}.size());
    if (!last.starts_with(trailer_mark)) return std::nullopt;
    switch (const auto ending = static_cast<Ending>(last.back())) {
        case Ending::answered:
        case Ending::out_of_memory:
        case Ending::too_slow:
        case Ending::died:
        case Ending::no_message:
        case Ending::no_child:
            return ending;
    }
    return std::nullopt;
}

}  // namespace sluis::scan
