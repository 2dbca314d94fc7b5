#include "storage/shares/expiry.h"
#include "storage/shares/withdrawal.h"
#include "tests/gateway/portal/portal_steps.h"

using namespace sluis;
using namespace sluis::test;

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
        "update share set accepted_at = accepted_at - interval '720 hours', expires_at = expires_at - interval '720 "
        "hours' where id = "
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

TEST_CASE("who has the page open while the sender withdraws reads so at the next click, also after the content is gone",
          "[portal]") {
    PortalWorld world;
    const auto share = share_with_guest(world);
    world.start();
    Browser guest{world};
    prove(world, guest, share.tokens[0]);
    REQUIRE(guest.get("/documenten").status == 200);
    storage::postgres::Transaction transaction{world.relay};
    REQUIRE(shares::withdraw_share(transaction, share.ids.share, "an"));
    transaction.commit();
    REQUIRE(shares::expire_due(world.relay, world.keys, world.store).documents == 1);

    const auto click = guest.post("/document/" + std::to_string(share.ids.documents[0]));
    CHECK(click.status == 410);
    CHECK(click.says("trok dit in"));
    CHECK(guest.get("/documenten").says("trok dit in"));
    CHECK(guest.post("/toegang/code-vragen").says("trok dit in"));
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
    CHECK(bert.get("/verzonden/" + open.ids.reference).says("Hanne Smets"));  // By name, not by login.
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
