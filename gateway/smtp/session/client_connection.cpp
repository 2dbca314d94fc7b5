#include "gateway/smtp/session/client_connection.h"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include "gateway/net/connect.h"
#include "gateway/net/error.h"
#include "gateway/smtp/client_opening.h"
#include "gateway/smtp/client_transfer.h"
#include "gateway/smtp/reply_reader.h"

// GCC 12 takes Asio's own frame allocation, once inlined, for a plain new.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace sluis::smtp {
namespace {

constexpr std::size_t content_block = 64 * 1024;

mail::Reply reply_for(const net::Error& error) {
    switch (error.kind()) {
        case net::Error::Kind::deadline:
            return {451, {4, 4, 2}, "The next hop took too long"};
        case net::Error::Kind::tls:
            return {451, {4, 4, 2}, "The TLS connection to the next hop broke"};
        default:
            return {451, {4, 4, 2}, "The connection to the next hop was lost"};
    }
}

ConnectFailure failure_for(const net::Error& error) {
    using Kind = net::Error::Kind;
    if (error.kind() == Kind::certificate) {
        return {ConnectFailure::Kind::tls, {451, {4, 7, 5}, "The next hop's certificate does not prove its name"}};
    }
    if (error.kind() == Kind::tls) {
        return {ConnectFailure::Kind::tls, {451, {4, 7, 5}, std::string{"No TLS with the next hop: "} + error.what()}};
    }
    return {ConnectFailure::Kind::unreachable,
            {451, {4, 4, 1}, std::string{"No connection to the next hop: "} + error.what()}};
}

ConnectFailure failure_for(const ClientOpening& opening) {
    switch (opening.failure()) {
        case ClientOpening::Failure::tls:
            return {ConnectFailure::Kind::tls, opening.reply()};
        case ClientOpening::Failure::authentication:
            return {ConnectFailure::Kind::authentication, opening.reply()};
        case ClientOpening::Failure::refused:
            break;
    }
    return {ConnectFailure::Kind::refused, opening.reply()};
}

ClientOpeningOptions opening_options(const Target& target, const ClientOptions& options) {
    using StartTls = ClientOpeningOptions::StartTls;
    ClientOpeningOptions opening;
    opening.hostname = options.hostname;
    opening.tls = target.implicit_tls;
    opening.start_tls = target.tls == TlsPolicy::none            ? StartTls::never
                        : target.tls == TlsPolicy::opportunistic ? StartTls::when_offered
                                                                 : StartTls::required;
    opening.may_send_password = target.tls == TlsPolicy::verified || !target.socket_path.empty();
    opening.login = target.login;
    opening.password = target.password;
    return opening;
}

}  // namespace

ContentSource content_in_memory(std::string_view octets) {
    const auto rest = std::make_shared<std::string_view>(octets);
    return [rest]() -> asio::awaitable<std::span<const char>> {
        const auto all = std::exchange(*rest, {});
        co_return std::span<const char>{all};
    };
}

struct ClientConnection::State {
    std::unique_ptr<net::Stream> stream;
    ClientDeadlines deadlines;
    Extensions extensions;
    ReplyReader replies;
    std::string input;
    bool usable = false;
    bool needs_reset = false;

    void allow(std::chrono::milliseconds time) const { stream->set_deadline(net::Clock::now() + time); }
    asio::awaitable<mail::Reply> read_reply();
    asio::awaitable<void> start_tls(const Target& target);
    asio::awaitable<std::optional<ConnectFailure>> open(const Target& target, const ClientOptions& options);
    asio::awaitable<void> run(ClientTransfer& transfer, const ContentSource& content);
    asio::awaitable<bool> send_content(ClientTransfer& transfer, const ContentSource& content);
    asio::awaitable<mail::Reply> last_word(net::Error broken);
    [[nodiscard]] std::chrono::milliseconds time_for(ClientTransfer::Awaits awaits) const;
    void cut() {
        usable = false;
        stream->close();
    }
};

asio::awaitable<mail::Reply> ClientConnection::State::read_reply() {
    for (;;) {
        std::string_view rest = input;
        auto reply = replies.next(rest);
        input.erase(0, input.size() - rest.size());
        if (!reply) throw net::Error{net::Error::Kind::connection, reply.error()};
        if (*reply) co_return **std::move(reply);
        std::array<char, 2048> buffer;
        const auto count = co_await stream->read_some(buffer);
        if (count == 0) throw net::Error{net::Error::Kind::connection, "closed by the next hop"};
        input.append(buffer.data(), count);
    }
}

asio::awaitable<void> ClientConnection::State::start_tls(const Target& target) {
    // What was injected in plain text must not be read as if it came under TLS.
    if (!input.empty()) throw net::Error{net::Error::Kind::tls, "octets before the handshake"};
    if (!target.credentials) throw net::Error{net::Error::Kind::tls, "no authorities to trust"};
    auto name = target.tls_name.empty() ? target.host : target.tls_name;
    co_await stream->start_tls_client(target.credentials, std::move(name), target.tls == TlsPolicy::verified);
    replies = {};
}

asio::awaitable<std::optional<ConnectFailure>> ClientConnection::State::open(const Target& target,
                                                                             const ClientOptions& options) {
    // Not as a conditional expression: GCC 12 awaits the wrong side of it.
    if (target.socket_path.empty()) {
        stream = co_await net::connect_tcp(target.host, target.port, deadlines.connect);
    } else {
        stream = co_await net::connect_unix(target.socket_path, deadlines.connect);
    }
    allow(deadlines.greeting);
    if (target.implicit_tls) co_await start_tls(target);
    ClientOpening opening{opening_options(target, options)};
    auto action = opening.begin();
    while (action != ClientOpening::Action::ready) {
        if (action == ClientOpening::Action::failed) co_return failure_for(opening);
        if (action == ClientOpening::Action::start_tls) {
            co_await start_tls(target);
            action = opening.tls_started();
        }
        if (const auto output = opening.take_output(); !output.empty()) {
            allow(deadlines.command);
            co_await stream->write(output);
        }
        action = opening.take(co_await read_reply());
    }
    extensions = opening.extensions();
    usable = true;
    co_return std::nullopt;
}

std::chrono::milliseconds ClientConnection::State::time_for(ClientTransfer::Awaits awaits) const {
    switch (awaits) {
        case ClientTransfer::Awaits::data:
            return deadlines.data;
        case ClientTransfer::Awaits::final_dot:
            return deadlines.final_dot;
        case ClientTransfer::Awaits::command:
            break;
    }
    return deadlines.command;
}

asio::awaitable<void> ClientConnection::State::run(ClientTransfer& transfer, const ContentSource& content) {
    auto action = transfer.begin();
    while (action != ClientTransfer::Action::done) {
        if (action == ClientTransfer::Action::send_content) {
            std::optional<net::Error> broken;
            bool sent = false;
            try {
                sent = co_await send_content(transfer, content);
            } catch (const net::Error& error) {
                broken = error;
            }
            if (broken) co_return transfer.give_up(co_await last_word(*broken));
            if (!sent) co_return;
            action = transfer.content_sent();
        }
        allow(time_for(transfer.awaits()));
        if (const auto output = transfer.take_output(); !output.empty()) co_await stream->write(output);
        action = transfer.take(co_await read_reply());
    }
}

/// A server that will have no more of the content may say why before it closes; that counts, if it is a refusal.
asio::awaitable<mail::Reply> ClientConnection::State::last_word(net::Error broken) {
    if (broken.kind() != net::Error::Kind::connection) co_return reply_for(broken);
    try {
        auto reply = co_await read_reply();
        if (reply.is_permanent() || reply.is_transient()) co_return reply;
    } catch (const net::Error&) {
        // Then it said nothing.
    }
    co_return reply_for(broken);
}

/// False when the content must not be sent: then the transfer has ended, and the connection has to.
asio::awaitable<bool> ClientConnection::State::send_content(ClientTransfer& transfer, const ContentSource& content) {
    std::string wire;
    for (;;) {
        const auto octets = co_await content();
        if (octets.empty()) break;
        std::string_view rest{octets.data(), octets.size()};
        while (!rest.empty()) {
            const bool right = transfer.writer().write(rest.substr(0, content_block), wire);
            if (!right) {
                transfer.refuse_content();
                co_return false;
            }
            rest.remove_prefix(std::min(rest.size(), content_block));
            if (wire.size() < content_block) continue;
            allow(deadlines.content_block);
            co_await stream->write(wire);
            wire.clear();
        }
    }
    if (!transfer.writer().finish(wire)) {
        transfer.refuse_content();
        co_return false;
    }
    allow(deadlines.content_block);
    co_await stream->write(wire);
    co_return true;
}

ClientConnection::ClientConnection(std::unique_ptr<State> state) : state_{std::move(state)} {}

ClientConnection::~ClientConnection() = default;

asio::awaitable<Result<std::unique_ptr<ClientConnection>, ConnectFailure>> ClientConnection::connect(
    Target target, ClientOptions options) {
    using Connected = Result<std::unique_ptr<ClientConnection>, ConnectFailure>;
    auto state = std::make_unique<State>();
    state->deadlines = options.deadlines;
    std::optional<ConnectFailure> why_not;
    try {
        why_not = co_await state->open(target, options);
    } catch (const net::Error& error) {
        why_not = failure_for(error);
    }
    if (why_not) {
        if (state->stream) state->stream->try_write("QUIT\r\n");
        co_return Connected{failure(*why_not)};
    }
    co_return Connected{std::unique_ptr<ClientConnection>{new ClientConnection{std::move(state)}}};
}

asio::awaitable<std::vector<mail::Reply>> ClientConnection::transfer(const mail::Envelope& envelope, ContentFacts facts,
                                                                     const ContentSource& content) {
    auto& state = *state_;
    ClientTransfer transfer{state.extensions, envelope, facts, state.needs_reset};
    if (!state.usable) transfer.give_up({451, {4, 4, 2}, "The connection to the next hop was lost"});
    try {
        if (state.usable) co_await state.run(transfer, content);
    } catch (const net::Error& error) {
        transfer.give_up(reply_for(error));
    } catch (const std::exception&) {
        transfer.give_up({451, {4, 3, 0}, "The content could not be read"});
    }
    state.needs_reset = transfer.needs_reset();
    if (!transfer.is_connection_usable()) state.cut();
    co_return transfer.outcomes();
}

bool ClientConnection::is_usable() const noexcept {
    return state_->usable && state_->input.empty() && state_->stream->is_quiet();
}

bool ClientConnection::is_tls() const noexcept {
    return state_->stream->is_tls();
}

asio::awaitable<void> ClientConnection::quit() {
    auto& state = *state_;
    if (!std::exchange(state.usable, false)) co_return;
    try {
        state.allow(state.deadlines.quit);
        co_await state.stream->write("QUIT\r\n");
        (void)co_await state.read_reply();
    } catch (const net::Error&) {
        // Nothing hangs on a farewell.
    }
    state.stream->shut_down_send();
    state.cut();
}

void ClientConnection::abort() noexcept {
    state_->cut();
}

}  // namespace sluis::smtp
