#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sluis::mail {

/// Reads a time as the database writes it in ISO 8601: `2026-12-22T14:05:09Z`, `2026-12-22 14:05:09.123+00`. Only UTC
/// is accepted (`Z`, `+00`, `+00:00`, or nothing); parts of a second are dropped. Nothing when it is anything else.
[[nodiscard]] std::optional<std::chrono::system_clock::time_point> time_from_iso(std::string_view text);

/// `2026-12-22T14:05:09Z`
[[nodiscard]] std::string iso_from_time(std::chrono::system_clock::time_point time);

}  // namespace sluis::mail
