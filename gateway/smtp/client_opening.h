#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gateway/mail/reply.h"

namespace sluis::smtp {

/// What the server's EHLO reply offers.
struct Extensions {
    bool pipelining = false;
    bool eight_bit_mime = false;
    bool smtputf8 = false;
    bool start_tls = false;
    bool auth_plain = false;
    bool auth_login = false;
    bool size = false;
    std::uint64_t max_size = 0;  ///< 0: no fixed limit (RFC 1870 §4).
};

/// Reads the lines of an EHLO reply. Unknown keywords are none of our business.
[[nodiscard]] Extensions read_extensions(const mail::Reply& reply);

struct ClientOpeningOptions {
    enum class StartTls { never, when_offered, required };
    std::string hostname;
    StartTls start_tls = StartTls::required;
    bool tls = false;                ///< TLS already, from the first octet.
    bool may_send_password = false;  ///< The connection is, or STARTTLS will make it, fit for a password.
    std::string login;               ///< Empty: no AUTH.
    std::string password;
};

/// The client's side of SMTP up to the first MAIL: greeting, EHLO (or HELO), STARTTLS, AUTH. No I/O, no clock.
class ClientOpening {
public:
    enum class Action { read_reply, start_tls, ready, failed };
    enum class Failure { refused, tls, authentication };

    explicit ClientOpening(ClientOpeningOptions options);

    /// Sends nothing before the greeting has come.
    [[nodiscard]] Action begin() const noexcept { return Action::read_reply; }
    [[nodiscard]] Action take(const mail::Reply& reply);
    /// After Action::start_tls and the handshake. What the server said before it holds no longer (RFC 3207 §4.2).
    [[nodiscard]] Action tls_started();

    [[nodiscard]] std::string take_output();
    [[nodiscard]] const Extensions& extensions() const noexcept { return extensions_; }
    /// After Action::failed. The reply is always 4xx: a next hop is configured, so all that is wrong here can be put
    /// right.
    [[nodiscard]] Failure failure() const noexcept { return failure_; }
    [[nodiscard]] const mail::Reply& reply() const noexcept { return reply_; }

private:
    enum class State { greeting, ehlo, helo, start_tls, auth_plain, auth_login, auth_password };

    Action send(State state, const std::string& line);
    Action fail(Failure failure, mail::Reply reply);
    Action after_ehlo(const mail::Reply& reply);
    Action secure_or_authenticate();
    Action authenticate();
    Action after_auth(const mail::Reply& reply);

    ClientOpeningOptions options_;
    State state_ = State::greeting;
    Extensions extensions_;
    std::string output_;
    Failure failure_ = Failure::refused;
    mail::Reply reply_;
};

}  // namespace sluis::smtp
