#pragma once

#include <chrono>

struct pg_result;

namespace sluis::storage::postgres {

/// What the files of Connection share. Not for others.

/// The server stops a statement at its deadline; the client waits this much longer before it gives up on the server.
inline constexpr std::chrono::milliseconds grace{10'000};

/// The server did what it was asked.
[[nodiscard]] bool is_success(const pg_result* result) noexcept;
/// @throws Error (transient)
[[noreturn]] void throw_lost();

}  // namespace sluis::storage::postgres
