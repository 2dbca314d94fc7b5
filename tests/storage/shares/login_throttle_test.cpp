#include "storage/shares/login_throttle.h"

#include <catch2/catch.hpp>

#include "tests/storage/shares/a_share.h"

using namespace sluis;
using namespace sluis::storage::shares;
using storage::postgres::Connection;
using test::ShareWorld;

namespace {

class Nobody final : public storage::directory::Directory {
public:
    std::optional<policy::DirectoryFacts> find(const mail::Mailbox&) const override { return std::nullopt; }
    std::optional<Person> authenticate(const std::string&, const std::string&) const override { return std::nullopt; }
    std::optional<Person> person(const std::string&) const override { return std::nullopt; }
    std::vector<std::string> domains(const std::string&) const override { return {}; }
    void probe() const override {}
};

}  // namespace

TEST_CASE("tries beyond the free ones must wait, and a right one begins anew", "[shares][throttle]") {
    ShareWorld world;
    Connection portal{world.database.conninfo("portal")};
    for (int n = 0; n < 3; ++n) CHECK_FALSE(count_try(portal, world.keys, "login:an", 3));
    const auto wait = count_try(portal, world.keys, "login:an", 3);
    REQUIRE(wait);
    CHECK(wait->count() <= 15);
    CHECK_FALSE(count_try(portal, world.keys, "login:wim", 3));
    forget_tries(portal, world.keys, "login:an");
    CHECK_FALSE(count_try(portal, world.keys, "login:an", 3));
}

TEST_CASE("a try that is taken back neither counts nor keeps others waiting, and those before it still count",
          "[shares][throttle]") {
    ShareWorld world;
    Connection portal{world.database.conninfo("portal")};
    for (int n = 0; n < 10; ++n) {
        CHECK_FALSE(count_try(portal, world.keys, "address:192.0.2.1", 3));
        take_back_try(portal, world.keys, "address:192.0.2.1");
    }
    for (int n = 0; n < 2; ++n) CHECK_FALSE(count_try(portal, world.keys, "address:192.0.2.1", 3));
    CHECK_FALSE(count_try(portal, world.keys, "address:192.0.2.1", 3));
    take_back_try(portal, world.keys, "address:192.0.2.1");
    CHECK_FALSE(count_try(portal, world.keys, "address:192.0.2.1", 3));
    CHECK(count_try(portal, world.keys, "address:192.0.2.1", 3));
}

TEST_CASE("failures are forgotten one by one, also while tries go on", "[shares][throttle]") {
    ShareWorld world;
    Connection portal{world.database.conninfo("portal")};
    const auto minutes_pass = [&](int minutes) {
        portal.execute(
            "update login_throttle set changed_at = changed_at - make_interval(mins => $1::int),"
            " locked_until = locked_until - make_interval(mins => $1::int)",
            {minutes});
    };
    const auto failures = [&] { return portal.execute("select failures from login_throttle").number(0, 0); };
    for (int n = 0; n < 3; ++n) CHECK_FALSE(count_try(portal, world.keys, "login:an", 3));
    minutes_pass(15);
    CHECK_FALSE(count_try(portal, world.keys, "login:an", 3));
    CHECK(failures() == 4);
    minutes_pass(15);
    CHECK_FALSE(count_try(portal, world.keys, "login:an", 3));
    CHECK(failures() == 4);
    minutes_pass(24 * 60);
    CHECK_FALSE(count_try(portal, world.keys, "login:an", 3));
    CHECK(failures() == 1);
}

TEST_CASE("an IPv6 client is its /64, an IPv4 client its address, however it is written", "[shares][throttle]") {
    Nobody directory;
    const auto network = [&](const char* address) { return login_try(directory, "An", address).network; };
    CHECK(network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff:1:2:3"));
    CHECK(network("2001:db8:1:2::1") != network("2001:db8:1:3::1"));
    CHECK(network("fe80::1%eth0") == network("fe80::2"));
    CHECK(network("::ffff:192.0.2.1") == network("192.0.2.1"));
    CHECK(network("192.0.2.1") != network("192.0.2.2"));
    CHECK(network("").empty());
    CHECK(login_try(directory, "An", "").person == login_try(directory, "aN", "").person);
}

TEST_CASE("a refused try counts for nobody", "[shares][throttle]") {
    ShareWorld world;
    Connection portal{world.database.conninfo("portal")};
    const LoginTry tried{"login:an", "address:192.0.2.1"};
    for (int n = 0; n < free_tries_of_login; ++n) CHECK_FALSE(begin_login(portal, world.keys, tried));
    for (int n = 0; n < 2 * free_tries_of_address; ++n) CHECK(begin_login(portal, world.keys, tried));
    CHECK_FALSE(begin_login(portal, world.keys, {"login:wim", "address:192.0.2.1"}));
}
