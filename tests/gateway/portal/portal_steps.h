#pragma once

#include <catch2/catch.hpp>

#include "tests/gateway/portal/portal_world.h"

/// Steps that several tests of the portal take.
namespace sluis::test {

inline constexpr const char* guest_address = "mia@gezin.example";

inline Seeded share_with_guest(PortalWorld& world, std::string octets = "%PDF-1.4 inhoud") {
    auto share = share_from_an();
    share.sender = "an@regenboog.example";
    share.recipients = {recipient(guest_address, "client")};
    return seed_share(world, share, {{"Zoë's plan.pdf", "application/pdf", std::move(octets)}});
}

inline std::int64_t count(PortalWorld& world, const std::string& sql) {
    return world.relay.execute(sql).number(0, 0);
}

/// Everything that a request could change.
inline std::string state(PortalWorld& world) {
    storage::postgres::Connection owner{world.database.conninfo()};
    std::string all;
    for (const auto* table : {"share", "share_recipient", "share_document", "consultation", "access_code",
                              "access_tries", "portal_session", "login_throttle", "audit"})
        all += owner
                   .execute("select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from " +
                            std::string{table} + " t")
                   .text(0, 0) +
               ' ';
    return all;
}

/// As far as the page that asks for the code.
inline void ask_code(Browser& browser, const std::string& token) {
    REQUIRE(browser.get("/d/" + token).status == 200);
    REQUIRE(browser.post("/d/" + token).header("Location") == "/toegang");
    REQUIRE(browser.get("/toegang").status == 200);
    REQUIRE(browser.post("/toegang/code-vragen").header("Location") == "/toegang/code");
    REQUIRE(browser.get("/toegang/code").status == 200);
}

inline void prove(PortalWorld& world, Browser& browser, const std::string& token) {
    ask_code(browser, token);
    REQUIRE(browser.post("/toegang/code", "code=" + world.outbox.codes.back().second).header("Location") ==
            "/documenten");
}

inline void log_in(Browser& browser, const std::string& login) {
    REQUIRE(browser.get("/aanmelden").status == 200);
    const auto answer = browser.post("/aanmelden", "login=" + login + "&wachtwoord=geheim&naar=/ontvangen");
    REQUIRE(answer.status == 303);
}

inline std::string other_than(const std::string& code) {
    return (code[0] == '9' ? "0" : "9") + code.substr(1);
}

}  // namespace sluis::test
