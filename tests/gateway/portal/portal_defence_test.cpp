#include "tests/gateway/portal/portal_steps.h"

using namespace sluis;
using namespace sluis::test;

TEST_CASE("a wrong or empty password is refused, and after five tries nobody is asked for a while", "[portal][login]") {
    PortalWorld world;
    world.start();
    Browser browser{world};
    browser.get("/aanmelden");
    CHECK(browser.post("/aanmelden", "login=an&wachtwoord=").status == 400);
    std::string wrong;
    for (int n = 0; n < 5; ++n) wrong = browser.post("/aanmelden", "login=an&wachtwoord=fout").body;
    const auto unknown = browser.post("/aanmelden", "login=niemand&wachtwoord=fout");
    CHECK(unknown.status == 403);
    CHECK(unknown.body == wrong);
    const auto waiting = browser.post("/aanmelden", "login=an&wachtwoord=geheim");
    CHECK(waiting.status == 429);
    CHECK(waiting.says("Even wachten"));
    CHECK(count(world, "select count(*) from login_throttle where subject like '%an%' and length(subject) < 64") == 0);
}

TEST_CASE("login name and mail address are one person to the throttle", "[portal][login]") {
    PortalWorld world;
    world.start();
    Browser browser{world};
    browser.get("/aanmelden");
    for (int n = 0; n < 5; ++n)
        CHECK(browser
                  .post("/aanmelden", std::string{"wachtwoord=fout&login="} + (n % 2 ? "AN" : "an%40regenboog.example"))
                  .status == 403);
    CHECK(browser.post("/aanmelden", "login=an&wachtwoord=geheim").status == 429);
    CHECK(browser.post("/aanmelden", "login=an%40regenboog.example&wachtwoord=geheim").status == 429);
    CHECK(browser.post("/aanmelden", "login=bert&wachtwoord=geheim").status == 303);
}

TEST_CASE("an office behind one address may log in as often as it likes", "[portal][login]") {
    PortalWorld world;
    world.start();
    for (int n = 0; n < 35; ++n) {
        Browser browser{world};
        browser.get("/aanmelden");
        REQUIRE(browser.post("/aanmelden", "login=bert&wachtwoord=geheim").status == 303);
    }
}

TEST_CASE("a proof rotates the cookie, the old one ends, and logging out ends both", "[portal][sessions]") {
    PortalWorld world;
    const auto seeded = share_with_guest(world);
    world.start();
    Browser guest{world};
    ask_code(guest, seeded.tokens[0]);
    const auto before = guest.cookies.at("__Host-sluis");
    const auto answer = guest.post("/toegang/code", "code=" + world.outbox.codes.back().second);
    CHECK(answer.header("Set-Cookie").find("; Path=/; Secure; HttpOnly; SameSite=Strict") != std::string::npos);
    CHECK(guest.cookies.at("__Host-sluis") != before);
    Browser old{world};
    old.cookies["__Host-sluis"] = before;
    CHECK(old.get("/documenten").header("Location") == "/aanmelden?naar=/documenten");
    const auto proven = guest.cookies.at("__Host-sluis");
    guest.get("/documenten");
    CHECK(guest.post("/afmelden").says("U bent afgemeld"));
    CHECK_FALSE(guest.cookies.contains("__Host-sluis"));
    old.cookies["__Host-sluis"] = proven;
    CHECK(old.get("/documenten").status == 303);
    CHECK(count(world, "select count(*) from portal_session") == 0);
}

TEST_CASE("a login leads back to our own pages only", "[portal][login]") {
    PortalWorld world;
    world.start();
    for (const auto& [wanted, reached] :
         {std::pair{"/verzonden", "/verzonden"}, std::pair{"https://elders.example/", "/ontvangen"},
          std::pair{"//elders.example", "/ontvangen"}, std::pair{"/verzonden/ab%0d%0aX:y", "/ontvangen"},
          std::pair{"/verzonden/abC_-9", "/verzonden/abC_-9"}}) {
        Browser browser{world};
        browser.get("/aanmelden");
        CHECK(browser.post("/aanmelden", "login=an&wachtwoord=geheim&naar=" + std::string{wanted}).header("Location") ==
              reached);
    }
}

TEST_CASE("each page is confined, uncached and unreferred, and says nothing of anyone in its title",
          "[portal][headers]") {
    PortalWorld world;
    const auto seeded = share_with_guest(world);
    world.start();
    Browser browser{world};
    for (const auto& path :
         {"/d/" + seeded.tokens[0], std::string{"/hulp"}, std::string{"/aanmelden"}, std::string{"/bestaat-niet"}}) {
        const auto answer = browser.get(path);
        INFO(path);
        CHECK(answer.header("Content-Security-Policy")
                  .find("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'") == 0);
        CHECK(answer.header("Cache-Control") == "no-store");
        CHECK(answer.header("Referrer-Policy") == "no-referrer");
        CHECK(answer.header("X-Content-Type-Options") == "nosniff");
        CHECK(answer.header("X-Robots-Tag").starts_with("noindex"));
        CHECK(answer.header("Strict-Transport-Security").starts_with("max-age="));
        CHECK(answer.says("<html lang=\"nl\">"));
        CHECK_FALSE(answer.says("<script"));
        CHECK(answer.says("dpo@sluis.test"));
    }
    CHECK(browser.get("/stijl.css").header("Content-Type") == "text/css; charset=utf-8");
    CHECK(browser.send("PUT", "/hulp", "").status == 405);
}

TEST_CASE("only safe kinds open in the browser, and confined", "[portal][headers]") {
    PortalWorld world;
    auto share = share_from_an();
    share.recipients = {recipient(guest_address, "client")};
    const auto seeded =
        seed_share(world, share, {{"a.txt", "text/plain", "tekst"}, {"b.svg", "image/svg+xml", "<svg/>"}, {"c.pdf"}});
    world.start();
    Browser guest{world};
    prove(world, guest, seeded.tokens[0]);
    guest.get("/documenten");
    const auto open = [&](std::size_t at) {
        return guest.post("/document/" + std::to_string(seeded.ids.documents[at]), "hoe=openen");
    };
    CHECK(open(0).header("Content-Disposition").starts_with("inline"));
    CHECK(open(0).header("Content-Security-Policy").ends_with("sandbox"));
    CHECK(open(1).header("Content-Disposition").starts_with("attachment"));
    CHECK(open(1).header("Content-Type") == "application/octet-stream");
    CHECK(open(2).header("Content-Type") == "application/pdf");
}

TEST_CASE("a large document streams whole; one that breaks off is opened but not completed", "[portal]") {
    PortalWorld world;
    std::string octets(3'000'000, ' ');
    for (std::size_t at = 0; at < octets.size(); ++at) octets[at] = static_cast<char>('a' + at * 7 % 26);
    const auto seeded = share_with_guest(world, octets);
    world.start();
    Browser guest{world};
    prove(world, guest, seeded.tokens[0]);
    guest.get("/documenten");
    const auto path = "/document/" + std::to_string(seeded.ids.documents[0]);

    const int fd = connected(world.site->port());
    const std::string form = "formulier=" + guest.token + "&hoe=bewaren";
    const std::string request =
        "POST " + path + " HTTP/1.1\r\nHost: x\r\nCookie: __Host-sluis=" + guest.cookies["__Host-sluis"] +
        "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(form.size()) +
        "\r\n\r\n" + form;
    REQUIRE(::send(fd, request.data(), request.size(), MSG_NOSIGNAL) > 0);
    char some[1000];
    REQUIRE(::recv(fd, some, sizeof some, 0) > 0);
    CHECK(count(world, "select count(*) from consultation where completed_at is null") == 1);
    ::close(fd);
    CHECK(guest.post(path, "hoe=bewaren").body == octets);
    world.site->stop();
    CHECK(count(world, "select count(*) from audit where event = 'opened'") == 2);
    CHECK(count(world, "select count(*) from audit where event = 'completed'") == 1);
}

TEST_CASE("a damaged document gives a page, and does not count as opened", "[portal]") {
    PortalWorld world;
    const auto seeded = share_with_guest(world);
    storage::postgres::Connection owner{world.database.conninfo()};
    owner.execute("update content set inline = set_byte(inline, 19, get_byte(inline, 19) # 1)");
    world.start();
    Browser guest{world};
    prove(world, guest, seeded.tokens[0]);
    guest.get("/documenten");
    const auto answer = guest.post("/document/" + std::to_string(seeded.ids.documents[0]), "hoe=openen");
    CHECK(answer.status == 500);
    CHECK(count(world, "select count(*) from consultation") == 0);
    for (const auto& report : world.reports) CHECK(report.find("mia") == std::string::npos);
}

TEST_CASE("without a database the portal says so in Dutch, and help still stands", "[portal]") {
    PortalWorld world;
    const auto seeded = share_with_guest(world);
    storage::postgres::Pool nowhere{"host=/nonexistent dbname=x user=portal", 1};
    const portal::PortalServices services{nowhere,      world.keys, world.documents, *world.directory, world.texts,
                                          world.outbox, {}};
    world.site = std::make_unique<portal::Portal>(services, world.settings,
                                                  std::filesystem::path{SLUIS_SOURCE_DIR} / "templates");
    world.site->start();
    Browser browser{world};
    const auto answer = browser.get("/d/" + seeded.tokens[0]);
    CHECK(answer.status == 503);
    CHECK(answer.says("Uw documenten zijn veilig"));
    CHECK(answer.header("Retry-After") == "60");
    CHECK(browser.get("/hulp").status == 200);
    world.site->stop();
}

TEST_CASE("a client that trickles is cut off at the deadline", "[portal]") {
    PortalWorld world;
    world.settings.request_deadline = std::chrono::seconds{1};
    world.start();
    const int fd = connected(world.site->port());
    const std::string start = "GET /hulp HTTP/1.1\r\n";
    REQUIRE(::send(fd, start.data(), start.size(), MSG_NOSIGNAL) > 0);
    const auto began = std::chrono::steady_clock::now();
    CHECK(read_to_end(fd).find("200 OK") == std::string::npos);
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds{8});
    ::close(fd);
}

TEST_CASE("too large a form is refused", "[portal]") {
    PortalWorld world;
    world.start();
    Browser browser{world};
    CHECK(browser.send("POST", "/aanmelden", "login=" + std::string(100'000, 'x')).status == 413);
}
