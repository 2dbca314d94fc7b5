#include "gateway/smtp/session/server_session.h"

#include <algorithm>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <exception>
#include <utility>

#include "gateway/net/error.h"

namespace sluis::smtp {
namespace {

constexpr std::size_t command_buffer = 2 * 1024;
constexpr std::size_t content_buffer = 32 * 1024;
/// How long, and how much, a client that has been refused in the middle of its content is read on.
constexpr auto drain_time = std::chrono::seconds{2};
constexpr std::uint64_t drain_bytes = 4 << 20;

mail::Reply local_error() {
    return {451, {4, 3, 0}, "Local error, try again later"};
}

/// Awaits an answer of the Reception; whatever it throws is our trouble and the client's to try again.
asio::awaitable<mail::Reply> answer_of(asio::awaitable<mail::Reply> call) {
    try {
        co_return co_await std::move(call);
    } catch (const std::exception&) {
        co_return local_error();
    }
}

}  // namespace

ServerSession::ServerSession(net::Socket socket, std::string address, SessionOptions options, Reception& reception)
    : stream_{std::move(socket)},
      options_{std::move(options)},
      reception_{reception},
      end_{net::Clock::now() + options_.limits.session_deadline} {
    peer_.address = std::move(address);
    peer_.listener = options_.listener;
}

void ServerSession::shut_down() noexcept {
    shutting_down_ = true;
    if (protocol_) protocol_->shut_down();
    if (reading_) stream_.interrupt();
}

void ServerSession::cut() noexcept {
    stream_.close();
}

ServerSession::Moment ServerSession::in(std::chrono::milliseconds time) const {
    return std::min(net::Clock::now() + time, end_);
}

asio::awaitable<void> ServerSession::run() {
    try {
        co_await converse();
    } catch (const net::Error& error) {
        if (error.kind() == net::Error::Kind::deadline && protocol_ && !ended_) {
            const mail::Reply reply{421, {4, 4, 2}, options_.hostname + " waited too long"};
            stream_.try_write(reply.wire());
        }
    } catch (const std::exception&) {
        const mail::Reply reply{421, {4, 3, 0}, options_.hostname + " has a local error"};
        stream_.try_write(reply.wire());
    }
    incoming_.reset();
    stream_.shut_down_send();
    stream_.close();
}

asio::awaitable<void> ServerSession::converse() {
    const bool implicit_tls = options_.kind == ListenerKind::submissions;
    stream_.set_deadline(in(options_.limits.command_deadline));
    if (implicit_tls) {
        co_await stream_.start_tls_server(options_.credentials);
        note_tls();
    }
    ServerProtocolOptions options;
    options.hostname = options_.hostname;
    options.kind = options_.kind;
    options.local = options_.local;
    options.tls_available = options_.credentials != nullptr;
    options.tls = implicit_tls;
    options.max_message_bytes = options_.limits.max_message_bytes;
    options.max_recipients = options_.limits.max_recipients;
    options.max_errors = options_.limits.max_errors;
    protocol_.emplace(std::move(options));
    if (shutting_down_) protocol_->shut_down();
    while (co_await perform(protocol_->next())) {
    }
}

/// False after the last event.
asio::awaitable<bool> ServerSession::perform(Event event) {
    if (std::holds_alternative<event::NeedInput>(event)) {
        co_await exchange();
    } else if (const auto* const hello_said = std::get_if<event::Hello>(&event)) {
        hello(*hello_said);
    } else if (std::holds_alternative<event::StartTls>(event)) {
        co_await start_tls();
    } else if (auto* const claimed = std::get_if<event::Authenticate>(&event)) {
        co_await authenticate(std::move(claimed->proof));
    } else if (auto* const mail = std::get_if<event::CheckReversePath>(&event)) {
        co_await check_reverse_path(std::move(mail->reverse_path));
    } else if (auto* const rcpt = std::get_if<event::CheckForwardPath>(&event)) {
        co_await check_forward_path(std::move(rcpt->forward_path));
    } else if (std::holds_alternative<event::BeginContent>(event)) {
        begin_content();
    } else if (const auto* const content = std::get_if<event::Content>(&event)) {
        append(content->octets);
    } else if (std::holds_alternative<event::DropContent>(event)) {
        incoming_.reset();
    } else if (std::holds_alternative<event::EndContent>(event)) {
        co_await accept();
    } else {
        const auto linger = std::get<event::Close>(event).linger;
        co_await send_output();
        ended_ = true;
        stream_.shut_down_send();
        if (linger) co_await drain();
        co_return false;
    }
    co_return true;
}

asio::awaitable<void> ServerSession::send_output() {
    const auto output = protocol_->take_output();
    if (output.empty()) co_return;
    // Not bounded by the session's end: who has just been told that we took a message must hear it.
    stream_.set_deadline(net::Clock::now() + options_.limits.command_deadline);
    co_await stream_.write(output);
    const auto& limits = options_.limits;
    stream_.set_deadline(in(protocol_->receives_content() ? limits.data_deadline : limits.command_deadline));
}

/// Sends the replies that were gathered, then reads. The deadline moves with a reply, never with an octet that came in.
asio::awaitable<void> ServerSession::exchange() {
    co_await send_output();
    if (protocol_->has_input()) co_return;
    const auto size = protocol_->receives_content() ? content_buffer : command_buffer;
    if (buffer_.size() != size) buffer_ = std::vector<char>(size);
    std::size_t count = 0;
    try {
        reading_ = true;
        count = co_await stream_.read_some(buffer_);
        reading_ = false;
    } catch (const net::Error& error) {
        reading_ = false;
        if (error.kind() != net::Error::Kind::interrupted) throw;
        co_return;
    }
    if (count == 0) throw net::Error{net::Error::Kind::connection, "closed by the client"};
    protocol_->receive({buffer_.data(), count});
}

asio::awaitable<void> ServerSession::start_tls() {
    co_await send_output();
    co_await stream_.start_tls_server(options_.credentials);
    peer_.helo.clear();
    peer_.esmtp = false;
    peer_.login.clear();
    sender_.reset();
    note_tls();
    protocol_->tls_started();
}

void ServerSession::note_tls() {
    peer_.tls = true;
    peer_.tls_version = stream_.tls_version();
    peer_.certificate_names = stream_.certificate_names();
}

void ServerSession::hello(const event::Hello& hello) {
    peer_.helo = hello.domain;
    peer_.esmtp = hello.extended;
    if (peer_.login.empty()) sender_ = reception_.recognise(peer_);
}

asio::awaitable<void> ServerSession::authenticate(SaslProof proof) {
    std::optional<Sender> sender;
    bool failed = false;
    try {
        sender = co_await reception_.authenticate(peer_, proof.login, proof.password);
    } catch (const std::exception&) {
        failed = true;
    }
    if (failed) {
        protocol_->answer({454, {4, 7, 0}, "Temporary authentication failure"});
        co_return;
    }
    if (!sender) {
        asio::error_code ignored;
        asio::steady_timer delay{co_await asio::this_coro::executor, options_.limits.failed_login_delay};
        co_await delay.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        protocol_->answer({535, {5, 7, 8}, "Authentication failed"});
        co_return;
    }
    sender_ = std::move(sender);
    peer_.login = std::move(proof.login);
    protocol_->answer({235, {2, 7, 0}, "Authenticated"});
}

asio::awaitable<void> ServerSession::check_reverse_path(mail::ReversePath reverse_path) {
    protocol_->answer(co_await answer_of(reception_.check_reverse_path(peer_, sender_, reverse_path)));
}

asio::awaitable<void> ServerSession::check_forward_path(mail::ForwardPath forward_path) {
    const auto& reverse_path = protocol_->envelope().reverse_path;
    protocol_->answer(co_await answer_of(reception_.check_forward_path(peer_, sender_, reverse_path, forward_path)));
}

void ServerSession::begin_content() {
    storage_failed_ = false;
    try {
        incoming_ = reception_.begin(peer_, sender_, protocol_->envelope());
    } catch (const std::exception&) {
        return protocol_->answer(local_error());
    }
    const bool normalize = sender_ && sender_->normalize_bare_lf;
    protocol_->accept_content(normalize ? ContentReader::BareLf::normalize : ContentReader::BareLf::refuse);
}

/// A content that cannot be stored is read to its end all the same: the client hears of it there.
void ServerSession::append(std::string_view octets) {
    if (storage_failed_) return;
    try {
        incoming_->append(octets);
    } catch (const std::exception&) {
        storage_failed_ = true;
        incoming_.reset();
    }
}

asio::awaitable<void> ServerSession::accept() {
    if (storage_failed_) {
        protocol_->answer(local_error());
        co_return;
    }
    auto reply = co_await answer_of(reception_.accept(peer_, sender_, protocol_->envelope(), std::move(incoming_)));
    protocol_->answer(std::move(reply));
}

asio::awaitable<void> ServerSession::drain() {
    stream_.set_deadline(in(drain_time));
    if (buffer_.empty()) co_return;
    std::uint64_t drained = 0;
    while (drained < drain_bytes) {
        const auto count = co_await stream_.read_some(buffer_);
        if (count == 0) co_return;
        drained += count;
    }
}

}  // namespace sluis::smtp
