#pragma once

#include <asio/awaitable.hpp>
#include <asio/generic/stream_protocol.hpp>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/net/deadline.h"
#include "gateway/net/tls.h"

namespace sluis::net {

using Socket = asio::generic::stream_protocol::socket;

/// A connected socket, TCP or Unix-domain, in plain text or, from a handshake on, under TLS.
///
/// Every wait on it ends at its deadline, which is one moment for all of them together until it is set anew. Only one
/// coroutine uses it at a time; interrupt() and close() may come from another on the same thread. What fails throws
/// net::Error.
class Stream {
public:
    /// Makes the socket non-blocking, and TCP without delay.
    explicit Stream(Socket socket);
    ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    void set_deadline(Clock::time_point moment);

    /// At least one octet; 0 at the end of the stream. @throws Error
    [[nodiscard]] asio::awaitable<std::size_t> read_some(std::span<char> buffer);
    /// All of it. `octets` must outlive the call. @throws Error
    [[nodiscard]] asio::awaitable<void> write(std::string_view octets);
    /// What can be sent at once, without waiting; for a last word on a connection that is given up. Never throws.
    void try_write(std::string_view octets) noexcept;

    /// The server's side of a handshake. A client certificate that does not verify counts as none.
    [[nodiscard]] asio::awaitable<void> start_tls_server(std::shared_ptr<const TlsCredentials> credentials);
    /// The client's side. With `verify` the certificate must prove `name`, a host name or IP address.
    /// @throws Error (certificate) when it does not.
    [[nodiscard]] asio::awaitable<void> start_tls_client(std::shared_ptr<const TlsCredentials> credentials,
                                                         std::string name, bool verify);

    /// Sends TLS' close_notify, and the end of our side; what still comes can be read. Never throws.
    void shut_down_send() noexcept;
    /// Ends the wait that is under way, or else the next one, with Error (interrupted). Once.
    void interrupt() noexcept;
    /// The end: every wait fails.
    void close() noexcept;

    /// False when the other side has closed, or has sent something that was not asked for.
    [[nodiscard]] bool is_quiet() noexcept;
    [[nodiscard]] bool is_tls() const noexcept;
    /// "TLS1.3"; empty without TLS.
    [[nodiscard]] std::string tls_version() const;
    /// DNS names of the verified client certificate, in lower case.
    [[nodiscard]] const std::vector<std::string>& certificate_names() const noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The IP address of the other side, IPv4-mapped IPv6 as IPv4; empty for a Unix-domain socket, and for a connection
/// that is gone already: ask is_unix() which of the two.
[[nodiscard]] std::string peer_address(const Socket& socket);
[[nodiscard]] bool is_unix(const Socket& socket);

}  // namespace sluis::net
