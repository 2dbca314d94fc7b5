#include "gateway/pipeline/shared_cloud.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "gateway/pipeline/relay_clients.h"
#include "tests/gateway/pipeline/cloud_clients.h"

using namespace sluis;
using namespace sluis::pipeline;

namespace {

std::string proven_by(const std::string& header, const std::vector<CloudClient>& clients = cloud_clients({
                                                     test::cloud("linde", "huis-ter-linde", "linde.example"),
                                                     test::cloud("regenboog", "regenboog", "regenboog.example"),
                                                 })) {
    TrustFields fields{fields_of(clients)};
    std::string kept;
    fields.read(header + "\r\n", kept);
    const auto* const client = client_that_proves_itself(clients, fields);
    return client == nullptr ? "nobody" : client->organisation;
}

}  // namespace

TEST_CASE("the value of the header chooses the organisation among clients of one cloud", "[relay][cloud]") {
    CHECK(proven_by("X-OriginatorOrg: linde.example\r\n") == "huis-ter-linde");
    CHECK(proven_by("X-OriginatorOrg: Regenboog.EXAMPLE\r\n") == "regenboog");
}

TEST_CASE("a header that is wrong, missing or doubled proves nobody", "[relay][cloud]") {
    for (const char* header : {"", "Subject: linde.example\r\n", "X-OriginatorOrg: elders.example\r\n",
                               "X-OriginatorOrg:\r\n", "X-OriginatorOrg: linde.example, regenboog.example\r\n",
                               "X-OriginatorOrg: linde.example\r\nX-OriginatorOrg: linde.example\r\n",
                               "X-OriginatorOrg: elders.example\r\nX-OriginatorOrg: linde.example\r\n",
                               "X-OriginatorOrg: linde.example\r\nx-originatororg: regenboog.example\r\n",
                               "X-OriginatorOrg: linde.exampl\r\n", "X-OriginatorOrg-2: linde.example\r\n"}) {
        INFO(header);
        CHECK(proven_by(header) == "nobody");
    }
}

TEST_CASE("two clients that both prove themselves are nobody", "[relay][cloud]") {
    auto other = test::cloud("google", "regenboog", "hier-is-regenboog");
    other.header = "X-Proof";
    const auto clients = cloud_clients({test::cloud("linde", "huis-ter-linde", "linde.example"), other});
    CHECK(proven_by("X-OriginatorOrg: linde.example\r\nX-Proof: iets anders\r\n", clients) == "huis-ter-linde");
    CHECK(proven_by("X-OriginatorOrg: linde.example\r\nX-Proof: hier-is-regenboog\r\n", clients) == "nobody");
}

TEST_CASE("a secret is read from its file, compared as it stands, and refused when it is short", "[relay][cloud]") {
    const auto file = std::filesystem::temp_directory_path() / ("sluis-proof-" + std::to_string(::getpid()));
    const auto write = [&](const std::string& text) { std::ofstream{file} << text; };
    auto client = test::cloud("linde", "huis-ter-linde", "");
    client.header_secret_file = file;

    write("Geheim-0123456789\n");
    const auto clients = cloud_clients({client});
    CHECK(clients.front().secret);
    CHECK(proven_by("X-OriginatorOrg: Geheim-0123456789\r\n", clients) == "huis-ter-linde");
    CHECK(proven_by("X-OriginatorOrg: geheim-0123456789\r\n", clients) == "nobody");
    CHECK(proven_by("X-OriginatorOrg: Geheim-0123456789x\r\n", clients) == "nobody");

    for (const char* text : {"", "\n", "kort\n"}) {
        write(text);
        CHECK_THROWS_WITH(cloud_clients({client}), Catch::Contains("relay_client linde"));
    }
    std::filesystem::remove(file);
    CHECK_THROWS_WITH(cloud_clients({client}), Catch::Contains("header_secret_file"));
}

TEST_CASE("a cloud's client fits by network and certificate alone, and then is still to be judged", "[relay][cloud]") {
    const std::vector<config::RelayClient> configured{test::cloud("linde", "huis-ter-linde", "linde.example")};
    const auto clients = cloud_clients(configured);
    CHECK(fitting(clients, configured, test::cloud_peer()).size() == 1);
    auto elsewhere = test::cloud_peer();
    elsewhere.address = "198.51.100.1";
    CHECK(fitting(clients, configured, elsewhere).empty());
    auto without_certificate = test::cloud_peer();
    without_certificate.certificate_names.clear();
    CHECK(fitting(clients, configured, without_certificate).empty());

    const auto sender = relay_client_of(configured, test::cloud_peer());
    REQUIRE(sender);
    CHECK(sender->judged_by_header);
    CHECK(sender->organisation.empty());
    CHECK(sender->client.empty());
    CHECK_FALSE(relay_client_of(configured, without_certificate));
}
