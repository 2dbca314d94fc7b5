#include "gateway/net/connect.h"

#include <sys/un.h>

#include <asio/ip/tcp.hpp>
#include <asio/local/stream_protocol.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "gateway/net/error.h"

namespace sluis::net {
namespace {

using Endpoint = asio::generic::stream_protocol::endpoint;
using asio::ip::tcp;

constexpr std::size_t max_addresses = 8;

/// A look-up that its caller can leave: the resolver's thread cannot be interrupted, so it shares what it writes to.
struct LookUp {
    explicit LookUp(const asio::any_io_executor& executor) : resolver{executor}, done{executor} {}
    tcp::resolver resolver;
    asio::steady_timer done;
    bool answered = false;
    std::vector<Endpoint> endpoints;
};

asio::awaitable<std::vector<Endpoint>> resolve(std::string host, std::uint16_t port,
                                               std::chrono::milliseconds deadline) {
    if (host.empty()) throw Error{Error::Kind::address, "no host"};  // else the resolver says: this one
    asio::error_code error;
    if (const auto address = asio::ip::make_address(host, error); !error) {
        co_return std::vector<Endpoint>{Endpoint{tcp::endpoint{address, port}}};
    }
    const auto look_up = std::make_shared<LookUp>(co_await asio::this_coro::executor);
    look_up->done.expires_after(deadline);
    look_up->resolver.async_resolve(host, std::to_string(port), tcp::resolver::numeric_service,
                                    [look_up](const asio::error_code&, const tcp::resolver::results_type& results) {
                                        for (const auto& result : results) {
                                            if (look_up->endpoints.size() == max_addresses) break;
                                            look_up->endpoints.emplace_back(result.endpoint());
                                        }
                                        look_up->answered = true;
                                        look_up->done.cancel();
                                    });
    co_await look_up->done.async_wait(asio::redirect_error(asio::use_awaitable, error));
    if (!look_up->answered) throw Error{Error::Kind::deadline, "no answer to the name look-up"};
    if (look_up->endpoints.empty()) throw Error{Error::Kind::address, "the name has no address"};
    co_return std::move(look_up->endpoints);
}

asio::awaitable<std::unique_ptr<Stream>> connect(Endpoint endpoint, std::chrono::milliseconds each) {
    Socket socket{co_await asio::this_coro::executor};
    asio::error_code error;
    Deadline deadline{socket.get_executor(), [&socket] {
                          asio::error_code ignored;
                          socket.close(ignored);
                      }};
    deadline.set(Clock::now() + each);
    co_await socket.async_connect(endpoint, asio::redirect_error(asio::use_awaitable, error));
    if (deadline.has_passed()) throw Error{Error::Kind::deadline, "no answer to the connection request"};
    if (error) throw Error{Error::Kind::connection, error.message()};
    co_return std::make_unique<Stream>(std::move(socket));
}

}  // namespace

asio::awaitable<std::unique_ptr<Stream>> connect_tcp(std::string host, std::uint16_t port,
                                                     std::chrono::milliseconds each) {
    const auto endpoints = co_await resolve(std::move(host), port, each);
    std::optional<Error> failure;
    for (const auto& endpoint : endpoints) {
        try {
            co_return co_await connect(endpoint, each);
        } catch (const Error& error) {
            failure = error;
        }
    }
    throw Error{failure.value()};
}

asio::awaitable<std::unique_ptr<Stream>> connect_unix(std::filesystem::path path, std::chrono::milliseconds deadline) {
    if (path.native().size() >= sizeof(sockaddr_un::sun_path))
        throw Error{Error::Kind::address, "the socket's path is too long"};
    const Endpoint endpoint{asio::local::stream_protocol::endpoint{path.native()}};
    co_return co_await connect(endpoint, deadline);
}

}  // namespace sluis::net
