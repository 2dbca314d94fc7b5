#pragma once

#include <asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/net/stream.h"
#include "gateway/smtp/server_protocol.h"
#include "gateway/smtp/session/reception.h"
#include "gateway/smtp/session/server.h"

namespace sluis::smtp {

/// What a session is told by the server that accepted it.
struct SessionOptions {
    std::string hostname;
    std::string listener;
    ListenerKind kind = ListenerKind::relay;
    bool local = false;  ///< Over a Unix-domain socket.
    ServerLimits limits;
    std::shared_ptr<const net::TlsCredentials> credentials;  ///< None: no TLS.
};

/// One client's connection from greeting to end: moves octets between the stream, the protocol and the Reception, and
/// keeps the deadlines. It knows nothing of SMTP's order, which is ServerProtocol's, and decides nothing on mail.
class ServerSession {
public:
    ServerSession(net::Socket socket, std::string address, SessionOptions options, Reception& reception);

    /// The whole session. Never throws; what was not accepted when it ends is forgotten.
    [[nodiscard]] asio::awaitable<void> run();
    /// 421 as soon as no mail transaction is under way.
    void shut_down() noexcept;
    /// Cuts the connection.
    void cut() noexcept;

private:
    using Moment = net::Clock::time_point;

    asio::awaitable<void> converse();
    asio::awaitable<bool> perform(Event event);
    asio::awaitable<void> exchange();
    asio::awaitable<void> send_output();
    asio::awaitable<void> start_tls();
    asio::awaitable<void> authenticate(SaslProof proof);
    asio::awaitable<void> check_reverse_path(mail::ReversePath reverse_path);
    asio::awaitable<void> check_forward_path(mail::ForwardPath forward_path);
    asio::awaitable<void> accept();
    asio::awaitable<void> drain();
    void hello(const event::Hello& hello);
    void begin_content();
    void append(std::string_view octets);
    void note_tls();
    [[nodiscard]] Moment in(std::chrono::milliseconds time) const;

    net::Stream stream_;
    SessionOptions options_;
    Reception& reception_;
    Moment end_;
    std::optional<ServerProtocol> protocol_;
    Peer peer_;
    std::optional<Sender> sender_;
    std::unique_ptr<Incoming> incoming_;
    std::vector<char> buffer_;
    bool storage_failed_ = false;
    bool reading_ = false;
    bool shutting_down_ = false;
    bool ended_ = false;  ///< The last reply was sent.
};

}  // namespace sluis::smtp
