#include "gateway/smtp/session/client_connection.h"

#include <asio/post.hpp>
#include <functional>

#include "loopback.h"

using namespace sluis;
using namespace sluis::smtp;
using namespace sluis::smtp::test;
using namespace std::chrono_literals;

namespace {

ClientOptions quick_options() {
    ClientOptions options;
    options.hostname = "mx.sluis.example";
    for (auto* deadline : {&options.deadlines.connect, &options.deadlines.greeting, &options.deadlines.command,
                           &options.deadlines.data, &options.deadlines.content_block, &options.deadlines.final_dot}) {
        *deadline = 10s;
    }
    return options;
}

Target plain(std::uint16_t port) {
    Target target;
    target.host = "127.0.0.1";
    target.port = port;
    target.tls = TlsPolicy::none;
    return target;
}

Target verified(std::uint16_t port) {
    auto target = plain(port);
    target.tls = TlsPolicy::verified;
    target.tls_name = "mx.sluis.example";
    target.credentials = net::TlsCredentials::for_client({tls_file("ca.pem"), {}, {}});
    return target;
}

struct Outcome {
    std::optional<ConnectFailure> failure;
    std::vector<std::vector<mail::Reply>> replies;
    bool usable_after = false;
    bool tls = false;
};

asio::awaitable<Outcome> deliver(Target target, ClientOptions options, std::vector<mail::Envelope> envelopes,
                                 std::string content) {
    Outcome outcome;
    auto connected = co_await ClientConnection::connect(std::move(target), std::move(options));
    if (!connected) {
        outcome.failure = connected.error();
        co_return outcome;
    }
    auto& connection = **connected;
    outcome.tls = connection.is_tls();
    for (const auto& envelope : envelopes) {
        const auto source = content_in_memory(content);
        outcome.replies.push_back(co_await connection.transfer(envelope, {}, source));
    }
    outcome.usable_after = connection.is_usable();
    co_await connection.quit();
    co_return outcome;
}

Outcome deliver_one(Target target, const std::string& content = "Subject: x\r\n\r\n.y\r\n",
                    ClientOptions options = quick_options()) {
    return run(deliver(std::move(target), std::move(options), {an_envelope({"bob@example.net", "refused@example.net"})},
                       content));
}

/// A server that follows a script: for each line heard (or the content's end) what it says; "" drops the connection,
/// and so does what begins with "!", after it was said.
class FakeServer {
public:
    explicit FakeServer(std::vector<std::string> script)
        : listener_{::socket(AF_INET, SOCK_STREAM, 0)}, script_{std::move(script)} {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size) != 0 || ::listen(listener_, 1) != 0) {
            throw std::runtime_error{"cannot listen"};
        }
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port = ntohs(address.sin_port);
        thread_ = std::thread{[this] { serve(); }};
    }
    ~FakeServer() {
        thread_.join();
        ::close(listener_);
    }
    std::uint16_t port = 0;
    std::vector<std::string> heard;

private:
    void serve() {
        RawClient client{::accept(listener_, nullptr, nullptr)};
        bool content = false;
        for (std::size_t i = 0; i < script_.size(); ++i) {
            if (i > 0) {
                auto line = client.line();
                while (content && line != "." && line != "closed") line = client.line();
                heard.push_back(line);
                if (line == "closed") return;
            }
            if (script_[i].empty()) return;
            if (script_[i].starts_with('!')) {
                client.send(script_[i].substr(1) + "\r\n");
                return;
            }
            content = script_[i].starts_with("354");
            client.send(script_[i] + "\r\n");
        }
        while (client.line() != "closed") {
        }
    }
    int listener_;
    std::vector<std::string> script_;
    std::thread thread_;
};

}  // namespace

TEST_CASE("a message goes over STARTTLS, verified, with a reply for each recipient", "[session][client]") {
    RunningServer running;
    const auto outcome = deliver_one(verified(running.server.port("relay")));
    REQUIRE_FALSE(outcome.failure);
    CHECK(outcome.tls);
    CHECK(codes(outcome.replies.at(0)) == std::vector{250, 550});
    running.stop(5s);
    REQUIRE(running.reception.taken.size() == 1);
    CHECK(running.reception.taken[0].content == "Subject: x\r\n\r\n.y\r\n");
    CHECK(running.reception.taken[0].peer.tls_version == "TLS1.3");
    CHECK(running.reception.taken[0].peer.helo == "mx.sluis.example");
}

TEST_CASE("a certificate that does not prove the name defers with 4.7.5, and nothing is sent",
          "[session][client][tls]") {
    RunningServer running;
    auto wrong_name = verified(running.server.port("relay"));
    wrong_name.tls_name = "other.example";
    auto wrong_authority = verified(running.server.port("relay"));
    wrong_authority.credentials = net::TlsCredentials::for_client({tls_file("stranger.pem"), {}, {}});
    for (const auto& target : {wrong_name, wrong_authority}) {
        const auto outcome = deliver_one(target);
        REQUIRE(outcome.failure);
        CHECK(outcome.failure->kind == ConnectFailure::Kind::tls);
        CHECK(outcome.failure->reply.status == mail::EnhancedStatus{4, 7, 5});
    }
    auto opportunistic = wrong_name;
    opportunistic.tls = TlsPolicy::opportunistic;
    CHECK(deliver_one(opportunistic).tls);
    auto by_address = verified(running.server.port("relay"));
    by_address.tls_name.clear();
    CHECK(deliver_one(by_address).tls);
}

TEST_CASE("a client certificate counts when our authority signed it", "[session][client][tls]") {
    RunningServer running;
    auto known = verified(running.server.port("relay"));
    known.credentials =
        net::TlsCredentials::for_client({tls_file("ca.pem"), tls_file("client.pem"), tls_file("client.key")});
    auto stranger = known;
    stranger.credentials =
        net::TlsCredentials::for_client({tls_file("ca.pem"), tls_file("stranger.pem"), tls_file("stranger.key")});
    CHECK_FALSE(deliver_one(known).failure);
    CHECK_FALSE(deliver_one(stranger).failure);
    running.stop(5s);
    REQUIRE(running.reception.taken.size() == 2);
    CHECK(running.reception.taken[0].peer.certificate_names == std::vector<std::string>{"mail.example.org"});
    CHECK(running.reception.taken[1].peer.certificate_names.empty());
}

TEST_CASE("a person submits over implicit TLS and over STARTTLS, with AUTH", "[session][client][rfc4954]") {
    RunningServer running;
    auto submissions = verified(running.server.port("submissions"));
    submissions.implicit_tls = true;
    submissions.login = "ann";
    submissions.password = "geheim";
    auto submission = submissions;
    submission.port = running.server.port("submission");
    submission.implicit_tls = false;
    for (const auto& target : {submissions, submission})
        CHECK(codes(deliver_one(target).replies.at(0)) == std::vector{250, 550});

    auto wrong = submission;
    wrong.password = "fout";
    CHECK(deliver_one(wrong).failure->kind == ConnectFailure::Kind::authentication);
    auto unverified = submission;
    unverified.tls = TlsPolicy::opportunistic;
    CHECK(deliver_one(unverified).failure->kind == ConnectFailure::Kind::authentication);
}

TEST_CASE("a connection carries one message after the other, also after a refusal", "[session][client]") {
    RunningServer running;
    const std::vector<mail::Envelope> envelopes{an_envelope({"a@example.net"}), an_envelope({"refused@example.net"}),
                                                an_envelope({"b@example.net", "throws@example.net"})};
    auto target = plain(running.server.port("relay"));
    auto options = quick_options();
    const auto outcome = run(deliver(std::move(target), std::move(options), envelopes, "x\r\n"));
    REQUIRE(outcome.replies.size() == 3);
    CHECK(codes(outcome.replies[0]) == std::vector{250});
    CHECK(codes(outcome.replies[1]) == std::vector{550});
    CHECK(codes(outcome.replies[2]) == std::vector{250, 451});
    CHECK(outcome.usable_after);
    running.stop(5s);
    CHECK(running.reception.taken.size() == 2);
}

TEST_CASE("a large message streams through both ends unchanged", "[session][client]") {
    RunningServer running;
    std::string content;
    while (content.size() < 3'000'000) content += ".line " + std::to_string(content.size()) + "\r\n";
    CHECK(codes(deliver_one(verified(running.server.port("relay")), content).replies.at(0)) == std::vector{250, 550});
    running.stop(5s);
    CHECK((running.reception.taken.at(0).content == content));
}

TEST_CASE("content that could be read as two messages never gets a final dot", "[session][client][smuggling]") {
    RunningServer running;
    for (const auto* content : {"a\n.\r\nMAIL FROM:<x@example.org>\r\n", "a\r.\r\n", "a\nb\r\n"}) {
        const auto outcome = deliver_one(plain(running.server.port("relay")), content);
        CHECK(outcome.replies.at(0).at(0).status == mail::EnhancedStatus{5, 6, 0});
        CHECK_FALSE(outcome.usable_after);
    }
    running.stop(5s);
    CHECK(running.reception.taken.empty());
}

TEST_CASE("without PIPELINING every command waits for its reply", "[session][client]") {
    FakeServer fake{
        {"220 hop", "250 hop", "250 ok", "250 ok", "550 5.1.1 no", "354 go", "250 2.0.0 queued", "221 bye"}};
    const auto outcome = deliver_one(plain(fake.port));
    CHECK(codes(outcome.replies.at(0)) == std::vector{250, 550});
    CHECK(outcome.replies[0][0].text() == "250 2.0.0 queued");
}

TEST_CASE("a connection lost at any step defers every recipient that was open", "[session][client]") {
    const std::vector<std::string> script{
        "220 hop", "250-hop\r\n250 PIPELINING", "250 ok", "250 ok", "550 5.1.1 no", "354 go", "250 ok"};
    for (std::size_t lost = 0; lost < script.size(); ++lost) {
        INFO("lost at step " << lost);
        auto cut = script;
        cut[lost].clear();
        cut.resize(lost + 1);
        FakeServer fake{cut};
        const auto outcome = deliver_one(plain(fake.port));
        if (lost < 2) {
            REQUIRE(outcome.failure);
            CHECK(outcome.failure->reply.status == mail::EnhancedStatus{4, 4, 1});
            continue;
        }
        const auto& replies = outcome.replies.at(0);
        CHECK(replies.at(0).status == mail::EnhancedStatus{4, 4, 2});
        CHECK(replies.at(1).code == (lost > 4 ? 550 : 451));
        CHECK_FALSE(outcome.usable_after);
    }
}

TEST_CASE("a refusal in the middle of the content counts, though the connection breaks", "[session][client]") {
    FakeServer fake{{"220 hop", "250 hop", "250 ok", "250 ok", "550 5.1.1 no", "!354 go\r\n552 5.3.4 too big"}};
    const auto outcome = deliver_one(plain(fake.port), std::string(20'000'000, 'x'));
    CHECK(codes(outcome.replies.at(0)) == std::vector{552, 550});
    CHECK_FALSE(outcome.usable_after);
}

TEST_CASE("a server that is silent or trickles meets the deadline", "[session][client][deadline]") {
    auto options = quick_options();
    options.deadlines.final_dot = 100ms;
    FakeServer silent{{"220 hop", "250 hop", "250 ok", "250 ok", "550 no", "354 go"}};
    const auto outcome = deliver_one(plain(silent.port), "x\r\n", options);
    CHECK(codes(outcome.replies.at(0)) == std::vector{451, 550});
    CHECK(outcome.replies[0][0].text().find("too long") != std::string::npos);
}

TEST_CASE("STARTTLS that is not offered, or with octets behind it, defers", "[session][client][tls]") {
    FakeServer without{{"220 hop", "250 hop"}};
    CHECK(deliver_one(verified(without.port)).failure->kind == ConnectFailure::Kind::tls);
    FakeServer injected{{"220 hop", "250-hop\r\n250 STARTTLS", "220 go\r\n250 injected"}};
    CHECK(deliver_one(verified(injected.port)).failure->kind == ConnectFailure::Kind::tls);
}

TEST_CASE("a greeting of refusal and a port nobody listens on are told apart, and both wait", "[session][client]") {
    FakeServer refusing{{"554 no service"}};
    CHECK(deliver_one(plain(refusing.port)).failure->kind == ConnectFailure::Kind::refused);
    const auto nobody = deliver_one(plain(1)).failure;
    REQUIRE(nobody);
    CHECK(nobody->kind == ConnectFailure::Kind::unreachable);
    CHECK(nobody->reply.status == mail::EnhancedStatus{4, 4, 1});
    auto nameless = plain(25);
    nameless.host = "";
    CHECK(deliver_one(nameless).failure->kind == ConnectFailure::Kind::unreachable);
}

TEST_CASE("content that cannot be read defers, and the half message is not ended", "[session][client]") {
    RunningServer running;
    const auto port = running.server.port("relay");
    const auto replies = run([](std::uint16_t to) -> asio::awaitable<std::vector<mail::Reply>> {
        auto target = plain(to);
        auto options = quick_options();
        auto connected = co_await ClientConnection::connect(std::move(target), std::move(options));
        const ContentSource broken = []() -> asio::awaitable<std::span<const char>> {
            throw std::runtime_error{"sealed file is damaged"};
            co_return std::span<const char>{};
        };
        const auto envelope = an_envelope({"bob@example.net"});
        co_return co_await (*connected)->transfer(envelope, {}, broken);
    }(port));
    CHECK(replies.at(0).status == mail::EnhancedStatus{4, 3, 0});
    running.stop(5s);
    CHECK(running.reception.taken.empty());
}
