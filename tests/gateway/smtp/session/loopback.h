#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "gateway/smtp/session/client_connection.h"
#include "gateway/smtp/session/server.h"

// GCC 12 takes Asio's own frame allocation, once inlined, for a plain new.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace sluis::smtp::test {

inline std::filesystem::path tls_file(const std::string& name) {
    return std::filesystem::path{SLUIS_SOURCE_DIR} / "tests/data/tls" / name;
}

inline std::shared_ptr<const net::TlsCredentials> server_tls() {
    return net::TlsCredentials::for_server({tls_file("server.pem"), tls_file("server.key"), tls_file("ca.pem")});
}

/// A message that a MemoryReception took.
struct Taken {
    Peer peer;
    std::optional<Sender> sender;
    mail::Envelope envelope;
    std::string content;
};

/// Remembers what it is given. "refused" is no recipient, "ann" has the password "geheim", "away" has no directory.
class MemoryReception : public Reception {
public:
    std::vector<Taken> taken;
    bool storage_is_full = false;
    std::size_t dropped = 0;

    std::optional<Sender> recognise(const Peer& peer) override {
        Sender sender;
        sender.client = peer.helo;
        return sender;
    }
    asio::awaitable<std::optional<Sender>> authenticate(const Peer&, const std::string& login,
                                                        const std::string& password) override {
        if (login == "away") throw std::runtime_error{"directory is away"};
        if (login != "ann" || password != "geheim") co_return std::nullopt;
        Sender sender;
        sender.login = login;
        co_return sender;
    }
    asio::awaitable<mail::Reply> check_reverse_path(const Peer&, const std::optional<Sender>&,
                                                    const mail::ReversePath&) override {
        co_return mail::Reply{250, {2, 1, 0}, "ok"};
    }
    asio::awaitable<mail::Reply> check_forward_path(const Peer&, const std::optional<Sender>&, const mail::ReversePath&,
                                                    const mail::ForwardPath& path) override {
        if (path.local_part() == "refused") co_return mail::Reply{550, {5, 1, 1}, "nobody"};
        if (path.local_part() == "throws") throw std::runtime_error{"database is away"};
        co_return mail::Reply{250, {2, 1, 5}, "ok"};
    }
    std::unique_ptr<Incoming> begin(const Peer&, const std::optional<Sender>&, const mail::Envelope&) override {
        return std::make_unique<Memory>(*this);
    }
    asio::awaitable<mail::Reply> accept(const Peer& peer, const std::optional<Sender>& sender,
                                        const mail::Envelope& envelope, std::unique_ptr<Incoming> content) override {
        auto& memory = dynamic_cast<Memory&>(*content);
        memory.kept = true;
        taken.push_back({peer, sender, envelope, memory.octets});
        co_return mail::Reply{250, {2, 0, 0}, "queued as " + std::to_string(taken.size())};
    }

private:
    struct Memory : Incoming {
        explicit Memory(MemoryReception& r) : reception{r} {}
        ~Memory() override {
            if (!kept) ++reception.dropped;
        }
        void append(std::span<const char> piece) override {
            if (reception.storage_is_full) throw std::runtime_error{"no space left"};
            octets.append(piece.data(), piece.size());
        }
        MemoryReception& reception;
        std::string octets;
        bool kept = false;
    };
};

/// A blocking client that speaks plain text, with a time-out on each read that only a broken test meets.
class RawClient {
public:
    explicit RawClient(std::uint16_t port) : descriptor_{::socket(AF_INET, SOCK_STREAM, 0)} {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connect(reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
    explicit RawClient(const std::filesystem::path& path) : descriptor_{::socket(AF_UNIX, SOCK_STREAM, 0)} {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.native().copy(address.sun_path, sizeof address.sun_path - 1);
        connect(reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
    explicit RawClient(int accepted) : descriptor_{accepted} {}
    ~RawClient() { ::close(descriptor_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool send(std::string_view octets) const {
        return ::send(descriptor_, octets.data(), octets.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(octets.size());
    }
    /// One line without its CRLF; "closed" at the end of the stream.
    std::string line() {
        std::size_t end = 0;
        while ((end = input_.find("\r\n")) == std::string::npos) {
            char buffer[4096];
            const auto count = ::recv(descriptor_, buffer, sizeof buffer, 0);
            if (count <= 0) return "closed";
            input_.append(buffer, static_cast<std::size_t>(count));
        }
        auto line = input_.substr(0, end);
        input_.erase(0, end + 2);
        return line;
    }
    /// The last line of the next reply.
    std::string reply() {
        auto text = line();
        while (text.size() > 3 && text[3] == '-') text = line();
        return text;
    }
    std::string ask(std::string_view command) {
        if (!send(std::string{command} + "\r\n")) return "closed";
        return reply();
    }

private:
    void connect(const sockaddr* address, socklen_t size) const {
        const timeval patience{20, 0};
        ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (::connect(descriptor_, address, size) != 0) throw std::runtime_error{"cannot connect"};
    }
    int descriptor_;
    std::string input_;
};

inline std::filesystem::path socket_path() {
    return std::filesystem::temp_directory_path() / ("sluis-session-" + std::to_string(::getpid()) + ".sock");
}

inline ServerLimits short_limits() {
    ServerLimits limits;
    limits.failed_login_delay = std::chrono::milliseconds{1};
    return limits;
}

/// A server with a relay, a submission, a submissions and a Unix-domain listener, on a thread of its own until stop().
class RunningServer {
public:
    explicit RunningServer(ServerLimits limits = short_limits())
        : server{reactor, {"mx.sluis.example", limits}, reception, server_tls()} {
        server.start({a_listener("relay", ListenerKind::relay), a_listener("submission", ListenerKind::submission),
                      a_listener("submissions", ListenerKind::submissions), local_listener()});
        thread_ = std::thread{[this] { reactor.run(); }};
    }
    ~RunningServer() { stop(std::chrono::milliseconds{0}); }

    void stop(std::chrono::milliseconds grace) {
        if (!thread_.joinable()) return;
        asio::co_spawn(reactor, server.stop(grace), asio::detached);
        thread_.join();
    }
    /// Runs `work` on the server's thread.
    template <class Work>
    auto on_thread(Work work) {
        std::packaged_task<std::invoke_result_t<Work>()> task{std::move(work)};
        auto result = task.get_future();
        asio::post(reactor, [&task] { task(); });
        return result.get();
    }

    asio::io_context reactor{1};
    MemoryReception reception;
    Server server;

private:
    static ListenerOptions a_listener(const std::string& name, ListenerKind kind) {
        ListenerOptions options;
        options.name = name;
        options.kind = kind;
        options.address = "127.0.0.1";
        return options;
    }
    static ListenerOptions local_listener() {
        ListenerOptions options;
        options.name = "local";
        options.kind = ListenerKind::submission;
        options.socket_path = socket_path();
        return options;
    }
    std::thread thread_;
};

/// Runs one coroutine to its end on a reactor of its own.
template <class Value>
Value run(asio::awaitable<Value> work) {
    asio::io_context reactor{1};
    std::optional<Value> value;
    std::exception_ptr failure;
    asio::co_spawn(reactor, std::move(work), [&](std::exception_ptr error, Value result) {
        failure = error;
        if (!error) value = std::move(result);
    });
    reactor.run_for(std::chrono::seconds{30});
    if (failure) std::rethrow_exception(failure);
    return std::move(value.value());
}

inline mail::Envelope an_envelope(const std::vector<std::string>& recipients) {
    mail::Envelope envelope{mail::ReversePath{*mail::Mailbox::parse("ann@example.org")}, {}, false};
    for (const auto& recipient : recipients) envelope.forward_paths.push_back(*mail::Mailbox::parse(recipient));
    return envelope;
}

inline std::vector<int> codes(const std::vector<mail::Reply>& replies) {
    std::vector<int> codes;
    for (const auto& reply : replies) codes.push_back(reply.code);
    return codes;
}

}  // namespace sluis::smtp::test
