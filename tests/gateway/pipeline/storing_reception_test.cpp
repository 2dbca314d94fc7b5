#include "gateway/pipeline/storing_reception.h"

#include <catch2/catch.hpp>

#include "storage/shares/login_throttle.h"
#include "tests/gateway/pipeline/reception_world.h"

using namespace sluis;
using test::ReceptionWorld;
namespace shares = storage::shares;

TEST_CASE("AUTH is throttled per person before the directory is asked, whatever name is used",
          "[reception][throttle]") {
    ReceptionWorld world;
    for (int n = 0; n < shares::free_tries_of_login; ++n)
        CHECK_FALSE(world.authenticate(n % 2 ? "an" : "an@regenboog.example", "fout"));
    CHECK(world.directory.proofs == shares::free_tries_of_login);
    CHECK_THROWS_AS(world.authenticate("an", "geheim"), std::runtime_error);
    CHECK_THROWS_AS(world.authenticate("an@regenboog.example", "geheim"), std::runtime_error);
    CHECK(world.directory.proofs == shares::free_tries_of_login);

    storage::postgres::Connection portal{world.database.conninfo("portal")};
    const auto in_portal = shares::login_try(world.directory, "an", "198.51.100.9");
    CHECK(shares::begin_login(portal, world.keys, in_portal));
}

TEST_CASE("right AUTHs never make a person or a network wait", "[reception][throttle]") {
    ReceptionWorld world;
    for (int n = 0; n < shares::free_tries_of_address + 5; ++n) {
        const auto sender = world.authenticate("an", "geheim");
        REQUIRE(sender);
        CHECK(sender->login == "an");
    }
}

TEST_CASE("AUTHs that the directory could not judge do not count", "[reception][throttle]") {
    ReceptionWorld world;
    world.directory.away = true;
    for (int n = 0; n < shares::free_tries_of_login + 2; ++n)
        CHECK_THROWS_AS(world.authenticate("an", "geheim"), storage::directory::Unavailable);
    world.directory.away = false;
    CHECK(world.authenticate("an", "geheim"));
}

TEST_CASE("each login over SMTP that was judged stands in the audit, a failed one without the name that was typed",
          "[reception][audit]") {
    ReceptionWorld world;
    CHECK_FALSE(world.authenticate("geheim-hier-getypt", "fout"));
    CHECK(world.authenticate("an@regenboog.example", "geheim"));
    const auto rows = world.relay.execute("select event, actor, organisation, detail from audit order by id");
    REQUIRE(rows.size() == 2);
    CHECK(rows.text(0, 0) == "login-failed");
    CHECK(rows.text(0, 1).empty());
    CHECK(rows.text(1, 0) == "login");
    CHECK(rows.text(1, 1) == "an");
    CHECK(rows.text(1, 2) == "regenboog");
    CHECK(rows.text(1, 3) == "smtp");
}

TEST_CASE("a login that wants to send under somebody else's address is refused, and stands in the audit",
          "[reception][audit]") {
    ReceptionWorld world;
    const auto an = world.authenticate("an", "geheim");
    REQUIRE(an);
    const auto check = [&](const mail::ReversePath& path) {
        asio::io_context reactor;
        auto answer = asio::co_spawn(reactor, world.reception.check_reverse_path({}, an, path), asio::use_future);
        reactor.run();
        return answer.get().code;
    };
    CHECK(check(mail::ReversePath{*mail::Mailbox::parse("an@regenboog.example")}) == 250);
    CHECK(check(mail::ReversePath{*mail::Mailbox::parse("directeur@regenboog.example")}) == 550);
    CHECK(check({}) == 550);
    const auto rows = world.relay.execute("select actor, organisation, detail from audit where event = 'refused'");
    REQUIRE(rows.size() == 2);
    CHECK(rows.text(0, 0) == "an");
    CHECK(rows.text(0, 1) == "regenboog");
    CHECK(rows.text(0, 2) == "reverse-path");
}
