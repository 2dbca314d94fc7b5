#pragma once

#include <string>
#include <tl/expected.hpp>

namespace sluis {

/// A value, or why there is none. The stand-in for std::expected, which GCC 12 does not have.
/// Used where bad input is expected: parsers return it and never throw. The failure of the environment
/// (database, disk, TLS) is an exception instead.
template <class Value, class Failure = std::string>
using Result = tl::expected<Value, Failure>;

/// Makes the failing side of a Result: `return failure("…")`.
template <class Failure>
[[nodiscard]] tl::unexpected<std::decay_t<Failure>> failure(Failure&& why) {
    return tl::unexpected<std::decay_t<Failure>>(std::forward<Failure>(why));
}
[[nodiscard]] inline tl::unexpected<std::string> failure(const char* why) {
    return tl::unexpected<std::string>(std::string{why});
}

}  // namespace sluis
