#include "gateway/smtp/session/server.h"

#include <asio/post.hpp>

#include "gateway/smtp/session/submission.h"
#include "loopback.h"

using namespace sluis;
using namespace sluis::smtp;
using namespace sluis::smtp::test;
using namespace std::chrono_literals;

namespace {

void begin_mail(RawClient& client) {
    CHECK(client.reply().starts_with("220 "));
    CHECK(client.ask("EHLO client.example").starts_with("250 "));
    CHECK(client.ask("MAIL FROM:<ann@example.org>").starts_with("250 "));
    CHECK(client.ask("RCPT TO:<bob@example.net>").starts_with("250 "));
}

}  // namespace

TEST_CASE("two mails in one session share nothing", "[session]") {
    RunningServer running;
    RawClient client{running.server.port("relay")};
    begin_mail(client);
    CHECK(client.ask("DATA").starts_with("354 "));
    CHECK(client.ask("one\r\n.") == "250 2.0.0 queued as 1");
    CHECK(client.ask("RCPT TO:<carol@example.net>").starts_with("503 "));
    CHECK(client.ask("MAIL FROM:<>").starts_with("250 "));
    CHECK(client.ask("RCPT TO:<dave@example.net>").starts_with("250 "));
    CHECK(client.ask("DATA").starts_with("354 "));
    CHECK(client.ask("two\r\n.") == "250 2.0.0 queued as 2");
    CHECK(client.ask("QUIT").starts_with("221 "));
    CHECK(client.line() == "closed");
    running.stop(0ms);

    REQUIRE(running.reception.taken.size() == 2);
    const auto& [first, second] = std::tie(running.reception.taken[0], running.reception.taken[1]);
    CHECK(first.content == "one\r\n");
    CHECK(first.peer.address == "127.0.0.1");
    CHECK(first.peer.helo == "client.example");
    CHECK(first.peer.esmtp);
    CHECK_FALSE(first.peer.tls);
    CHECK(second.content == "two\r\n");
    CHECK(second.envelope.reverse_path.is_null());
    CHECK(second.envelope.forward_paths.size() == 1);
}

TEST_CASE("plain text injected behind STARTTLS is refused", "[session][rfc3207]") {
    RunningServer running;
    RawClient client{running.server.port("relay")};
    (void)client.reply();
    (void)client.ask("EHLO client.example");
    CHECK(client.ask("STARTTLS\r\nMAIL FROM:<ann@example.org>").starts_with("554 5.5.0"));
    CHECK(client.line() == "closed");
}

TEST_CASE("a client that trickles meets the deadline all the same", "[session][deadline]") {
    auto limits = short_limits();
    limits.command_deadline = 300ms;
    RunningServer running{limits};
    RawClient client{running.server.port("relay")};
    (void)client.reply();
    const auto begin = std::chrono::steady_clock::now();
    std::thread trickle{[&client] {
        while (client.send("x")) std::this_thread::sleep_for(20ms);
    }};
    CHECK(client.line().starts_with("421 4.4.2"));
    const auto waited = std::chrono::steady_clock::now() - begin;
    trickle.join();
    CHECK(waited >= 250ms);
    CHECK(waited < 10s);
}

TEST_CASE("content that trickles or never comes meets the data deadline, and is forgotten", "[session][deadline]") {
    auto limits = short_limits();
    limits.data_deadline = 200ms;
    RunningServer running{limits};
    RawClient client{running.server.port("relay")};
    begin_mail(client);
    CHECK(client.ask("DATA").starts_with("354 "));
    CHECK(client.ask("half a message").starts_with("421 4.4.2"));
    CHECK(client.line() == "closed");
    running.stop(0ms);
    CHECK(running.reception.taken.empty());
    CHECK(running.reception.dropped == 1);
}

TEST_CASE("a connection that ends before the final dot leaves nothing", "[session]") {
    RunningServer running;
    {
        RawClient client{running.server.port("relay")};
        begin_mail(client);
        CHECK(client.ask("DATA").starts_with("354 "));
        CHECK(client.send("half a message\r\n."));
    }
    running.stop(5s);
    CHECK(running.reception.taken.empty());
    CHECK(running.reception.dropped == 1);
}

TEST_CASE("a smuggling sequence is answered and the connection closed, though the client still sends",
          "[session][smuggling]") {
    RunningServer running;
    RawClient client{running.server.port("relay")};
    begin_mail(client);
    CHECK(client.ask("DATA").starts_with("354 "));
    CHECK(client.send("a\n.\r\nMAIL FROM:<x@example.org>\r\n" + std::string(200'000, 'x')));
    CHECK(client.reply().starts_with("554 5.6.0"));
    CHECK(client.line() == "closed");
    running.stop(5s);
    CHECK(running.reception.taken.empty());
}

TEST_CASE("trouble of ours is 4xx, never 250", "[session]") {
    RunningServer running;
    running.on_thread([&] { running.reception.storage_is_full = true; });
    RawClient client{running.server.port("relay")};
    begin_mail(client);
    CHECK(client.ask("RCPT TO:<throws@example.net>").starts_with("451 4.3.0"));
    CHECK(client.ask("DATA").starts_with("354 "));
    CHECK(client.ask("content\r\n.").starts_with("451 4.3.0"));
    CHECK(client.ask("NOOP").starts_with("250 "));
}

TEST_CASE("over the limits the answer is 421", "[session]") {
    auto limits = short_limits();
    limits.max_sessions_per_address = 2;
    limits.max_sessions = 3;
    RunningServer running{limits};
    RawClient first{running.server.port("relay")};
    CHECK(first.reply().starts_with("220 "));
    {
        RawClient second{running.server.port("relay")};
        CHECK(second.reply().starts_with("220 "));
        RawClient third{running.server.port("relay")};
        CHECK(third.reply().starts_with("421 4.7.0"));
        RawClient local{socket_path()};
        CHECK(local.reply().starts_with("220 "));
        RawClient another{socket_path()};
        CHECK(another.reply().starts_with("421 4.3.2"));
        CHECK(second.ask("QUIT").starts_with("221 "));
        CHECK(second.line() == "closed");
    }
    while (running.on_thread([&] { return running.server.sessions(); }) > 1) std::this_thread::yield();
    RawClient again{running.server.port("relay")};
    CHECK(again.reply().starts_with("220 "));
}

TEST_CASE("AUTH on the Unix-domain listener needs no TLS, and a directory that is away is 454", "[session][rfc4954]") {
    RunningServer running;
    RawClient client{socket_path()};
    (void)client.reply();
    CHECK(client.ask("EHLO portal.example") == "250 AUTH PLAIN LOGIN");
    CHECK(client.ask("AUTH PLAIN AGF3YXkAeA==").starts_with("454 4.7.0"));
    CHECK(client.ask("AUTH PLAIN AGFubgB4").starts_with("535 5.7.8"));
    CHECK(client.ask("MAIL FROM:<ann@example.org>").starts_with("530 5.7.0"));
    CHECK(client.ask("AUTH PLAIN AGFubgBnZWhlaW0=").starts_with("235 2.7.0"));
    CHECK(client.ask("MAIL FROM:<ann@example.org>").starts_with("250 "));
}

TEST_CASE("stopping says 421 to the idle and lets a transaction end", "[session][rfc5321-3.8]") {
    RunningServer running;
    RawClient idle{running.server.port("relay")};
    (void)idle.reply();
    RawClient busy{running.server.port("relay")};
    begin_mail(busy);
    CHECK(busy.ask("DATA").starts_with("354 "));
    const auto port = running.server.port("relay");
    std::thread stopping{[&running] { running.stop(20s); }};
    CHECK(idle.reply().starts_with("421 4.3.2"));
    CHECK(idle.line() == "closed");
    CHECK_THROWS(RawClient{port});
    CHECK(busy.ask("content\r\n.").starts_with("250 2.0.0"));
    CHECK(busy.reply().starts_with("421 4.3.2"));
    stopping.join();
    CHECK(running.reception.taken.size() == 1);
}

TEST_CASE("stopping cuts at the end of its grace", "[session]") {
    RunningServer running;
    RawClient busy{running.server.port("relay")};
    begin_mail(busy);
    running.stop(50ms);
    CHECK(busy.line() == "closed");
}

TEST_CASE("the portal's submission reaches the relay over the socket", "[session]") {
    RunningServer running;
    std::vector<std::string> pieces{"Subject: x\r\n", "\r\n", ".dot\r\n"};
    std::size_t next = 0;
    const BlockingContentSource content = [&]() -> std::span<const char> {
        return next < pieces.size() ? std::span<const char>{pieces[next++]} : std::span<const char>{};
    };
    const Submission submission{socket_path(), "portal.example", "ann", "geheim", 20s};
    const auto replies =
        submit_blocking(submission, an_envelope({"bob@example.net", "refused@example.net"}), {}, content);
    INFO(replies.at(0).text());
    CHECK(codes(replies) == std::vector{250, 550});
    const Submission wrong{socket_path(), "portal.example", "ann", "fout", 20s};
    CHECK(submit_blocking(wrong, an_envelope({"bob@example.net"}), {}, content)[0].status ==
          mail::EnhancedStatus{4, 7, 8});
    const Submission nobody{"/nonexistent/sluis.sock", "portal.example", "ann", "geheim", 20s};
    CHECK(submit_blocking(nobody, an_envelope({"bob@example.net"}), {}, content)[0].status ==
          mail::EnhancedStatus{4, 4, 1});
    running.stop(5s);
    REQUIRE(running.reception.taken.size() == 1);
    CHECK(running.reception.taken[0].content == "Subject: x\r\n\r\n.dot\r\n");
    CHECK(running.reception.taken[0].sender->login == "ann");
}
