#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/local/connect_pair.hpp>
#include <asio/local/stream_protocol.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include "gateway/net/admission.h"
#include "gateway/net/blocking.h"
#include "gateway/net/connect.h"
#include "gateway/net/error.h"
#include "gateway/net/listener.h"
#include "gateway/net/stream.h"
#include "gateway/net/tls.h"

// GCC 12 takes Asio's own frame allocation, once inlined, for a plain new.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

using namespace sluis;
using namespace sluis::net;
using namespace std::chrono_literals;

namespace {

std::filesystem::path tls_file(const std::string& name) {
    return std::filesystem::path{SLUIS_SOURCE_DIR} / "tests/data/tls" / name;
}

std::filesystem::path scratch(const std::string& name) {
    return std::filesystem::temp_directory_path() / ("sluis-net-" + std::to_string(::getpid()) + '-' + name);
}

/// Two connected streams on one reactor.
struct Pair {
    asio::io_context reactor{1};
    std::unique_ptr<Stream> left, right;
    Pair() {
        asio::local::stream_protocol::socket a{reactor}, b{reactor};
        asio::local::connect_pair(a, b);
        left = std::make_unique<Stream>(Socket{std::move(a)});
        right = std::make_unique<Stream>(Socket{std::move(b)});
    }
    void run(asio::awaitable<void> work) {
        std::exception_ptr failure;
        asio::co_spawn(reactor, std::move(work), [&](std::exception_ptr error) { failure = error; });
        reactor.restart();
        reactor.run_for(20s);
        if (failure) std::rethrow_exception(failure);
    }
};

Error::Kind kind_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.kind();
    }
    throw std::runtime_error{"no failure"};
}

asio::awaitable<void> read_once(Stream& stream) {
    std::array<char, 16> buffer{};
    (void)co_await stream.read_some(buffer);
}

asio::awaitable<void> read_for_ever(Stream& stream) {
    std::array<char, 16> buffer{};
    for (;;) {
        if (co_await stream.read_some(buffer) == 0) co_return;
    }
}

}  // namespace

TEST_CASE("blocking work runs elsewhere, and its result comes back to the reactor", "[net]") {
    asio::io_context reactor{1};
    asio::thread_pool pool{2};
    const auto here = std::this_thread::get_id();
    int sum = 0;
    auto work = [&]() -> asio::awaitable<void> {
        for (int i = 0; i < 100; ++i) {
            auto add = [&, i] {
                return std::make_unique<std::pair<int, std::thread::id>>(i, std::this_thread::get_id());
            };
            const auto result = co_await blocking(pool, std::move(add));
            CHECK(result->second != here);
            CHECK(std::this_thread::get_id() == here);
            sum += result->first;
        }
        auto nothing = [&] { sum += 1; };
        co_await blocking(pool, std::move(nothing));
    };
    asio::co_spawn(reactor, work, asio::detached);
    reactor.run();
    CHECK(sum == 4951);
}

TEST_CASE("what blocking work throws is thrown where it was awaited", "[net]") {
    asio::io_context reactor{1};
    asio::thread_pool pool{1};
    std::string caught;
    auto work = [&]() -> asio::awaitable<void> {
        auto fail = [text = std::string(100, 'x')]() -> int { throw std::runtime_error{text}; };
        try {
            (void)co_await blocking(pool, std::move(fail));
        } catch (const std::runtime_error& error) {
            caught = error.what();
        }
    };
    asio::co_spawn(reactor, work, asio::detached);
    reactor.run();
    CHECK(caught == std::string(100, 'x'));
}

TEST_CASE("a read that waits ends at the deadline", "[net][deadline]") {
    Pair pair;
    pair.left->set_deadline(Clock::now() + 50ms);
    CHECK(kind_of([&] { pair.run(read_once(*pair.left)); }) == Error::Kind::deadline);
}

TEST_CASE("a deadline that was moved nearer or farther rings at its last moment", "[net][deadline]") {
    Pair pair;
    const auto begin = Clock::now();
    pair.left->set_deadline(begin + 1h);
    pair.left->set_deadline(begin + 10ms);
    pair.left->set_deadline(begin + 120ms);
    CHECK(kind_of([&] { pair.run(read_once(*pair.left)); }) == Error::Kind::deadline);
    CHECK(Clock::now() - begin >= 120ms);
    CHECK(Clock::now() - begin < 10s);
}

TEST_CASE("a sender who never lets us wait meets the deadline, too", "[net][deadline]") {
    Pair pair;
    asio::co_spawn(
        pair.reactor,
        [](Stream& stream) -> asio::awaitable<void> {
            const std::string octets(4096, 'x');
            try {
                for (;;) co_await stream.write(octets);
            } catch (const Error&) {
                co_return;
            }
        }(*pair.right),
        asio::detached);
    pair.right->set_deadline(Clock::now() + 500ms);
    pair.left->set_deadline(Clock::now() + 100ms);
    CHECK(kind_of([&] {
              pair.run([](Stream& left, Stream& right) -> asio::awaitable<void> {
                  try {
                      co_await read_for_ever(left);
                  } catch (const Error&) {
                      right.close();
                      throw;
                  }
              }(*pair.left, *pair.right));
          }) == Error::Kind::deadline);
}

TEST_CASE("interrupt() wakes one wait and the stream can be used on", "[net]") {
    Pair pair;
    asio::steady_timer timer{pair.reactor, 10ms};
    timer.async_wait([&](const asio::error_code&) { pair.left->interrupt(); });
    CHECK(kind_of([&] { pair.run(read_once(*pair.left)); }) == Error::Kind::interrupted);
    pair.right->try_write("x");
    pair.run(read_once(*pair.left));
    CHECK(pair.left->is_quiet());
    pair.right->try_write("x");
    CHECK_FALSE(pair.left->is_quiet());
    pair.left->close();
    CHECK(kind_of([&] { pair.run(read_once(*pair.left)); }) == Error::Kind::connection);
}

TEST_CASE("a handshake with someone who speaks no TLS, or is silent, fails", "[net][tls]") {
    const auto credentials = TlsCredentials::for_server({tls_file("server.pem"), tls_file("server.key"), {}});
    Pair pair;
    pair.right->try_write("EHLO client.example\r\n");
    CHECK(kind_of([&] { pair.run(pair.left->start_tls_server(credentials)); }) == Error::Kind::tls);
    Pair silent;
    silent.left->set_deadline(Clock::now() + 50ms);
    CHECK(kind_of([&] { silent.run(silent.left->start_tls_server(credentials)); }) == Error::Kind::deadline);
}

TEST_CASE("credentials that cannot work are refused when they are read", "[net][tls]") {
    const auto server = [](const char* certificate, const char* key, const char* ca) {
        return kind_of([&] {
            (void)TlsCredentials::for_server(
                {tls_file(certificate), tls_file(key), ca ? tls_file(ca) : std::filesystem::path{}});
        });
    };
    CHECK(server("missing.pem", "server.key", nullptr) == Error::Kind::tls);
    CHECK(server("server.pem", "client.key", nullptr) == Error::Kind::tls);
    CHECK(server("README.md", "server.key", nullptr) == Error::Kind::tls);
    CHECK(server("server.pem", "server.key", "README.md") == Error::Kind::tls);
    CHECK(kind_of([] { (void)TlsCredentials::for_client({tls_file("missing.pem"), {}, {}}); }) == Error::Kind::tls);
}

TEST_CASE("connections are counted in total and per address, IPv6 per network", "[net]") {
    Admission admission{4, 2};
    Admission::Refusal refusal{};
    auto first = admission.admit("192.0.2.1", refusal);
    {
        const auto second = admission.admit("192.0.2.1", refusal);
        REQUIRE(second);
        CHECK_FALSE(admission.admit("192.0.2.1", refusal));
        CHECK(refusal == Admission::Refusal::per_address);
    }
    CHECK(admission.total() == 1);
    const auto six = admission.admit("2001:db8::1", refusal);
    const auto seven = admission.admit("2001:db8::2", refusal);
    REQUIRE((six && seven));
    CHECK_FALSE(admission.admit("2001:db8:0:0:1::3", refusal));
    const auto local = admission.admit("", refusal);
    CHECK(local);
    CHECK_FALSE(admission.admit("192.0.2.9", refusal));
    CHECK(refusal == Admission::Refusal::total);
    const auto moved = *std::move(first);
    CHECK(admission.total() == 4);
}

TEST_CASE("a stale socket file is replaced, a living one and a plain file are not", "[net]") {
    asio::io_context reactor{1};
    const auto executor = reactor.get_executor();
    const auto path = scratch("listener.sock");
    {
        const int stale = ::socket(AF_UNIX, SOCK_STREAM, 0);
        const asio::local::stream_protocol::endpoint endpoint{path.native()};
        REQUIRE(::bind(stale, endpoint.data(), static_cast<socklen_t>(endpoint.size())) == 0);
        ::close(stale);
    }
    {
        const auto listener = Listener::on_unix(executor, path, 0600);
        CHECK((std::filesystem::status(path).permissions() & std::filesystem::perms::mask) ==
              std::filesystem::perms{0600});
        CHECK(kind_of([&] { (void)Listener::on_unix(executor, path, 0600); }) == Error::Kind::address);
    }
    CHECK_FALSE(std::filesystem::exists(path));
    std::ofstream{path} << "precious";
    CHECK(kind_of([&] { (void)Listener::on_unix(executor, path, 0600); }) == Error::Kind::address);
    CHECK(std::filesystem::exists(path));
    std::filesystem::remove(path);
    CHECK(kind_of([&] { (void)Listener::on_tcp(executor, "nowhere", 0); }) == Error::Kind::address);
}

// UndefinedBehaviorSanitizer looks at memory through a pipe, for which this case leaves no descriptor: it would see
// faults where there are none.
#ifndef __SANITIZE_ADDRESS__
TEST_CASE("a listener survives that the process has no descriptors left", "[net]") {
    asio::io_context reactor{1};
    const auto listener = Listener::on_tcp(reactor.get_executor(), "127.0.0.1", 0);
    std::size_t accepted = 0;
    listener->start([&](Socket socket) {
        CHECK(peer_address(socket) == "127.0.0.1");
        CHECK_FALSE(is_unix(socket));
        ++accepted;
        listener->close();
    });
    const int client = ::socket(AF_INET, SOCK_STREAM, 0);
    const asio::ip::tcp::endpoint endpoint{asio::ip::address_v4::loopback(), listener->port()};
    REQUIRE(::connect(client, endpoint.data(), static_cast<socklen_t>(endpoint.size())) == 0);
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    const rlimit none{3, before.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);
    reactor.run_for(150ms);
    CHECK(accepted == 0);
    ::setrlimit(RLIMIT_NOFILE, &before);
    reactor.restart();
    reactor.run_for(20s);
    CHECK(accepted == 1);
    ::close(client);
}
#endif

TEST_CASE("a socket that listens already is adopted", "[net]") {
    asio::io_context reactor{1};
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    const asio::ip::tcp::endpoint any{asio::ip::address_v4::loopback(), 0};
    REQUIRE(::bind(descriptor, any.data(), static_cast<socklen_t>(any.size())) == 0);
    REQUIRE(::listen(descriptor, 5) == 0);
    const auto listener = Listener::adopt(reactor.get_executor(), descriptor);
    CHECK(listener->port() > 0);
    bool accepted = false;
    listener->start([&](Socket) {
        accepted = true;
        listener->close();
    });
    asio::co_spawn(
        reactor,
        [](std::uint16_t port) -> asio::awaitable<void> {
            (void)co_await connect_tcp("127.0.0.1", port, 5s);
        }(listener->port()),
        asio::detached);
    reactor.run_for(20s);
    CHECK(accepted);
}
