#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "gateway/mail/envelope.h"
#include "gateway/mail/reply.h"
#include "gateway/smtp/command.h"
#include "gateway/smtp/content_reader.h"
#include "gateway/smtp/line_reader.h"
#include "gateway/smtp/listener_kind.h"
#include "gateway/smtp/mail_transaction.h"
#include "gateway/smtp/sasl_server.h"

namespace sluis::smtp {

struct ServerProtocolOptions {
    std::string hostname;
    ListenerKind kind = ListenerKind::relay;
    bool local = false;          ///< A Unix-domain socket: a password may be sent without TLS.
    bool tls_available = false;  ///< STARTTLS can be done.
    bool tls = false;            ///< TLS already, from the first octet.
    std::uint64_t max_message_bytes = 50ull << 20;
    std::size_t max_recipients = 200;
    std::size_t max_errors = 20;  ///< Syntax, sequence, failed AUTH; then 421.
    std::size_t max_idle_commands =
        500;  ///< Commands that bring no message nearer (NOOP, RSET, refused RCPT …); then 421.
    std::size_t max_failed_logins = 3;
};

/// What the driver has to do next.
namespace event {

struct NeedInput {};  ///< Send what take_output() gives, then read, unless has_input().
struct Hello {        ///< EHLO or HELO was answered. Nothing to answer.
    std::string domain;
    bool extended = false;
};
struct StartTls {};    ///< Send the output, shake hands, then tls_started(). On failure: drop the connection.
struct Authenticate {  ///< answer(235) when right; anything else is a refusal.
    SaslProof proof;
};
struct CheckReversePath {  ///< answer(250) or why not.
    mail::ReversePath reverse_path;
};
struct CheckForwardPath {  ///< answer(250) or why not.
    mail::ForwardPath forward_path;
};
struct BeginContent {};  ///< accept_content(), or answer() with a refusal. envelope() is complete.
struct Content {         ///< Unstuffed octets; valid until the next call. Nothing to answer.
    std::string_view octets;
};
struct DropContent {};    ///< The content was refused: forget it. Nothing to answer.
struct EndContent {};     ///< The content is whole: store it, then answer() with 250 2.0.0 or why not.
struct Close {            ///< Send the output, close. There is nothing after it.
    bool linger = false;  ///< The client may be sending still: read it away a while, so that it sees the reply.
};

}  // namespace event

using Event = std::variant<event::NeedInput, event::Hello, event::StartTls, event::Authenticate,
                           event::CheckReversePath, event::CheckForwardPath, event::BeginContent, event::Content,
                           event::DropContent, event::EndContent, event::Close>;

/// The server's side of SMTP (RFC 5321) with PIPELINING, SIZE, 8BITMIME, ENHANCEDSTATUSCODES, STARTTLS and AUTH.
///
/// Does no I/O, has no clock and judges nobody: octets go in, events come out, replies gather until they are taken.
/// Who drives it asks next() until NeedInput, does what each event says, and answers where it says so.
class ServerProtocol {
public:
    /// The greeting stands ready as output.
    explicit ServerProtocol(ServerProtocolOptions options);

    /// Octets from the client. Bounded by the caller: give them when next() said NeedInput, a buffer at a time.
    void receive(std::string_view octets);
    [[nodiscard]] Event next();
    /// Preconditions of these three: the event that asks for it was the last one.
    void answer(mail::Reply reply);
    void accept_content(ContentReader::BareLf bare_lf);
    void tls_started();

    /// Replies to send; empty when there are none. One string for all that were gathered.
    [[nodiscard]] std::string take_output();

    /// Octets are at hand that next() has not looked at: it wants the output sent first.
    [[nodiscard]] bool has_input() const noexcept { return taken_ < input_.size(); }

    /// From now on: 421 and Close as soon as no mail transaction is under way (RFC 5321 §3.8).
    void shut_down() noexcept { shutting_down_ = true; }
    [[nodiscard]] bool in_transaction() const noexcept { return transaction_.is_active(); }
    [[nodiscard]] bool receives_content() const noexcept { return state_ == State::content; }
    [[nodiscard]] const mail::Envelope& envelope() const noexcept { return transaction_.envelope(); }

private:
    enum class State { command, sasl, content, closed };
    enum class Awaits { nothing, authentication, reverse_path, forward_path, begin, acceptance, tls };

    std::optional<Event> take_line(const Line& line);
    std::optional<Event> take_sasl(const SaslServer::Step& step);
    std::optional<Event> take_content();

    std::optional<Event> on(const command::Hello& hello);
    std::optional<Event> on(const command::Mail& mail);
    std::optional<Event> on(const command::Rcpt& rcpt);
    std::optional<Event> on(const command::Auth& auth);
    std::optional<Event> on(const command::Data&);
    std::optional<Event> on(const command::Rset&);
    std::optional<Event> on(const command::Noop&);
    std::optional<Event> on(const command::Quit&);
    std::optional<Event> on(const command::Vrfy&);
    std::optional<Event> on(const command::Help&);
    std::optional<Event> on(const command::StartTls&);
    std::optional<Event> on(const command::Foreign&);

    [[nodiscard]] mail::Reply extensions() const;
    [[nodiscard]] bool offers_tls() const;
    [[nodiscard]] bool offers_auth() const;
    [[nodiscard]] std::optional<mail::Reply> check_may_send() const;
    void say(const mail::Reply& reply);
    void blame(const mail::Reply& reply);
    std::optional<Event> idle(const mail::Reply& reply);
    void close(const mail::Reply& reply);

    ServerProtocolOptions options_;
    std::string input_;
    std::size_t taken_ = 0;
    std::string output_;
    std::string content_;
    LineReader lines_{max_command_line};
    MailTransaction transaction_;
    std::optional<SaslServer> sasl_;
    std::optional<ContentReader> reader_;
    std::optional<command::Mail> offered_mail_;
    std::optional<mail::ForwardPath> offered_rcpt_;
    State state_ = State::command;
    Awaits awaits_ = Awaits::nothing;
    bool greeted_ = false;
    bool authenticated_ = false;
    bool shutting_down_ = false;
    bool linger_ = false;
    std::size_t errors_ = 0;
    std::size_t idle_commands_ = 0;
    std::size_t failed_logins_ = 0;
};

}  // namespace sluis::smtp
