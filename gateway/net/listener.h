#pragma once

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "gateway/net/stream.h"

namespace sluis::net {

/// A socket that listens. Goes on when the process runs out of descriptors: it waits until some are free again.
class Listener {
public:
    /// @throws Error (address) for each of the three.
    [[nodiscard]] static std::shared_ptr<Listener> on_tcp(const asio::any_io_executor& executor,
                                                          const std::string& address, std::uint16_t port);
    /// Replaces a socket file that nobody listens on any more; a file of another kind stays, and is an error.
    [[nodiscard]] static std::shared_ptr<Listener> on_unix(const asio::any_io_executor& executor,
                                                           const std::filesystem::path& path, unsigned mode);
    /// A socket that is bound and listening already; owned from here on.
    [[nodiscard]] static std::shared_ptr<Listener> adopt(const asio::any_io_executor& executor, int descriptor);

    ~Listener();

    /// Accepts until close(). Each connection is given to `accepted`, which must not throw.
    void start(std::function<void(Socket)> accepted);
    void close() noexcept;
    /// 0 for a Unix-domain socket.
    [[nodiscard]] std::uint16_t port() const;

private:
    struct State;
    explicit Listener(std::shared_ptr<State> state);
    std::shared_ptr<State> state_;  ///< Shared with the accepting coroutine.
};

}  // namespace sluis::net
