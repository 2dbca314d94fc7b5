#include "gateway/net/listener.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <asio/basic_socket_acceptor.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/local/stream_protocol.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <cerrno>
#include <cstring>
#include <utility>

#include "gateway/net/error.h"

namespace sluis::net {
namespace {

using Protocol = asio::generic::stream_protocol;
using Acceptor = asio::basic_socket_acceptor<Protocol>;

constexpr auto pause_without_descriptors = std::chrono::milliseconds{100};
constexpr int backlog = 512;

[[noreturn]] void fail(const std::string& what, const std::string& why) {
    throw Error{Error::Kind::address, "cannot listen on " + what + ": " + why};
}

/// True when somebody answers on the socket file.
bool is_answered(const asio::local::stream_protocol::endpoint& endpoint) {
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return true;
    const bool answered = ::connect(descriptor, endpoint.data(), static_cast<socklen_t>(endpoint.size())) == 0;
    ::close(descriptor);
    return answered;
}

void remove_stale(const std::filesystem::path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return;
    if (!S_ISSOCK(status.st_mode)) fail(path, "there is a file that is no socket");
    if (is_answered(asio::local::stream_protocol::endpoint{path.native()})) fail(path, "another process listens there");
    ::unlink(path.c_str());
}

}  // namespace

struct Listener::State {
    explicit State(const asio::any_io_executor& executor) : acceptor{executor}, pause{executor} {}
    ~State() {
        if (!path.empty()) ::unlink(path.c_str());
    }

    static asio::awaitable<void> run(std::shared_ptr<State> self) {
        while (self->acceptor.is_open()) {
            asio::error_code error;
            Socket socket = co_await self->acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
            if (!error) {
                self->accepted(std::move(socket));
            } else if (error != asio::error::operation_aborted && error != asio::error::connection_aborted) {
                self->pause.expires_after(pause_without_descriptors);
                co_await self->pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            }
        }
    }

    Acceptor acceptor;
    asio::steady_timer pause;
    std::filesystem::path path;  ///< Of a Unix-domain socket that is ours to remove.
    std::function<void(Socket)> accepted;
};

Listener::Listener(std::shared_ptr<State> state) : state_{std::move(state)} {}

Listener::~Listener() {
    close();
}

std::shared_ptr<Listener> Listener::on_tcp(const asio::any_io_executor& executor, const std::string& address,
                                           std::uint16_t port) {
    const auto what = address + ':' + std::to_string(port);
    asio::error_code error;
    const auto ip = asio::ip::make_address(address, error);
    if (error) fail(what, "this is no IP address");
    auto state = std::make_shared<State>(executor);
    const asio::ip::tcp::endpoint endpoint{ip, port};
    state->acceptor.open(Protocol{endpoint.protocol()}, error);
    if (!error) state->acceptor.set_option(Acceptor::reuse_address{true}, error);
    if (!error) state->acceptor.bind(endpoint, error);
    if (!error) state->acceptor.listen(backlog, error);
    if (error) fail(what, error.message());
    return std::shared_ptr<Listener>{new Listener{std::move(state)}};
}

std::shared_ptr<Listener> Listener::on_unix(const asio::any_io_executor& executor, const std::filesystem::path& path,
                                            unsigned mode) {
    if (path.native().size() >= sizeof(sockaddr_un::sun_path)) fail(path, "the path is too long");
    remove_stale(path);
    auto state = std::make_shared<State>(executor);
    const asio::local::stream_protocol::endpoint endpoint{path.native()};
    asio::error_code error;
    state->acceptor.open(Protocol{endpoint.protocol()}, error);
    if (!error) state->acceptor.bind(endpoint, error);
    if (error) fail(path, error.message());
    state->path = path;
    // Nobody can connect between bind and listen, so nobody sees the file under another mode.
    if (::chmod(path.c_str(), static_cast<mode_t>(mode)) != 0) fail(path, std::strerror(errno));
    state->acceptor.listen(backlog, error);
    if (error) fail(path, error.message());
    return std::shared_ptr<Listener>{new Listener{std::move(state)}};
}

std::shared_ptr<Listener> Listener::adopt(const asio::any_io_executor& executor, int descriptor) {
    auto state = std::make_shared<State>(executor);
    sockaddr_storage name{};
    socklen_t size = sizeof name;
    asio::error_code error;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&name), &size) != 0)
        fail("a descriptor", std::strerror(errno));
    state->acceptor.assign(Protocol{name.ss_family, 0}, descriptor, error);
    if (error) fail("a descriptor", error.message());
    return std::shared_ptr<Listener>{new Listener{std::move(state)}};
}

void Listener::start(std::function<void(Socket)> accepted) {
    state_->accepted = std::move(accepted);
    asio::co_spawn(state_->acceptor.get_executor(), State::run(state_), asio::detached);
}

void Listener::close() noexcept {
    asio::error_code ignored;
    state_->acceptor.close(ignored);
    state_->pause.cancel();
}

std::uint16_t Listener::port() const {
    asio::error_code error;
    const auto endpoint = state_->acceptor.local_endpoint(error);
    if (error) return 0;
    const auto* const raw = endpoint.data();
    if (raw->sa_family == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in*>(raw)->sin_port);
    if (raw->sa_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6*>(raw)->sin6_port);
    return 0;
}

}  // namespace sluis::net
