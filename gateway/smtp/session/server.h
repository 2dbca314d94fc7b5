#pragma once

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/net/tls.h"
#include "gateway/smtp/listener_kind.h"
#include "gateway/smtp/session/reception.h"

namespace sluis::smtp {

/// One place to listen: an address and port, a Unix-domain socket, or a socket that is listening already.
struct ListenerOptions {
    std::string name;
    ListenerKind kind = ListenerKind::relay;
    std::string address;     ///< IP address.
    std::uint16_t port = 0;  ///< 0: any free one, see Server::port().
    std::filesystem::path
        socket_path;              ///< Instead of address and port. AUTH is offered on it without TLS (kind submission).
    unsigned socket_mode = 0660;  ///< Of the Unix-domain socket.
    int descriptor = -1;  ///< Instead of both: bound and listening, opened by the supervisor. Owned from start() on.
};

/// Every bound on a server session.
struct ServerLimits {
    std::uint64_t max_message_bytes = 50ull << 20;
    std::size_t max_recipients = 200;
    std::size_t max_errors = 20;
    std::size_t max_sessions = 1000;
    std::size_t max_sessions_per_address = 100;           ///< IPv6: per /64. Unix-domain sockets: no such bound.
    std::chrono::milliseconds command_deadline{300'000};  ///< From one reply to the end of the next command.
    std::chrono::milliseconds data_deadline{600'000};     ///< From 354 to the final dot.
    std::chrono::milliseconds session_deadline{3'600'000};
    std::chrono::milliseconds failed_login_delay{1'000};  ///< Before the answer to a failed AUTH.
};

struct ServerOptions {
    std::string hostname;  ///< In the greeting and the EHLO reply.
    ServerLimits limits;
};

/// The SMTP listeners of one relay process and their sessions. Lives on one io_context with one thread; every
/// call comes from that thread. Must outlive its sessions: await stop() before destroying it, or destroy the
/// io_context first.
class Server {
public:
    /// Without credentials no STARTTLS is offered, and a `submissions` listener cannot start.
    Server(asio::io_context& reactor, ServerOptions options, Reception& reception,
           std::shared_ptr<const net::TlsCredentials> credentials);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Begins to listen. @throws net::Error (address) when one cannot: then none of this call's listens.
    void start(const std::vector<ListenerOptions>& listeners);
    /// The port that a listener got. Precondition: `listener` was started on TCP.
    [[nodiscard]] std::uint16_t port(std::string_view listener) const;
    /// Credentials for the handshakes to come (a reload).
    void use_tls(std::shared_ptr<const net::TlsCredentials> credentials);
    /// Listens no more, says 421 to idle sessions, lets transactions end until `grace` has passed, then cuts.
    /// Ends when no session is left (a Reception call under way is waited for).
    [[nodiscard]] asio::awaitable<void> stop(std::chrono::milliseconds grace);
    [[nodiscard]] std::size_t sessions() const noexcept;

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace sluis::smtp
