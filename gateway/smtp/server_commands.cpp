#include <utility>

#include "gateway/smtp/server_protocol.h"

namespace sluis::smtp {

std::optional<Event> ServerProtocol::on(const command::Hello& hello) {
    transaction_.reset();
    greeted_ = true;
    if (idle(hello.extended ? extensions() : mail::Reply{250, {}, options_.hostname}); state_ == State::closed)
        return std::nullopt;
    return event::Hello{hello.domain, hello.extended};
}

mail::Reply ServerProtocol::extensions() const {
    mail::Reply reply{250, {}, options_.hostname};
    reply.lines.insert(reply.lines.end(), {"PIPELINING", "SIZE " + std::to_string(options_.max_message_bytes),
                                           "8BITMIME", "ENHANCEDSTATUSCODES"});
    if (offers_tls()) reply.lines.emplace_back("STARTTLS");
    if (offers_auth()) reply.lines.emplace_back("AUTH PLAIN LOGIN");
    return reply;
}

bool ServerProtocol::offers_tls() const {
    return options_.tls_available && !options_.tls && !options_.local;
}

bool ServerProtocol::offers_auth() const {
    return options_.kind != ListenerKind::relay && (options_.tls || options_.local);
}

std::optional<mail::Reply> ServerProtocol::check_may_send() const {
    if (!greeted_) return mail::Reply{503, {5, 5, 1}, "EHLO comes first"};
    if (options_.kind == ListenerKind::relay || authenticated_) return std::nullopt;
    if (!offers_auth()) return mail::Reply{530, {5, 7, 0}, "Must issue a STARTTLS command first"};
    return mail::Reply{530, {5, 7, 0}, "Authentication required"};
}

std::optional<Event> ServerProtocol::on(const command::Mail& mail) {
    auto refusal = check_may_send();
    if (!refusal) refusal = transaction_.check_mail();
    if (!refusal && mail.size.value_or(0) > options_.max_message_bytes) {
        refusal = mail::Reply{552, {5, 3, 4}, "The message is too big"};
    }
    if (refusal) {
        blame(*refusal);
        return std::nullopt;
    }
    offered_mail_ = mail;
    awaits_ = Awaits::reverse_path;
    return event::CheckReversePath{mail.reverse_path};
}

std::optional<Event> ServerProtocol::on(const command::Rcpt& rcpt) {
    if (const auto refusal = transaction_.check_rcpt(rcpt.forward_path)) {
        if (refusal->is_transient()) return idle(*refusal);
        blame(*refusal);
        return std::nullopt;
    }
    if (transaction_.has(rcpt.forward_path)) return idle({250, {2, 1, 5}, "Recipient ok"});
    offered_rcpt_ = rcpt.forward_path;
    awaits_ = Awaits::forward_path;
    return event::CheckForwardPath{rcpt.forward_path};
}

std::optional<Event> ServerProtocol::on(const command::Data&) {
    if (const auto refusal = transaction_.check_data()) {
        // With every RCPT of a pipelined group refused this one is no error of the client's (RFC 2920 §3.1).
        if (transaction_.is_active()) return idle(*refusal);
        blame(*refusal);
        return std::nullopt;
    }
    if (has_input()) {
        close({554, {5, 5, 0}, "Content came before it was asked for"});
        return std::nullopt;
    }
    awaits_ = Awaits::begin;
    return event::BeginContent{};
}

std::optional<Event> ServerProtocol::on(const command::Auth& auth) {
    std::optional<mail::Reply> refusal;
    if (!greeted_) {
        refusal = mail::Reply{503, {5, 5, 1}, "EHLO comes first"};
    } else if (options_.kind == ListenerKind::relay) {
        refusal = mail::Reply{502, {5, 5, 1}, "AUTH is not offered here"};
    } else if (!offers_auth()) {
        refusal = mail::Reply{538, {5, 7, 11}, "Encryption required for authentication"};
    } else if (authenticated_) {
        refusal = mail::Reply{503, {5, 5, 1}, "Already authenticated"};
    } else if (transaction_.is_active()) {
        refusal = mail::Reply{503, {5, 5, 1}, "Not during a mail transaction"};
    }
    if (!refusal) {
        sasl_ = SaslServer::for_mechanism(auth.mechanism);
        if (!sasl_) refusal = mail::Reply{504, {5, 5, 4}, "This mechanism is not offered"};
    }
    if (refusal) {
        blame(*refusal);
        return std::nullopt;
    }
    return take_sasl(sasl_->begin(auth.initial_response));
}

std::optional<Event> ServerProtocol::take_sasl(const SaslServer::Step& step) {
    if (const auto* const reply = std::get_if<mail::Reply>(&step); reply && reply->code == 334) {
        say(*reply);
        state_ = State::sasl;
        lines_.set_limit(max_auth_line);
        return std::nullopt;
    }
    auto ended = step;
    sasl_.reset();
    state_ = State::command;
    lines_.set_limit(max_command_line);
    if (const auto* const refusal = std::get_if<mail::Reply>(&ended)) {
        blame(*refusal);
        return std::nullopt;
    }
    awaits_ = Awaits::authentication;
    return event::Authenticate{std::get<SaslProof>(std::move(ended))};
}

std::optional<Event> ServerProtocol::on(const command::StartTls&) {
    std::optional<mail::Reply> refusal;
    if (options_.tls) {
        refusal = mail::Reply{503, {5, 5, 1}, "TLS is active already"};
    } else if (!offers_tls()) {
        refusal = mail::Reply{502, {5, 5, 1}, "STARTTLS is not offered here"};
    } else if (!greeted_) {
        refusal = mail::Reply{503, {5, 5, 1}, "EHLO comes first"};
    } else if (transaction_.is_active()) {
        refusal = mail::Reply{503, {5, 5, 1}, "Not during a mail transaction"};
    }
    if (refusal) {
        blame(*refusal);
        return std::nullopt;
    }
    // What was injected in plain text must not be read as if it came under TLS (RFC 3207 §4.2, CVE-2011-0411).
    if (has_input()) {
        close({554, {5, 5, 0}, "Octets after STARTTLS came before the handshake"});
        return std::nullopt;
    }
    say({220, {2, 0, 0}, "Ready to start TLS"});
    awaits_ = Awaits::tls;
    return event::StartTls{};
}

std::optional<Event> ServerProtocol::on(const command::Rset&) {
    transaction_.reset();
    return idle({250, {2, 0, 0}, "Reset"});
}

std::optional<Event> ServerProtocol::on(const command::Noop&) {
    return idle({250, {2, 0, 0}, "Ok"});
}

std::optional<Event> ServerProtocol::on(const command::Quit&) {
    close({221, {2, 0, 0}, options_.hostname + " closing"});
    return std::nullopt;
}

std::optional<Event> ServerProtocol::on(const command::Vrfy&) {
    return idle({252, {2, 5, 0}, "Cannot verify, but will take a message"});
}

std::optional<Event> ServerProtocol::on(const command::Help&) {
    return idle({214, {2, 0, 0}, "EHLO HELO MAIL RCPT DATA RSET NOOP QUIT VRFY HELP STARTTLS AUTH"});
}

std::optional<Event> ServerProtocol::on(const command::Foreign&) {
    close({502, {5, 5, 1}, "This is a mail server"});
    return std::nullopt;
}

}  // namespace sluis::smtp
