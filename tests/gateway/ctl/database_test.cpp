#include <catch2/catch.hpp>
#include <sstream>

#include "config/policy_file.h"
#include "gateway/ctl/commands.h"
#include "gateway/facts/facts.h"
#include "policy/document_type.h"
#include "tests/storage/queue/a_queue.h"
#include "tests/storage/shares/a_share.h"

using namespace sluis;
using Catch::Matchers::Contains;

namespace {

/// A command's answer, written into strings.
struct Answer {
    std::ostringstream out, err;
    int status = -1;
    ctl::Output words{out, err};
    ctl::Output json{out, err, true};
    [[nodiscard]] ctl::Json parsed() const { return ctl::Json::parse(out.str()); }
};

config::Settings settings_for(const test::TestDatabase& database) {
    config::Settings settings;
    settings.database_url = database.conninfo();
    return settings;
}

test::Seeded seed(test::ShareWorld& world) {
    auto share = test::share_from_an();
    share.recipients = {test::recipient("griet@wilg.example", "facility"),
                        test::recipient("jan@rechtbank.example", "court")};
    return test::seed_share(world, share, {{}});
}

std::string reference_of(test::ShareWorld& world) {
    return world.relay.execute("select reference from share").text(0, 0);
}

ctl::ExplainOptions about(const std::string& id, std::vector<std::string> to = {}, const char* svg = "") {
    ctl::ExplainOptions options;
    options.file = id;
    options.to = std::move(to);
    options.svg = svg;
    return options;
}

/// A mail with a number in its attachment, to a facility and to the helpdesk.
facts::Facts decided_facts() {
    const auto policy = config::factory_policy();
    const auto party = [](const char* address, const char* klass) {
        return policy::Party{*mail::Mailbox::parse(address), klass, {}, "adresboek"};
    };
    facts::Facts facts{
        .policy_version = policy.version,
        .organisation = "huis",
        .message_id = "<een@huis.example>",
        .sender = party("an@huis.example", "own"),
        .recipients = {party("griet@wilg.example", "facility"), party("vraag@helpdesk.example", "helpdesk")},
        .directives = {},
        .findings = {}};
    policy::Document body, plan;
    body.part = "1";
    body.role = policy::Role::body;
    plan.part = "2";
    plan.evidence = {{"rrn", policy::Strength::certain, "pagina 2", "87.••.••-•••.23", 0}};
    facts.findings.documents = {body, plan};
    policy::read_texts(policy, facts.findings);
    facts.decisions = policy::decide(policy, facts.sender, facts.directives, facts.findings, facts.recipients);
    facts.counterfactuals = policy::counterfactuals(policy, facts.sender, facts.directives, facts.findings,
                                                    facts.recipients, facts.decisions);
    return facts;
}

}  // namespace

TEST_CASE("an empty queue is said in a sentence, and as an empty list", "[ctl]") {
    const test::TestDatabase database;
    Answer words, json;
    CHECK(ctl::queue_list(settings_for(database), words.words) == ctl::status::ok);
    CHECK(words.out.str() == "Nothing waits.\n");
    CHECK(ctl::queue_list(settings_for(database), json.json) == ctl::status::ok);
    CHECK(json.parsed()["messages"].empty());
}

TEST_CASE("the queue shows what waits, its state and the last reply of the next hop", "[ctl]") {
    test::Queue queue;
    const auto settings = settings_for(queue.database);
    const auto waiting = queue.receive();
    const auto deferred = queue.receive();
    queue.deliver(deferred, "original", {"an@eik.example"});
    queue.finish(deferred);
    REQUIRE(queue.attempt(test::Kind::deferred, test::seconds{600}));
    Answer json, words;
    CHECK(ctl::queue_list(settings, json.json) == ctl::status::ok);
    const auto messages = json.parsed()["messages"];
    REQUIRE(messages.size() == 2);
    CHECK(messages[0]["id"] == waiting);
    CHECK(messages[0]["state"] == "to decide");
    CHECK(messages[1]["id"] == deferred);
    CHECK(messages[1]["state"] == "to deliver");
    CHECK(messages[1]["waiting"] == 1);
    CHECK_THAT(messages[1]["last_reply"].get<std::string>(), Contains("250 2.0.0"));
    CHECK(ctl::queue_list(settings, words.words) == ctl::status::ok);
    CHECK_THAT(words.out.str(), Contains(deferred) && Contains("to deliver") && Contains("2 messages wait"));
}

TEST_CASE("a message is shown with its timeline, and one that is not there is refused", "[ctl]") {
    test::Queue queue;
    const auto settings = settings_for(queue.database);
    const auto id = queue.receive();
    queue.deliver(id, "original", {"an@eik.example"});
    queue.finish(id);
    REQUIRE(queue.attempt(test::Kind::deferred, test::seconds{600}));
    Answer json, words, none;
    CHECK(ctl::queue_show(settings, id, json.json) == ctl::status::ok);
    const auto timeline = json.parsed()["timeline"];
    REQUIRE(timeline.size() == 3);
    CHECK(timeline[0]["event"] == "received");
    CHECK(timeline[2]["event"] == "deferred original");
    CHECK(timeline[2]["who"] == "an@eik.example");
    CHECK(ctl::queue_show(settings, id, words.words) == ctl::status::ok);
    CHECK_THAT(words.out.str(), Contains("Timeline") && Contains("deferred original") && Contains("next attempt in"));
    CHECK(ctl::queue_show(settings, "NOSUCHTHING1", none.words) == ctl::status::not_found);
    CHECK_THAT(none.err.str(), Contains("there is no message NOSUCHTHING1"));
}

TEST_CASE("explain shows what was decided about a message, from what was stored", "[ctl]") {
    test::Queue queue;
    const auto settings = settings_for(queue.database);
    const auto id = queue.receive();
    Answer waits, words, json, picture, stranger, none;
    CHECK(ctl::explain(settings, about(id), waits.words) == ctl::status::not_found);
    CHECK_THAT(waits.err.str(), Contains("is not decided yet"));

    const auto facts = decided_facts();
    queue.finish(id, facts::encode(facts));
    CHECK(ctl::explain(settings, about(id), words.words) == ctl::status::ok);
    CHECK_THAT(words.out.str(), Contains(id) && Contains("griet@wilg.example") && Contains("goes back to the sender") &&
                                    Contains("what would have changed it"));
    CHECK_THAT(words.out.str(), !Contains("Nothing was sent"));
    CHECK(ctl::explain(settings, about(id, {"Vraag@helpdesk.example"}), json.json) == ctl::status::ok);
    const auto shown = json.parsed();
    CHECK(shown["message"] == id);
    CHECK(shown["policy"] == facts.policy_version);
    REQUIRE(shown["decisions"].size() == 1);
    CHECK(shown["decisions"][0]["outcome"] == "return");
    CHECK_FALSE(shown["decisions"][0]["would_change"].empty());
    CHECK(ctl::explain(settings, about(id, {"griet@wilg.example"}, "-"), picture.words) == ctl::status::ok);
    CHECK_THAT(picture.out.str(),
               Catch::Matchers::StartsWith("<svg ") && Contains("data-node=\"q2.facility\" data-mark=\"taken\""));
    CHECK(ctl::explain(settings, about(id, {"an@elders.example"}), stranger.words) == ctl::status::not_found);
    CHECK_THAT(stranger.err.str(), Contains("has no recipient an@elders.example"));
    CHECK(ctl::explain(settings, about("bcdfghjkmnpq"), none.words) == ctl::status::not_found);
    CHECK_THAT(none.err.str(), Contains("there is no message bcdfghjkmnpq"));
}

TEST_CASE("retry makes what waits due, one message or all", "[ctl]") {
    test::Queue queue;
    const auto settings = settings_for(queue.database);
    const auto id = queue.receive();
    queue.deliver(id, "original", {"an@eik.example"});
    queue.finish(id);
    REQUIRE(queue.attempt(test::Kind::deferred, test::seconds{600}));
    REQUIRE_FALSE(queue.attempt(test::Kind::delivered));
    Answer all, one, none;
    CHECK(ctl::queue_retry(settings, "", all.json) == ctl::status::ok);
    CHECK(all.parsed()["due"] == 1);
    CHECK(queue.attempt(test::Kind::deferred, test::seconds{600}));
    CHECK(ctl::queue_retry(settings, id, one.words) == ctl::status::ok);
    CHECK(queue.attempt(test::Kind::delivered));
    CHECK(ctl::queue_retry(settings, id, none.words) == ctl::status::not_found);
}

TEST_CASE("shares are listed and shown without file names, subject or dossier", "[ctl]") {
    test::ShareWorld world;
    seed(world);
    const auto settings = settings_for(world.database);
    Answer list, words, show;
    CHECK(ctl::shares_list(settings, {}, list.json) == ctl::status::ok);
    const auto share = list.parsed()["shares"][0];
    CHECK(share["state"] == "open");
    CHECK(share["recipients"].size() == 2);
    CHECK(ctl::shares_list(settings, {}, words.words) == ctl::status::ok);
    CHECK(ctl::shares_show(settings, reference_of(world), show.words) == ctl::status::ok);
    CHECK_THAT(show.out.str(), Contains("griet@wilg.example") && Contains("not opened") && Contains("application/pdf"));
    for (const auto* answer : {&list, &words, &show})
        CHECK_THAT(answer->out.str(), !Contains("Handelingsplan.pdf") && !Contains("overleg") && !Contains("D-2041"));
}

TEST_CASE("withdrawing asks for --yes, is done once, and is written down with who did it", "[ctl]") {
    test::ShareWorld world;
    seed(world);
    const auto settings = settings_for(world.database);
    const auto reference = reference_of(world);
    Answer asked, stranger, one, all, again, show;
    CHECK(ctl::shares_withdraw(settings, {reference, "", false}, asked.words) == ctl::status::usage);
    CHECK_THAT(asked.err.str(), Contains("2 recipients") && Contains("add --yes"));
    CHECK(ctl::shares_withdraw(settings, {reference, "an@else.example", true}, stranger.words) ==
          ctl::status::not_found);
    CHECK(world.relay.execute("select 1 from share_recipient where withdrawn_at is not null").empty());
    CHECK(ctl::shares_withdraw(settings, {reference, "Griet@wilg.example", true}, one.words) == ctl::status::ok);
    CHECK(world.relay.execute("select address from share_recipient where withdrawn_at is not null").text(0, 0) ==
          "griet@wilg.example");
    CHECK(ctl::shares_withdraw(settings, {reference, "", true}, all.json) == ctl::status::ok);
    CHECK(all.parsed()["withdrawn"] == true);
    CHECK(ctl::shares_withdraw(settings, {reference, "", true}, again.words) == ctl::status::not_found);
    CHECK(ctl::shares_show(settings, reference, show.json) == ctl::status::ok);
    const auto shown = show.parsed();
    CHECK(shown["state"] == "withdrawn");
    REQUIRE(shown["audit"].size() >= 2);
    CHECK(shown["audit"].back()["event"] == "withdrawn");
    CHECK_THAT(shown["audit"].back()["actor"].get<std::string>(), Catch::Matchers::StartsWith("sluisctl:"));
}
