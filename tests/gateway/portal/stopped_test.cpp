#include <atomic>
#include <thread>

#include "storage/shares/stopped_answer.h"
#include "storage/shares/stopped_mail.h"
#include "tests/gateway/portal/an_explanation.h"
#include "tests/gateway/portal/portal_steps.h"

using namespace sluis;
using namespace sluis::test;

namespace {

struct StoppedMail {
    std::string token, reference;
    std::int64_t id = 0;
};

/// An Claes' report to two parents, held.
StoppedMail hold(PortalWorld& world, const std::string& accepted_before = "1 hour") {
    shares::NewStoppedMail mail;
    mail.message = "q-9";
    mail.organisation = "regenboog";
    mail.sender = mail.told = "an@regenboog.example";
    mail.accepted_at =
        world.relay.execute("select (clock_timestamp() - $1::interval)::text", {accepted_before}).text(0, 0);
    const auto link = shares::new_link(world.keys);
    mail.link_mac = link.mac;
    for (const auto* address : {"els@postvak.example", "omer@postvak.example"}) {
        shares::NewStoppedRecipient one;
        one.address = address;
        one.why = "rijksregisternummer 87.••.••-•••.23";
        one.advice = "direct";
        one.kinds = "Evolutieverslag";
        one.explanation = an_explanation();
        mail.recipients.push_back(one);
    }
    storage::postgres::Transaction transaction{world.relay};
    StoppedMail made{link.token, shares::insert_stopped_mail(transaction, mail), 0};
    transaction.commit();
    made.id = shares::find_stopped(world.relay, made.reference)->id;
    return made;
}

std::string page_of(const StoppedMail& mail) {
    return "/tegengehouden/" + mail.reference;
}

std::string picture_of(PortalWorld& world, const StoppedMail& mail) {
    const auto recipient = shares::find_stopped(world.relay, mail.reference)->recipients.front().id;
    return page_of(mail) + "/schema/" + std::to_string(recipient) + ".svg";
}

/// The relay's part, as far as the portal sees it. @returns how many answers were done
std::size_t do_answers(PortalWorld& world) {
    storage::postgres::Transaction transaction{world.relay};
    const auto answers = shares::claim_answers(transaction);
    for (const auto& answer : answers)
        shares::settle_stopped(transaction, answer.message, answer.address, shares::StoppedState::withdrawn, answer.by);
    shares::finish_answers(transaction, answers);
    transaction.commit();
    return answers.size();
}

}  // namespace

TEST_CASE("a sender's link shows a page and no more; a code from their own mailbox opens it", "[portal]") {
    PortalWorld world;
    const auto mail = hold(world);
    world.start();
    Browser browser{world};
    const auto before = state(world);
    const auto landing = browser.get("/t/" + mail.token);
    CHECK(landing.status == 200);
    CHECK(landing.says("wacht op uw keuze"));
    CHECK_FALSE(landing.says("els@postvak.example"));
    CHECK(browser.head("/t/" + mail.token).status == 200);
    CHECK(browser.get("/t/" + mail.token + "x").status == 404);
    CHECK(browser.get(page_of(mail)).header("Location").starts_with("/aanmelden?naar=/tegengehouden/"));
    CHECK(state(world) == before);

    REQUIRE(browser.get("/t/" + mail.token).status == 200);
    REQUIRE(browser.post("/t/" + mail.token).header("Location") == "/toegang");
    CHECK(browser.get(page_of(mail)).header("Location") == "/toegang");
    CHECK(browser.get("/toegang").says("dat u deze mail verstuurde"));
    REQUIRE(browser.post("/toegang/code-vragen").header("Location") == "/toegang/code");
    CHECK(world.outbox.codes.back().first == "an@regenboog.example");
    REQUIRE(browser.get("/toegang/code").status == 200);
    CHECK(browser.post("/toegang/code", "code=" + other_than(world.outbox.codes.back().second)).status == 403);
    REQUIRE(browser.post("/toegang/code", "code=" + world.outbox.codes.back().second).header("Location") ==
            page_of(mail));
    const auto page = browser.get(page_of(mail));
    CHECK(page.says("els@postvak.example"));
    CHECK(page.says("Toch veilig delen"));
    CHECK(page.says("bij voorkeur rechtstreeks"));
    // How it was decided, in words, with the evidence masked.
    CHECK(page.says("1. Staan er persoonsgegevens in?"));
    CHECK(page.says("Bijlage 1 (Evolutieverslag)"));
    CHECK(page.says("Zonder het rijksregisternummer 87.••.••-•••.23 (pagina 2) was deze mail gewoon doorgestuurd."));
    CHECK(page.says("87.••.••-•••.23 (pagina 2)"));
    CHECK(page.says("Cliënt of context"));
    CHECK(page.says("Wat zijn persoonsgegevens?"));
    // The flowchart, for who may see the page and nobody else, as a picture that can run nothing.
    const auto picture = picture_of(world, mail);
    CHECK(page.says("src=\"" + picture + "\""));
    const auto svg = browser.get(picture);
    CHECK(svg.status == 200);
    CHECK(svg.header("Content-Type") == "image/svg+xml; charset=utf-8");
    CHECK(svg.header("Content-Security-Policy").starts_with("default-src 'none'"));
    CHECK(svg.says("data-node=\"q2.client\" data-mark=\"taken\""));
    CHECK_FALSE((svg.says("••") || svg.says("els@")));
    CHECK(Browser{world}.get(picture).status == 303);
    CHECK(browser.get(page_of(mail) + "/schema/999999.svg").status == 404);
    for (const auto* wrong : {"/schema/.svg", "/schema/1x.svg", "/schema/1.svg.svg", "/schema/"})
        CHECK(browser.get(page_of(mail) + wrong).status == 404);
    // The code opened this mail alone.
    CHECK(browser.get(picture_of(world, hold(world))).status == 404);
    CHECK(browser.get(page_of(hold(world))).status == 404);
    CHECK(browser.get("/documenten").header("Location") == page_of(mail));
}

TEST_CASE("an answer is written down once, by the sender alone, and only from the page", "[portal]") {
    PortalWorld world;
    const auto mail = hold(world);
    world.start();
    Browser sender{world}, colleague{world}, stranger{world};
    log_in(sender, "an");
    const auto path = page_of(mail) + "/antwoord";
    CHECK(sender.send("POST", path, "keuze=delen").status == 403);
    CHECK(sender.send("POST", path, "keuze=delen&formulier=geraden").status == 403);
    for (auto* other : {&colleague, &stranger}) {
        log_in(*other, other == &colleague ? "lies" : "gust");
        other->get("/verzonden");
        CHECK(other->get(page_of(mail)).status == 403);
        CHECK(other->post(path, "keuze=delen").status == 403);
    }
    sender.get(page_of(mail));
    CHECK(sender.post(path, "keuze=weggooien").status == 404);
    CHECK(sender.post(path, "keuze=delen&ontvanger=999999").status == 404);
    CHECK(count(world, "select count(*) from stopped_answer") == 0);

    sender.get(page_of(mail));
    CHECK(sender.post(path, "keuze=intrekken").header("Location") == page_of(mail));
    const auto waiting = sender.get(page_of(mail));
    CHECK(waiting.says("wordt uitgevoerd"));
    CHECK_FALSE(waiting.says("Toch veilig delen"));
    CHECK(sender.post(path, "keuze=delen").status == 303);
    CHECK(count(world, "select count(*) from stopped_answer where answer = 'withdraw' and answered_by = 'an'") == 2);
    CHECK(count(world, "select count(*) from stopped_answer") == 2);
    CHECK(do_answers(world) == 2);
    CHECK(sender.get(page_of(mail)).says("Ingetrokken op"));
    // Done: nobody waits, so nothing more is written.
    CHECK(sender.post(path, "keuze=delen").status == 303);
    CHECK(count(world, "select count(*) from stopped_answer") == 2);
    CHECK(sender.get("/t/" + mail.token).says("Er is al gekozen"));
    CHECK(sender.get("/verzonden").says("Tegengehouden"));
}

TEST_CASE("after three days the link is over and takes no answer", "[portal]") {
    PortalWorld world;
    const auto mail = hold(world, "73 hours");
    world.start();
    Browser browser{world}, sender{world};
    CHECK(browser.get("/t/" + mail.token).status == 410);
    CHECK(browser.get("/t/" + mail.token).says("wacht niet meer"));
    log_in(sender, "an");
    const auto page = sender.get(page_of(mail));
    CHECK(page.says("niet op tijd gekozen"));
    CHECK(sender.post(page_of(mail) + "/antwoord", "keuze=delen").status == 303);
    CHECK(count(world, "select count(*) from stopped_answer") == 0);
}

TEST_CASE("the portal's role adds answers and changes nothing else of stopped mail", "[portal]") {
    PortalWorld world;
    hold(world);
    storage::postgres::Connection portal{world.database.conninfo("portal")};
    for (const auto* statement : {"update stopped_recipient set state = 'shared'", "update stopped_mail set told = 'x'",
                                  "delete from stopped_answer", "update stopped_answer set done_at = clock_timestamp()",
                                  "delete from explanation",
                                  "insert into stopped_answer (recipient, answer, answered_by, done_at) select id, "
                                  "'release', 'x', clock_timestamp() from stopped_recipient"})
        CHECK_THROWS_AS(portal.execute(statement), storage::postgres::StatementError);
    CHECK(portal.execute("select count(*) from stopped_recipient").number(0, 0) == 2);
}

TEST_CASE("senders who wait for their answer to be done leave the database to others", "[portal]") {
    PortalWorld world;
    world.start();
    constexpr std::size_t senders = 6;  // More than the portal has connections here.
    std::vector<std::unique_ptr<Browser>> browsers;
    std::vector<StoppedMail> mails;
    for (std::size_t i = 0; i < senders; ++i) {
        mails.push_back(hold(world));
        browsers.push_back(std::make_unique<Browser>(world));
        log_in(*browsers.back(), "an");
        REQUIRE(browsers.back()->get(page_of(mails.back())).status == 200);
    }
    Browser other{world};
    log_in(other, "bert");
    std::atomic<std::size_t> answered = 0;
    std::vector<std::thread> waiting;
    for (std::size_t i = 0; i < senders; ++i)
        waiting.emplace_back([&, i] {
            const auto path = page_of(mails[i]) + "/antwoord";
            if (browsers[i]->post(path, "keuze=intrekken").status == 303) ++answered;
        });
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (count(world,
                 "select count(distinct r.stopped) from stopped_answer a join stopped_recipient r "
                 "on r.id = a.recipient") < static_cast<std::int64_t>(senders) &&
           std::chrono::steady_clock::now() < until)
        std::this_thread::yield();
    // All of them are in its database, and all wait: nobody does the answers here.
    CHECK(other.get("/ontvangen").status != 500);
    CHECK(other.get("/verzonden").status == 200);
    CHECK(answered == 0);
    while (do_answers(world) > 0) {
    }
    for (auto& thread : waiting) thread.join();
    CHECK(answered == senders);
}
