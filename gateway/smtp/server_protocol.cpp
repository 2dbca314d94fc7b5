#include "gateway/smtp/server_protocol.h"

#include <cassert>
#include <utility>

namespace sluis::smtp {
namespace {

/// Replies of one pipelined group are gathered up to here, then sent though more commands are at hand.
constexpr std::size_t max_gathered = 16 * 1024;

mail::Reply content_refusal(ContentReader::Fault fault) {
    switch (fault) {
        case ContentReader::Fault::too_big:
            return {552, {5, 3, 4}, "The message is too big"};
        case ContentReader::Fault::bare_cr:
            return {550, {5, 6, 0}, "The content holds a bare CR (RFC 5321 section 2.3.8)"};
        case ContentReader::Fault::nul:
            return {550, {5, 6, 0}, "The content holds a NUL"};
        case ContentReader::Fault::bare_lf:
        case ContentReader::Fault::none:
            break;
    }
    return {550, {5, 6, 0}, "The content holds a bare LF (RFC 5321 section 2.3.8)"};
}

}  // namespace

ServerProtocol::ServerProtocol(ServerProtocolOptions options)
    : options_{std::move(options)}, transaction_{options_.max_recipients} {
    say({220, {}, options_.hostname + " ESMTP"});
}

void ServerProtocol::receive(std::string_view octets) {
    input_ += octets;
}

Event ServerProtocol::next() {
    assert(awaits_ == Awaits::nothing);
    for (;;) {
        if (state_ == State::closed) return event::Close{linger_};
        if (shutting_down_ && state_ == State::command && !transaction_.is_active()) {
            close({421, {4, 3, 2}, options_.hostname + " is shutting down"});
            continue;
        }
        if (output_.size() > max_gathered) return event::NeedInput{};
        if (state_ == State::content) {
            if (auto event = take_content()) return *std::move(event);
            if (state_ == State::content) return event::NeedInput{};
            continue;
        }
        auto rest = std::string_view{input_}.substr(taken_);
        const auto line = lines_.next(rest);
        taken_ = input_.size() - rest.size();
        if (!line) {
            std::string{}.swap(input_);
            taken_ = 0;
            return event::NeedInput{};
        }
        if (auto event = take_line(*line)) return *std::move(event);
    }
}

std::optional<Event> ServerProtocol::take_line(const Line& line) {
    switch (line.fault) {
        case Line::Fault::none:
            break;
        case Line::Fault::too_long:
            if (std::exchange(state_, State::command) == State::sasl) sasl_.reset();
            lines_.set_limit(max_command_line);
            blame({500, {5, 5, 2}, "Line too long"});
            return std::nullopt;
        case Line::Fault::stray:
            close({500, {5, 5, 2}, "A line must end in CRLF, and hold no other CR, LF or NUL"});
            return std::nullopt;
        case Line::Fault::endless:
            close({500, {5, 5, 2}, "Line too long"});
            return std::nullopt;
    }
    if (state_ == State::sasl) return take_sasl(sasl_->line(line.text));
    const auto command = parse_command(line.text, options_.hostname);
    if (!command) {
        blame(command.error());
        return std::nullopt;
    }
    return std::visit([this](const auto& value) { return on(value); }, *command);
}

std::optional<Event> ServerProtocol::take_content() {
    content_.clear();
    auto rest = std::string_view{input_}.substr(taken_);
    const auto state = reader_->read(rest, content_);
    taken_ = input_.size() - rest.size();
    if (rest.empty()) {
        input_.clear();
        taken_ = 0;
    }
    if (state == ContentReader::State::broken) {
        close({554, {5, 6, 0}, "The end of the content cannot be trusted"});
        return event::DropContent{};
    }
    if (!content_.empty() && reader_->fault() == ContentReader::Fault::none) return event::Content{content_};
    if (state == ContentReader::State::receiving) return std::nullopt;

    const auto fault = reader_->fault();
    reader_.reset();
    std::string{}.swap(content_);
    state_ = State::command;
    if (fault == ContentReader::Fault::none) {
        awaits_ = Awaits::acceptance;
        return event::EndContent{};
    }
    transaction_.reset();
    blame(content_refusal(fault));
    return event::DropContent{};
}

void ServerProtocol::answer(mail::Reply reply) {
    switch (std::exchange(awaits_, Awaits::nothing)) {
        case Awaits::authentication:
            authenticated_ = reply.code == 235;
            if (reply.is_permanent() && ++failed_logins_ >= options_.max_failed_logins) {
                say(reply);
                return close({421, {4, 7, 0}, "Too many failed logins"});
            }
            break;
        case Awaits::reverse_path:
            if (reply.is_positive())
                transaction_.mail_from(std::move(offered_mail_->reverse_path), offered_mail_->eight_bit_mime);
            offered_mail_.reset();
            break;
        case Awaits::forward_path:
            if (reply.is_positive()) transaction_.rcpt_to(std::move(*offered_rcpt_));
            offered_rcpt_.reset();
            break;
        case Awaits::begin:
        case Awaits::acceptance:
            transaction_.reset();
            if (reply.is_positive()) idle_commands_ = 0;
            break;
        case Awaits::nothing:
        case Awaits::tls:
            assert(false);
    }
    if (reply.code == 421) return close(reply);
    if (!reply.is_positive()) {
        idle(reply);
        return;
    }
    say(reply);
}

void ServerProtocol::accept_content(ContentReader::BareLf bare_lf) {
    assert(awaits_ == Awaits::begin);
    awaits_ = Awaits::nothing;
    state_ = State::content;
    reader_.emplace(bare_lf, options_.max_message_bytes);
    say({354, {}, "End the content with <CRLF>.<CRLF>"});
}

void ServerProtocol::tls_started() {
    assert(awaits_ == Awaits::tls);
    awaits_ = Awaits::nothing;
    // RFC 3207 §4.2: nothing that was said before the handshake holds.
    options_.tls = true;
    greeted_ = false;
    authenticated_ = false;
    transaction_.reset();
}

std::string ServerProtocol::take_output() {
    return std::exchange(output_, {});
}

void ServerProtocol::say(const mail::Reply& reply) {
    output_ += reply.wire();
}

void ServerProtocol::blame(const mail::Reply& reply) {
    say(reply);
    if (++errors_ >= options_.max_errors) close({421, {4, 7, 0}, "Too many errors"});
}

std::optional<Event> ServerProtocol::idle(const mail::Reply& reply) {
    say(reply);
    if (++idle_commands_ >= options_.max_idle_commands) close({421, {4, 7, 0}, "Too many commands without a message"});
    return std::nullopt;
}

void ServerProtocol::close(const mail::Reply& reply) {
    say(reply);
    linger_ = state_ == State::content || has_input();
    state_ = State::closed;
    reader_.reset();
    transaction_.reset();
    input_.clear();
    taken_ = 0;
}

}  // namespace sluis::smtp
