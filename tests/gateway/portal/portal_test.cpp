#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/gateway/portal/portal_world.h"

using namespace sluis;
using namespace sluis::test;

namespace {

constexpr const char* guest_address = "mia@gezin.example";

Seeded share_with_guest(PortalWorld& world, std::string octets = "%PDF-1.4 inhoud") {
    auto share = share_from_an();
    share.sender = "an@regenboog.example";
    share.recipients = {recipient(guest_address, "client")};
    return seed_share(world, share, {{"Zoë's plan.pdf", "application/pdf", std::move(octets)}});
}

std::int64_t count(PortalWorld& world, const std::string& sql) {
    return world.relay.execute(sql).number(0, 0);
}

/// Everything that a request could change.
std::string state(PortalWorld& world) {
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
void ask_code(Browser& browser, const std::string& token) {
    REQUIRE(browser.get("/d/" + token).status == 200);
    REQUIRE(browser.post("/d/" + token).header("Location") == "/toegang");
    REQUIRE(browser.get("/toegang").status == 200);
    REQUIRE(browser.post("/toegang/code-vragen").header("Location") == "/toegang/code");
    REQUIRE(browser.get("/toegang/code").status == 200);
}

void prove(PortalWorld& world, Browser& browser, const std::string& token) {
    ask_code(browser, token);
    REQUIRE(browser.post("/toegang/code", "code=" + world.outbox.codes.back().second).header("Location") ==
            "/documenten");
}

void log_in(Browser& browser, const std::string& login) {
    REQUIRE(browser.get("/aanmelden").status == 200);
    const auto answer = browser.post("/aanmelden", "login=" + login + "&wachtwoord=geheim&naar=/ontvangen");
    REQUIRE(answer.status == 303);
}

std::string other_than(const std::string& code) {
    return (code[0] == '9' ? "0" : "9") + code.substr(1);
}

}  // namespace

TEST_CASE("a guest walks from the link to the document, and the sender sees it", "[portal]") {
    PortalWorld world;
    const auto seeded = share_with_guest(world);
    world.start();
    Browser guest{world};

    const auto landing = guest.get("/d/" + seeded.tokens[0]);
    CHECK(landing.says("An Claes"));
    CHECK(landing.says("Voorziening De Regenboog"));
    CHECK(landing.says("1 document"));
    CHECK_FALSE(landing.says("plan.pdf"));
    CHECK_FALSE(landing.says("D-2041"));
    CHECK_FALSE(landing.says(guest_address));
    prove(world, guest, seeded.tokens[0]);
    CHECK(world.outbox.codes.at(0).first == guest_address);
    const auto page = guest.get("/documenten");
    CHECK(page.says("Zoë&#39;s plan.pdf"));
    CHECK(page.says("geen documentbeheersysteem"));

    const auto document = guest.post("/document/" + std::to_string(seeded.ids.documents[0]), "hoe=bewaren");
    CHECK(document.status == 200);
    CHECK(document.body == "%PDF-1.4 inhoud");
    CHECK(document.header("Content-Length") == "15");
    CHECK(document.header("Content-Disposition") ==
          "attachment; filename=\"Zo_'s plan.pdf\"; filename*=UTF-8''Zo%C3%AB%27s%20plan.pdf");
    CHECK(document.header("Content-Type") == "application/octet-stream");
    CHECK(document.header("X-Content-Type-Options") == "nosniff");

    world.site->stop();
    CHECK(count(world,
                "select count(*) from consultation where reader = 'mia@gezin.example' and completed_at is not null") ==
          1);
    world.start();
    Browser sender{world};
    log_in(sender, "an");
    CHECK(sender.get("/verzonden").says("Geraadpleegd op"));
    CHECK(sender.get("/verzonden/" + seeded.ids.reference).says("door mia@gezin.example"));
}

TEST_CASE("GET and HEAD change nothing that is stored", "[portal]") {
    PortalWorld world;
    const auto seeded = share_with_guest(world);
    world.start();
    Browser scanner{world}, guest{world}, member{world};
    prove(world, guest, seeded.tokens[0]);
    log_in(member, "an");
    const auto before = state(world);

    const auto document = "/document/" + std::to_string(seeded.ids.documents[0]);
    const auto share = "/verzonden/" + seeded.ids.reference;
    for (auto* browser : {&scanner, &guest, &member})
        for (const auto& path :
             {"/d/" + seeded.tokens[0], "/d/" + seeded.tokens[0] + "x", std::string{"/toegang"},
              std::string{"/toegang/code"}, std::string{"/toegang/code-vragen"}, std::string{"/documenten"}, document,
              std::string{"/ontvangen"}, std::string{"/verzonden"}, share, share + "/intrekken",
              std::string{"/aanmelden"}, std::string{"/afmelden"}, std::string{"/hulp"}, std::string{"/"}}) {
            INFO(path);
            CHECK(browser->get(path).status > 0);
            const auto head = browser->head(path);
            CHECK(head.status > 0);
            CHECK(head.body.empty());
        }

    CHECK(state(world) == before);
}

TEST_CASE("a POST that is not from our own page is refused and changes nothing", "[portal][csrf]") {
    PortalWorld world;
    const auto seeded = share_with_guest(world);
    world.start();
    Browser guest{world};
    prove(world, guest, seeded.tokens[0]);
    guest.get("/documenten");
    const auto right = guest.token;
    const auto document = "/document/" + std::to_string(seeded.ids.documents[0]);
    const auto before = state(world);

    guest.token = "";
    CHECK(guest.post(document, "hoe=bewaren").status == 403);
    guest.token = "raden";
    CHECK(guest.post(document, "hoe=bewaren").status == 403);
    CHECK(guest.send("POST", document, "").status == 403);
    guest.token = right;
    guest.extra_headers = "Origin: https://elders.example\r\n";
    CHECK(guest.post(document, "hoe=bewaren").status == 403);
    guest.extra_headers = "Sec-Fetch-Site: cross-site\r\nOrigin: null\r\n";
    CHECK(guest.post(document, "hoe=bewaren").status == 403);
    CHECK(guest.post("/afmelden").status == 403);
    Browser stranger{world};
    stranger.token = right;
    CHECK(stranger.post("/aanmelden", "login=an&wachtwoord=geheim").status == 403);
    CHECK(stranger.post("/d/" + seeded.tokens[0]).status == 403);
    CHECK(state(world) == before);

    guest.token = right;
    guest.extra_headers = "Sec-Fetch-Site: same-origin\r\nOrigin: null\r\n";
    CHECK(guest.post(document, "hoe=bewaren").status == 200);
}

TEST_CASE("the fifth wrong code locks the link and tells the sender once", "[portal][codes]") {
    PortalWorld world;
    const auto seeded = share_with_guest(world);
    world.start();
    Browser guest{world};
    ask_code(guest, seeded.tokens[0]);
    const auto code = world.outbox.codes.back().second;
    for (int n = 0; n < 4; ++n) CHECK(guest.post("/toegang/code", "code=" + other_than(code)).status == 403);
    const auto fifth = guest.post("/toegang/code", "code=" + other_than(code));
    CHECK(fifth.status == 429);
    CHECK(fifth.says("op slot"));
    CHECK(guest.post("/toegang/code", "code=" + code).status == 429);
    CHECK(guest.post("/toegang/code-vragen").status == 429);
    REQUIRE(world.outbox.locked.size() == 1);
    CHECK(world.outbox.locked[0] == std::pair<std::string, std::string>{"an@regenboog.example", guest_address});
    CHECK(count(world, "select count(*) from audit where event = 'code-failed'") == 5);
    CHECK(guest.get("/documenten").header("Location") == "/toegang");
}

TEST_CASE("the fourth living code is not sent", "[portal][codes]") {
    PortalWorld world;
    const auto seeded = share_with_guest(world);
    world.start();
    Browser guest{world};
    ask_code(guest, seeded.tokens[0]);
    CHECK(guest.post("/toegang/code-vragen").status == 303);
    CHECK(guest.post("/toegang/code-vragen").status == 303);
    const auto fourth = guest.post("/toegang/code-vragen");
    CHECK(fourth.status == 429);
    CHECK(fourth.says("U vroeg al genoeg codes"));
    CHECK(world.outbox.codes.size() == 3);
    CHECK(guest.post("/toegang/code", "code=" + world.outbox.codes[0].second).header("Location") == "/documenten");
}

TEST_CASE("a code whose mail cannot be sent is revoked, and the page says so", "[portal][codes]") {
    PortalWorld world;
    const auto seeded = share_with_guest(world);
    world.outbox.fails = true;
    world.start();
    Browser guest{world};
    guest.get("/d/" + seeded.tokens[0]);
    guest.post("/d/" + seeded.tokens[0]);
    guest.get("/toegang");
    CHECK(guest.post("/toegang/code-vragen").status == 503);
    CHECK(count(world, "select count(*) from access_code") == 0);
}

TEST_CASE("expired and withdrawn links say what to do, and open nothing", "[portal]") {
    PortalWorld world;
    const auto withdrawn = share_with_guest(world), expired = share_with_guest(world);
    world.start();
    Browser first{world}, second{world}, stranger{world};
    prove(world, first, withdrawn.tokens[0]);
    first.get("/documenten");
    prove(world, second, expired.tokens[0]);
    second.get("/documenten");
    storage::postgres::Connection owner{world.database.conninfo()};
    owner.execute("update share set withdrawn_at = clock_timestamp() where id = $1", {withdrawn.ids.share});
    owner.execute(
        "update share set accepted_at = accepted_at - interval '720 hours', expires_at = expires_at - interval '720 hours' where id = "
        "$1",
        {expired.ids.share});

    CHECK(stranger.get("/d/" + withdrawn.tokens[0]).says("trok dit in"));
    CHECK(stranger.get("/d/" + withdrawn.tokens[0]).status == 410);
    CHECK(stranger.get("/d/" + expired.tokens[0]).says("hoogstens 30 dagen"));
    CHECK(stranger.get("/d/onbekend").status == 404);
    CHECK(first.get("/documenten").status == 410);
    CHECK(first.post("/document/" + std::to_string(withdrawn.ids.documents[0])).status == 410);
    CHECK(second.get("/documenten").status == 410);
    CHECK(second.post("/document/" + std::to_string(expired.ids.documents[0])).status == 410);
    CHECK(count(world, "select count(*) from consultation") == 0);
}

TEST_CASE("a proof opens its own link and nothing beside it", "[portal]") {
    PortalWorld world;
    const auto own = share_with_guest(world), other = share_with_guest(world);
    world.start();
    Browser guest{world}, holder{world};
    prove(world, guest, own.tokens[0]);
    guest.get("/documenten");
    CHECK(guest.post("/document/" + std::to_string(other.ids.documents[0])).status == 404);
    CHECK(guest.post("/document/999999999").status == 404);
    CHECK(guest.post("/document/1%20or%201").status == 404);

    holder.get("/d/" + own.tokens[0]);
    holder.post("/d/" + own.tokens[0]);
    holder.get("/toegang");
    CHECK(holder.post("/document/" + std::to_string(own.ids.documents[0])).header("Location") == "/toegang");
    CHECK(guest.get("/verzonden").header("Location") == "/aanmelden?naar=/verzonden");
}

TEST_CASE("members see what their organisation was sent, confidential documents excepted", "[portal]") {
    PortalWorld world;
    auto share = share_from_an();
    share.recipients = {recipient("gust@otter.example", "facility", "otter", "gust")};
    const auto open = seed_share(world, share, {{"Open.pdf"}});
    share.label = policy::Label::confidential;
    const auto secret = seed_share(world, share, {{"Geheim.pdf", "application/pdf", "x", policy::Label::confidential}});
    share.label = policy::Label::personal;
    share.recipients.push_back(recipient("hanne@otter.example", "facility", "otter", "hanne"));
    const auto personal = seed_share(world, share, {{"Loon.pdf", "application/pdf", "x", policy::Label::personal}});
    world.start();
    Browser gust{world}, hanne{world}, bert{world};
    log_in(gust, "gust");
    log_in(hanne, "hanne");
    log_in(bert, "bert");

    const auto gusts = gust.get("/ontvangen");
    CHECK(gusts.says("Open.pdf"));
    CHECK(gusts.says("Geheim.pdf"));
    CHECK_FALSE(gusts.says("Loon.pdf"));
    CHECK(gusts.says("persoonlijk document"));
    CHECK(gust.post("/document/" + std::to_string(personal.ids.documents[0])).status == 403);
    const auto hannes = hanne.get("/ontvangen");
    CHECK(hannes.says("Open.pdf"));
    CHECK_FALSE(hannes.says("Geheim.pdf"));
    CHECK(hannes.says("Loon.pdf"));
    CHECK(hanne.post("/document/" + std::to_string(secret.ids.documents[0])).status == 404);
    CHECK(hanne.post("/document/" + std::to_string(open.ids.documents[0])).status == 200);
    CHECK(bert.get("/ontvangen").says("Er staat nu niets voor u klaar"));
    CHECK(bert.get("/verzonden").says(open.ids.reference));
    CHECK_FALSE(bert.get("/verzonden").says(secret.ids.reference));
    CHECK(bert.get("/verzonden/" + secret.ids.reference).status == 404);
}

TEST_CASE("a member who comes by a link opens it, and another organisation's member does not", "[portal]") {
    PortalWorld world;
    auto share = share_from_an();
    share.recipients = {recipient("gust@otter.example", "facility", "otter", "gust")};
    const auto seeded = seed_share(world, share, {{"Open.pdf"}});
    world.start();
    for (const auto& [login, status] : {std::pair{"gust", 200}, std::pair{"hanne", 200}, std::pair{"bert", 403}}) {
        Browser member{world};
        member.get("/d/" + seeded.tokens[0]);
        member.post("/d/" + seeded.tokens[0]);
        CHECK(member.get("/toegang").says("Ik heb een login"));
        log_in(member, login);
        CHECK(member.get("/documenten").status == status);
    }
}

TEST_CASE("the sender withdraws for one recipient or for all, after a page that asks", "[portal]") {
    PortalWorld world;
    auto share = share_from_an();
    share.recipients = {recipient("een@gezin.example", "client"), recipient("twee@gezin.example", "client")};
    const auto seeded = seed_share(world, share, {{}});
    world.start();
    Browser an{world}, bert{world}, lies{world};
    log_in(an, "an");
    log_in(bert, "bert");
    log_in(lies, "lies");
    const auto page = "/verzonden/" + seeded.ids.reference, withdraw = page + "/intrekken";
    CHECK_FALSE(bert.get(page).says("Alles intrekken"));
    CHECK(bert.get(withdraw).status == 404);
    CHECK(bert.post(withdraw).status == 404);
    const auto one = "ontvanger=" + std::to_string(seeded.ids.recipients[0]);
    CHECK(an.get(withdraw + "?" + one).says("een@gezin.example"));
    CHECK_FALSE(an.get(withdraw + "?" + one).says("twee@gezin.example"));
    CHECK(an.get(withdraw + "?ontvanger=12345").status == 404);
    CHECK(an.post(withdraw, "ontvanger=12345").status == 404);
    CHECK(an.post(withdraw, one).status == 303);
    Browser guest{world};
    CHECK(guest.get("/d/" + seeded.tokens[0]).status == 410);
    CHECK(guest.get("/d/" + seeded.tokens[1]).status == 200);
    CHECK(lies.get(page).says("Alles intrekken"));
    CHECK(lies.post(withdraw).status == 303);
    CHECK(guest.get("/d/" + seeded.tokens[1]).status == 410);
    CHECK(count(world, "select count(*) from audit where event = 'withdrawn' and actor in ('an', 'lies')") == 2);
}

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
    owner.execute("update content set inline = overlay(inline placing '\\x00'::bytea from 20 for 1)");
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
