#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "config/settings.h"

namespace sluis::config {

/// "30s", "5m", "2h", "3d": a whole number and one unit. Nothing for anything else, or more than a hundred years.
[[nodiscard]] std::optional<std::chrono::seconds> read_duration(std::string_view text);
/// The largest unit that says it in a whole number: "5m", "90s".
[[nodiscard]] std::string shown(std::chrono::seconds duration);

/// "512", "64KiB", "50MiB", "2GiB": octets. Nothing for anything else, or more than 2^62.
[[nodiscard]] std::optional<std::uint64_t> read_size(std::string_view text);
[[nodiscard]] std::string shown_size(std::uint64_t octets);

/// "127.0.0.1:2525", "[::1]:465". Addresses only: a name may change its meaning. Port 1 to 65535.
[[nodiscard]] std::optional<Endpoint> read_endpoint(std::string_view text);
[[nodiscard]] std::string shown(const Endpoint& endpoint);

/// True for an IPv4 or IPv6 network in CIDR form ("192.0.2.0/24", "2001:db8::/32") or a single address, with no bit set
/// behind the prefix.
[[nodiscard]] bool is_network(std::string_view text);

}  // namespace sluis::config
