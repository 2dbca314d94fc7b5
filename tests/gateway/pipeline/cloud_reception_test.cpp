#include <catch2/catch.hpp>
#include <fstream>

#include "storage/queue/message_queue.h"
#include "tests/gateway/pipeline/cloud_clients.h"
#include "tests/gateway/pipeline/reception_world.h"

using namespace sluis;

namespace {

config::Settings two_tenants() {
    config::Settings settings;
    settings.hostname = "sluis.example";
    settings.bounce_domain = "bounces.example";
    settings.listeners.push_back({"mx", config::ListenerKind::relay, {}});
    settings.relay_clients = {test::cloud("linde", "linde", "linde.example"),
                              test::cloud("regenboog", "regenboog", "regenboog.example")};
    return settings;
}

struct CloudWorld : test::ReceptionWorld {
    explicit CloudWorld(config::Settings given = two_tenants()) : ReceptionWorld{std::move(given)} {}

    /// The dialog of one mail, from MAIL to the final dot: the reply that ends it.
    mail::Reply offer(const std::string& header, const std::string& from = "an@linde.example",
                      const std::string& to = "bea@elders.example", const smtp::Peer& peer = test::cloud_peer()) {
        mail::Envelope envelope;
        if (!from.empty()) envelope.reverse_path = mail::ReversePath{*mail::Mailbox::parse(from)};
        envelope.forward_paths.push_back(*mail::Mailbox::parse(to));
        const std::string content = header + "Subject: Vergadering\r\n\r\nTot morgen.\r\n";
        asio::io_context reactor;
        auto dialog = asio::co_spawn(reactor, converse(peer, envelope, content), asio::use_future);
        reactor.run();
        return dialog.get();
    }

    std::int64_t rows(const std::string& table) { return relay.execute("select count(*) from " + table).number(0, 0); }
    std::string stored() {
        storage::postgres::Transaction transaction{relay};
        const auto message = storage::queue::claim_message(transaction);
        REQUIRE(message);
        client = message->client;
        organisation = message->organisation;
        return store.read_all(relay, message->content, 1 << 20);
    }
    std::string client, organisation;

private:
    asio::awaitable<mail::Reply> converse(const smtp::Peer& peer, const mail::Envelope& envelope,
                                          const std::string& content) {
        const auto sender = reception.recognise(peer);
        auto reply = co_await reception.check_reverse_path(peer, sender, envelope.reverse_path);
        if (!reply.is_positive()) co_return reply;
        reply =
            co_await reception.check_forward_path(peer, sender, envelope.reverse_path, envelope.forward_paths.front());
        if (!reply.is_positive()) co_return reply;
        auto incoming = reception.begin(peer, sender, envelope);
        for (std::size_t at = 0; at < content.size(); at += 4096)
            incoming->append(std::string_view{content}.substr(at, 4096));
        co_return co_await reception.accept(peer, sender, envelope, std::move(incoming));
    }
};

bool is_refused(const mail::Reply& reply) {
    return reply.code == 550 && reply.status == mail::EnhancedStatus{5, 7, 1};
}

}  // namespace

TEST_CASE("mail of a shared cloud is its organisation's by the header, and leaves byte for byte",
          "[reception][cloud]") {
    CloudWorld world;
    CHECK(world.offer("X-OriginatorOrg: regenboog.example\r\n", "an@regenboog.example").code == 250);
    const auto content = world.stored();
    CHECK(content == "X-OriginatorOrg: regenboog.example\r\nSubject: Vergadering\r\n\r\nTot morgen.\r\n");
    CHECK(world.organisation == "regenboog");
    CHECK(world.client == "regenboog");
    CHECK(world.offer("X-OriginatorOrg: linde.example\r\n", "").code == 250);  // The null reverse-path.
}

TEST_CASE("a wrong, missing or doubled header of a shared cloud gets 550 at the end, and nothing is stored",
          "[reception][cloud]") {
    CloudWorld world;
    for (const char* header : {"", "X-OriginatorOrg: elders.example\r\n",
                               "X-OriginatorOrg: linde.example\r\nX-OriginatorOrg: linde.example\r\n"}) {
        INFO(header);
        CHECK(is_refused(world.offer(header)));
    }
    CHECK(is_refused(world.offer("X-Long: " + std::string(300'000, 'x') + "\r\nX-OriginatorOrg: linde.example\r\n")));
    CHECK(world.rows("message") == 0);
    CHECK(world.rows("content") == 0);
    CHECK(world.rows("audit") == 0);
    CHECK(std::filesystem::is_empty(world.folder.path() / "content"));
}

TEST_CASE("the reverse-path must be of the organisation that the header says", "[reception][cloud]") {
    CloudWorld world;
    CHECK(is_refused(world.offer("X-OriginatorOrg: linde.example\r\n", "an@regenboog.example")));
    CHECK(is_refused(world.offer("X-OriginatorOrg: linde.example\r\n", "an@mail.linde.example")));
    CHECK(world.rows("message") == 0);
    CHECK(world.rows("audit where event = 'refused' and actor = 'linde' and organisation = 'linde'") == 2);
    CHECK(world.offer("X-OriginatorOrg: linde.example\r\n", "an@LINDE.example").code == 250);
}

TEST_CASE("a client of the cloud without its network or certificate is a stranger", "[reception][cloud]") {
    CloudWorld world;
    auto peer = test::cloud_peer();
    peer.certificate_names = {"elders.example"};
    CHECK(
        is_refused(world.offer("X-OriginatorOrg: linde.example\r\n", "an@linde.example", "bea@elders.example", peer)));
    peer = test::cloud_peer();
    peer.listener = "submission";
    CHECK_FALSE(world.reception.recognise(peer));
    CHECK(world.rows("message") == 0);
}

TEST_CASE("a directory that is away makes mail of a shared cloud wait", "[reception][cloud]") {
    CloudWorld world;
    world.directory.away = true;
    CHECK_THROWS_AS(world.offer("X-OriginatorOrg: linde.example\r\n"), storage::directory::Unavailable);  // 451
    CHECK(world.rows("message") == 0);
}

TEST_CASE("a secret trust header is not in what is stored", "[reception][cloud][secrecy]") {
    const test::TestFolder folder;
    std::ofstream{folder.path() / "proof"} << "een-geheim-van-linde\n";
    auto settings = two_tenants();
    settings.relay_clients.front().header = "X-Proof";
    settings.relay_clients.front().header_value.clear();
    settings.relay_clients.front().header_secret_file = folder.path() / "proof";
    CloudWorld world{settings};
    CHECK(is_refused(world.offer("X-Proof: een-geheim-van-lindE\r\n")));
    CHECK(world.offer("X-Proof:\r\n een-geheim-van-linde\r\n").code == 250);
    CHECK(world.stored() == "Subject: Vergadering\r\n\r\nTot morgen.\r\n");
    CHECK(world.client == "linde");
}

TEST_CASE("a cloud's secret that cannot be read is told at the start", "[reception][cloud]") {
    auto settings = two_tenants();
    settings.relay_clients.front().header_secret_file = "/nonexistent";
    CHECK_THROWS_WITH(CloudWorld{settings}, Catch::Contains("relay_client linde"));
}
