#pragma once

#include <asio/awaitable.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "config/settings.h"
#include "gateway/smtp/session/client_connection.h"

namespace sluis::delivery {

/// Connections to next hops that wait for their next mail: a TLS handshake costs more than a transfer.
/// For the reactor's thread alone.
class Connections {
public:
    /// @param hostname  for EHLO
    explicit Connections(std::string hostname) : hostname_{std::move(hostname)} {}

    using Connected = Result<std::unique_ptr<smtp::ClientConnection>, smtp::ConnectFailure>;

    /// A kept connection to this hop, else a new one.
    [[nodiscard]] asio::awaitable<Connected> get(const config::NextHop& hop);

    /// Gives one back after a transfer: kept when it is still good and there is room, else ended.
    [[nodiscard]] asio::awaitable<void> give_back(const config::NextHop& hop,
                                                  std::unique_ptr<smtp::ClientConnection> connection);

    /// Ends those that waited too long; all of them at a stop.
    [[nodiscard]] asio::awaitable<void> end_idle(std::chrono::seconds longer_than);

    /// A certificate authority file was replaced: the next connections read it anew.
    void forget_credentials() { credentials_.clear(); }

private:
    struct Idle {
        std::unique_ptr<smtp::ClientConnection> connection;
        std::chrono::steady_clock::time_point since;
    };
    [[nodiscard]] smtp::Target target_for(const config::NextHop& hop);

    std::string hostname_;
    std::map<std::string, std::vector<Idle>> idle_;
    std::map<std::string, std::shared_ptr<const net::TlsCredentials>> credentials_;
};

}  // namespace sluis::delivery
