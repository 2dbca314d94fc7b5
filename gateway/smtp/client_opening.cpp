#include "gateway/smtp/client_opening.h"

#include <charconv>
#include <sstream>
#include <utility>

#include "gateway/mail/mailbox.h"
#include "gateway/smtp/base64.h"

namespace sluis::smtp {
namespace {

void read_auth(std::istringstream& words, Extensions& extensions) {
    std::string mechanism;
    while (words >> mechanism) {
        mechanism = mail::ascii_lower(mechanism);
        if (mechanism == "plain") extensions.auth_plain = true;
        if (mechanism == "login") extensions.auth_login = true;
    }
}

std::uint64_t read_size(std::istringstream& words) {
    std::string text;
    words >> text;
    std::uint64_t size = 0;
    std::from_chars(text.data(), text.data() + text.size(), size);
    return size;
}

}  // namespace

Extensions read_extensions(const mail::Reply& reply) {
    Extensions extensions;
    for (std::size_t i = 1; i < reply.lines.size(); ++i) {
        std::istringstream words{reply.lines[i]};
        std::string keyword;
        words >> keyword;
        keyword = mail::ascii_lower(keyword);
        if (keyword == "pipelining") extensions.pipelining = true;
        if (keyword == "8bitmime") extensions.eight_bit_mime = true;
        if (keyword == "smtputf8") extensions.smtputf8 = true;
        if (keyword == "starttls") extensions.start_tls = true;
        if (keyword == "auth") read_auth(words, extensions);
        if (keyword == "size") {
            extensions.size = true;
            extensions.max_size = read_size(words);
        }
    }
    return extensions;
}

ClientOpening::ClientOpening(ClientOpeningOptions options) : options_{std::move(options)} {}

std::string ClientOpening::take_output() {
    return std::exchange(output_, {});
}

ClientOpening::Action ClientOpening::send(State state, const std::string& line) {
    state_ = state;
    output_ = line + "\r\n";
    return Action::read_reply;
}

ClientOpening::Action ClientOpening::fail(Failure failure, mail::Reply reply) {
    failure_ = failure;
    reply_ = std::move(reply);
    return Action::failed;
}

ClientOpening::Action ClientOpening::take(const mail::Reply& reply) {
    switch (state_) {
        case State::greeting:
            if (reply.code != 220)
                return fail(Failure::refused, {421, {4, 3, 2}, "Next hop refuses service: " + reply.text()});
            return send(State::ehlo, "EHLO " + options_.hostname);
        case State::ehlo:
            return after_ehlo(reply);
        case State::helo:
            if (reply.code != 250)
                return fail(Failure::refused, {421, {4, 3, 2}, "Next hop refuses HELO: " + reply.text()});
            extensions_ = {};
            return secure_or_authenticate();
        case State::start_tls:
            if (reply.code != 220)
                return fail(Failure::tls, {451, {4, 7, 5}, "Next hop refuses STARTTLS: " + reply.text()});
            return Action::start_tls;
        case State::auth_plain:
        case State::auth_login:
        case State::auth_password:
            break;
    }
    return after_auth(reply);
}

ClientOpening::Action ClientOpening::after_ehlo(const mail::Reply& reply) {
    if (reply.is_permanent()) return send(State::helo, "HELO " + options_.hostname);
    if (reply.code != 250) return fail(Failure::refused, {421, {4, 3, 2}, "Next hop refuses EHLO: " + reply.text()});
    extensions_ = read_extensions(reply);
    return secure_or_authenticate();
}

ClientOpening::Action ClientOpening::secure_or_authenticate() {
    using StartTls = ClientOpeningOptions::StartTls;
    if (!options_.tls && options_.start_tls != StartTls::never) {
        if (extensions_.start_tls) return send(State::start_tls, "STARTTLS");
        if (options_.start_tls == StartTls::required) {
            return fail(Failure::tls, {451, {4, 7, 5}, "Next hop does not offer STARTTLS"});
        }
    }
    return options_.login.empty() ? Action::ready : authenticate();
}

ClientOpening::Action ClientOpening::tls_started() {
    options_.tls = true;
    extensions_ = {};
    return send(State::ehlo, "EHLO " + options_.hostname);
}

ClientOpening::Action ClientOpening::authenticate() {
    if (!options_.may_send_password) {
        return fail(Failure::authentication, {451, {4, 7, 11}, "A password is sent over verified TLS only"});
    }
    if (extensions_.auth_plain) {
        using namespace std::string_literals;
        return send(State::auth_plain,
                    "AUTH PLAIN " + base64_encode("\0"s + options_.login + "\0"s + options_.password));
    }
    if (extensions_.auth_login) return send(State::auth_login, "AUTH LOGIN");
    return fail(Failure::authentication, {451, {4, 7, 8}, "Next hop does not offer AUTH PLAIN or LOGIN"});
}

ClientOpening::Action ClientOpening::after_auth(const mail::Reply& reply) {
    if (reply.code == 235) return Action::ready;
    if (reply.code == 334 && state_ == State::auth_login)
        return send(State::auth_password, base64_encode(options_.login));
    if (reply.code == 334 && state_ == State::auth_password) {
        return send(State::auth_plain, base64_encode(options_.password));
    }
    return fail(Failure::authentication, {451, {4, 7, 8}, "Next hop refuses our login: " + reply.text()});
}

}  // namespace sluis::smtp
