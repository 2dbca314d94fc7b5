#include "gateway/smtp/session/server.h"

#include <sys/socket.h>

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <set>
#include <stdexcept>
#include <utility>

#include "gateway/net/admission.h"
#include "gateway/net/error.h"
#include "gateway/net/listener.h"
#include "gateway/smtp/session/server_session.h"

namespace sluis::smtp {

struct Server::State : std::enable_shared_from_this<Server::State> {
    State(asio::io_context& io, ServerOptions o, Reception& r, std::shared_ptr<const net::TlsCredentials> c)
        : reactor{io},
          options{std::move(o)},
          reception{r},
          credentials{std::move(c)},
          admission{options.limits.max_sessions, options.limits.max_sessions_per_address},
          ended{io} {}

    struct Listening {
        ListenerOptions options;
        std::shared_ptr<net::Listener> listener;
    };

    [[nodiscard]] Listening listen(const ListenerOptions& wanted);
    void accepted(net::Socket socket, const ListenerOptions& on);
    void refuse(net::Socket socket, const ListenerOptions& on, net::Admission::Refusal refusal);
    static asio::awaitable<void> run(std::shared_ptr<State> self, std::unique_ptr<ServerSession> session,
                                     net::Admission::Ticket ticket);
    asio::awaitable<void> wait_until_ended(net::Clock::time_point moment);

    asio::io_context& reactor;
    ServerOptions options;
    Reception& reception;
    std::shared_ptr<const net::TlsCredentials> credentials;
    net::Admission admission;
    std::vector<Listening> listening;
    std::set<ServerSession*> sessions;
    asio::steady_timer ended;  ///< Cancelled when the last session has gone.
    bool stopping = false;
};

Server::State::Listening Server::State::listen(const ListenerOptions& wanted) {
    if (wanted.kind == ListenerKind::submissions && !credentials) {
        throw net::Error{net::Error::Kind::address, "listener " + wanted.name + " needs a certificate"};
    }
    const auto executor = reactor.get_executor();
    if (wanted.descriptor >= 0) return {wanted, net::Listener::adopt(executor, wanted.descriptor)};
    if (!wanted.socket_path.empty())
        return {wanted, net::Listener::on_unix(executor, wanted.socket_path, wanted.socket_mode)};
    return {wanted, net::Listener::on_tcp(executor, wanted.address, wanted.port)};
}

void Server::State::accepted(net::Socket socket, const ListenerOptions& on) {
    const auto address = net::peer_address(socket);
    const bool local = net::is_unix(socket);
    if (!local && address.empty()) return;  // gone already, and not to be taken for the portal
    net::Admission::Refusal refusal{};
    auto ticket = admission.admit(address, refusal);
    if (!ticket || stopping) return refuse(std::move(socket), on, refusal);

    SessionOptions session_options;
    session_options.hostname = options.hostname;
    session_options.listener = on.name;
    session_options.kind = on.kind;
    session_options.local = local;
    session_options.limits = options.limits;
    session_options.credentials = credentials;
    auto session = std::make_unique<ServerSession>(std::move(socket), address, std::move(session_options), reception);
    sessions.insert(session.get());
    asio::co_spawn(reactor, run(shared_from_this(), std::move(session), *std::move(ticket)), asio::detached);
}

/// 421 where plain text is understood; one attempt to send it, since nobody waits for who is not admitted.
void Server::State::refuse(net::Socket socket, const ListenerOptions& on, net::Admission::Refusal refusal) {
    if (on.kind == ListenerKind::submissions) return;
    const bool per_address = refusal == net::Admission::Refusal::per_address;
    const auto reply = per_address ? mail::Reply{421, {4, 7, 0}, "Too many connections from your address"}
                                   : mail::Reply{421, {4, 3, 2}, "Too busy, try again later"};
    const auto wire = reply.wire();
    (void)::send(socket.native_handle(), wire.data(), wire.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

asio::awaitable<void> Server::State::run(std::shared_ptr<State> self, std::unique_ptr<ServerSession> session,
                                         net::Admission::Ticket ticket) {
    co_await session->run();
    self->sessions.erase(session.get());
    const net::Admission::Ticket given_back = std::move(ticket);
    if (self->sessions.empty()) self->ended.cancel();
}

asio::awaitable<void> Server::State::wait_until_ended(net::Clock::time_point moment) {
    asio::error_code ignored;
    ended.expires_at(moment);
    while (!sessions.empty() && net::Clock::now() < moment) {
        co_await ended.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
}

Server::Server(asio::io_context& reactor, ServerOptions options, Reception& reception,
               std::shared_ptr<const net::TlsCredentials> credentials)
    : state_{std::make_shared<State>(reactor, std::move(options), reception, std::move(credentials))} {}

Server::~Server() {
    for (const auto& each : state_->listening) each.listener->close();
}

void Server::start(const std::vector<ListenerOptions>& listeners) {
    std::vector<State::Listening> opened;
    for (const auto& wanted : listeners) opened.push_back(state_->listen(wanted));
    for (auto& each : opened) {
        const std::weak_ptr<State> weak = state_;
        each.listener->start([weak, on = each.options](net::Socket socket) {
            if (const auto state = weak.lock()) state->accepted(std::move(socket), on);
        });
        state_->listening.push_back(std::move(each));
    }
}

std::uint16_t Server::port(std::string_view listener) const {
    for (const auto& each : state_->listening) {
        if (each.options.name == listener) return each.listener->port();
    }
    throw std::out_of_range{"no such listener"};
}

void Server::use_tls(std::shared_ptr<const net::TlsCredentials> credentials) {
    state_->credentials = std::move(credentials);
}

asio::awaitable<void> Server::stop(std::chrono::milliseconds grace) {
    const auto state = state_;
    state->stopping = true;
    for (const auto& each : state->listening) each.listener->close();
    for (auto* const session : state->sessions) session->shut_down();
    co_await state->wait_until_ended(net::Clock::now() + grace);
    for (auto* const session : state->sessions) session->cut();
    co_await state->wait_until_ended(net::Clock::time_point::max());
    state->listening.clear();
}

std::size_t Server::sessions() const noexcept {
    return state_->sessions.size();
}

}  // namespace sluis::smtp
