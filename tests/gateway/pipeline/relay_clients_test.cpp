#include "gateway/pipeline/relay_clients.h"

#include <catch2/catch.hpp>

using namespace sluis;

namespace {

config::RelayClient client(std::vector<std::string> networks, std::vector<std::string> certificate_names) {
    config::RelayClient client;
    client.name = "office";
    client.organisation = "huis-ter-linde";
    client.networks = std::move(networks);
    client.certificate_names = std::move(certificate_names);
    return client;
}

smtp::Peer peer(const std::string& address, std::vector<std::string> certificate_names = {}) {
    smtp::Peer peer;
    peer.address = address;
    peer.certificate_names = std::move(certificate_names);
    return peer;
}

}  // namespace

TEST_CASE("an address lies in a network when its leading bits are the network's", "[relay]") {
    CHECK(pipeline::in_network("10.1.2.3", "10.0.0.0/8"));
    CHECK(pipeline::in_network("192.0.2.127", "192.0.2.0/25"));
    CHECK_FALSE(pipeline::in_network("192.0.2.128", "192.0.2.0/25"));
    CHECK(pipeline::in_network("2001:db8::5", "2001:db8::/32"));
    CHECK_FALSE(pipeline::in_network("2001:db9::5", "2001:db8::/32"));
    CHECK(pipeline::in_network("192.0.2.1", "192.0.2.1"));
    CHECK(pipeline::in_network("192.0.2.9", "0.0.0.0/0"));
}

TEST_CASE("an IPv4 client that comes in over IPv6 is in its IPv4 network", "[relay]") {
    CHECK(pipeline::in_network("::ffff:10.1.2.3", "10.0.0.0/8"));
    CHECK_FALSE(pipeline::in_network("::ffff:11.1.2.3", "10.0.0.0/8"));
}

TEST_CASE("what cannot be read is in no network", "[relay]") {
    for (const char* network : {"", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/8x", "10.0.0", "::/129", "everywhere"}) {
        INFO(network);
        CHECK_FALSE(pipeline::in_network("10.0.0.1", network));
    }
    CHECK_FALSE(pipeline::in_network("", "10.0.0.0/8"));
    CHECK_FALSE(pipeline::in_network("10.0.0.1", "::/0"));
}

TEST_CASE("a relay client by network speaks for its organisation", "[relay]") {
    const auto sender = pipeline::relay_client_of({client({"10.0.0.0/8"}, {})}, peer("10.9.9.9"));
    REQUIRE(sender);
    CHECK(sender->organisation == "huis-ter-linde");
    CHECK(sender->client == "office");
    CHECK(sender->login.empty());
    CHECK_FALSE(pipeline::relay_client_of({client({"10.0.0.0/8"}, {})}, peer("11.9.9.9")));
}

TEST_CASE("a relay client with network and certificate must show both", "[relay]") {
    const std::vector<config::RelayClient> clients{client({"10.0.0.0/8"}, {"Mail.Office.example"})};
    CHECK(pipeline::relay_client_of(clients, peer("10.0.0.1", {"mail.office.example"})));
    CHECK_FALSE(pipeline::relay_client_of(clients, peer("10.0.0.1")));
    CHECK_FALSE(pipeline::relay_client_of(clients, peer("10.0.0.1", {"mail.elsewhere.example"})));
    CHECK_FALSE(pipeline::relay_client_of(clients, peer("11.0.0.1", {"mail.office.example"})));
}

TEST_CASE("a relay client that names neither network nor certificate fits nobody", "[relay]") {
    CHECK_FALSE(pipeline::relay_client_of({client({}, {})}, peer("127.0.0.1", {"mail.office.example"})));
}
