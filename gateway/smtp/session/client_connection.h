#pragma once

#include <asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/mail/envelope.h"
#include "gateway/mail/reply.h"
#include "gateway/mail/result.h"
#include "gateway/net/tls.h"
#include "gateway/smtp/content_facts.h"

namespace sluis::smtp {

enum class TlsPolicy {
    none,           ///< Never.
    opportunistic,  ///< When offered, with whatever certificate. A handshake that was begun and fails defers.
    verified,       ///< Always, and the certificate must prove the name.
};

/// The server to hand mail to. A login is sent only over verified TLS or a Unix-domain socket.
struct Target {
    std::string host;  ///< Name or address.
    std::uint16_t port = 25;
    std::filesystem::path socket_path;  ///< A Unix-domain socket instead of host and port, when set.
    TlsPolicy tls = TlsPolicy::verified;
    bool implicit_tls = false;  ///< TLS from the first octet (port 465) instead of STARTTLS.
    std::string tls_name;       ///< The name on its certificate; the host when empty.
    std::shared_ptr<const net::TlsCredentials> credentials;  ///< for_client(). Needed unless tls is none.
    std::string login;                                       ///< Empty: no AUTH.
    std::string password;
};

/// How long each step may take (RFC 5321 §4.5.3.2).
struct ClientDeadlines {
    std::chrono::milliseconds connect{30'000};  ///< Per address of the host; the name look-up has as long.
    std::chrono::milliseconds greeting{300'000};
    std::chrono::milliseconds command{300'000};  ///< EHLO, STARTTLS with its handshake, AUTH, MAIL, each RCPT, RSET.
    std::chrono::milliseconds data{120'000};
    std::chrono::milliseconds content_block{180'000};
    std::chrono::milliseconds final_dot{600'000};
    std::chrono::milliseconds quit{5'000};
};

struct ClientOptions {
    std::string hostname;  ///< For EHLO.
    ClientDeadlines deadlines;
};

/// Why there is no connection. The reply is always 4xx: the mail waits, whatever the server said.
struct ConnectFailure {
    enum class Kind {
        unreachable,     ///< 4.4.1: no address, refused, no answer, lost before EHLO was answered.
        tls,             ///< 4.7.5: not offered though required, no handshake, or a certificate that proves nothing.
        refused,         ///< 4.3.2: the server's greeting or EHLO reply was negative.
        authentication,  ///< 4.7.8: AUTH not offered or refused, or TLS too weak to send a password over.
    };
    Kind kind = Kind::unreachable;
    mail::Reply reply;
};

/// Gives the content piece by piece; an empty span is the end. A span stays valid until the next call.
/// Called from the reactor: what blocks goes through net::blocking(). What it throws aborts the transfer, as
/// 451 4.3.0 for every recipient that was still open.
using ContentSource = std::function<asio::awaitable<std::span<const char>>()>;

/// Content that is in memory already. The octets must outlive the source.
[[nodiscard]] ContentSource content_in_memory(std::string_view octets);

/// One SMTP connection to a next hop, for one transfer after the other. Not for use by two coroutines at
/// once.
///
/// Remote trouble is never an exception here: it is a Reply, made up locally where the server gave none.
class ClientConnection {
public:
    /// Connects, greets, secures, authenticates: after it the connection is ready for transfer().
    /// `target` and `options` are taken by value: name them before you await (GCC 12).
    [[nodiscard]] static asio::awaitable<Result<std::unique_ptr<ClientConnection>, ConnectFailure>> connect(
        Target target, ClientOptions options);
    ~ClientConnection();

    /// Offers one message; one Reply per forward-path, in the envelope's order: 2xx delivered to the next
    /// hop, 4xx deferred, 5xx refused for good. A connection lost at any moment, after the final dot too, is
    /// 451 4.4.2. Local refusals: 5.6.3 (8-bit content, no 8BITMIME), 5.6.7 (non-ASCII address, no
    /// SMTPUTF8), 5.3.4 (over SIZE), 5.6.0 (bare CR, bare LF or NUL in the content: nothing that leaves can
    /// be read as two messages). `envelope` and `content` must outlive the call.
    [[nodiscard]] asio::awaitable<std::vector<mail::Reply>> transfer(const mail::Envelope& envelope, ContentFacts facts,
                                                                     const ContentSource& content);

    /// False once the connection was lost or had to be cut; then connect anew.
    [[nodiscard]] bool is_usable() const noexcept;
    [[nodiscard]] bool is_tls() const noexcept;
    /// QUIT, with a short deadline; never fails.
    [[nodiscard]] asio::awaitable<void> quit();
    /// Ends every wait on this connection from outside, as at shutdown; transfer() then returns deferrals.
    void abort() noexcept;

private:
    struct State;
    explicit ClientConnection(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace sluis::smtp
