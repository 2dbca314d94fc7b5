#pragma once

#include <asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "gateway/net/stream.h"

namespace sluis::net {

/// Connects to a name or an address, one address after the other. `each` bounds the look-up and every attempt.
/// @throws Error (address, connection, deadline)
[[nodiscard]] asio::awaitable<std::unique_ptr<Stream>> connect_tcp(std::string host, std::uint16_t port,
                                                                   std::chrono::milliseconds each);

/// Connects to a Unix-domain socket. @throws Error (address, connection, deadline)
[[nodiscard]] asio::awaitable<std::unique_ptr<Stream>> connect_unix(std::filesystem::path path,
                                                                    std::chrono::milliseconds deadline);

}  // namespace sluis::net
