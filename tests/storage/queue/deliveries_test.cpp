#include <catch2/catch.hpp>

#include "tests/storage/queue/a_queue.h"

using namespace sluis;
using namespace sluis::test;

TEST_CASE("a recipient is delivered once the last delivery that concerns them is") {
    Queue queue;
    const auto id = queue.receive({"an@eik.example", "els@eik.example"});
    queue.deliver(id, "rewritten", {"an@eik.example"});
    queue.deliver(id, "notice", {"an@eik.example", "generic@agency.example"});
    queue.deliver(id, "confirmation", {"jan@wilg.example"});
    queue.finish(id);
    CHECK(queue.state(id) == "queued");
    CHECK(queue.state(id, "els@eik.example") == "accepted");
    REQUIRE(queue.attempt(Kind::delivered));
    CHECK(queue.state(id) == "queued");
    REQUIRE(queue.attempt(Kind::deferred));
    CHECK(queue.state(id) == "queued");
    while (queue.attempt(Kind::delivered)) {
    }
    CHECK(queue.state(id) == "delivered");
    CHECK(queue.state(id, "els@eik.example") == "accepted");
}

TEST_CASE("a recipient for whom a delivery failed is returned; a report or confirmation that failed changes nothing") {
    Queue queue;
    const auto id = queue.receive({"an@eik.example", "els@eik.example"});
    queue.deliver(id, "original", {"an@eik.example"});
    queue.finish(id);
    REQUIRE(queue.attempt(Kind::failed));
    CHECK(queue.state(id) == "returned");
    const auto other = queue.receive();
    queue.deliver(other, "original", {"an@eik.example"});
    REQUIRE(queue.attempt(Kind::delivered));
    queue.deliver(other, "report", {"an@eik.example"});
    REQUIRE(queue.attempt(Kind::failed));
    CHECK(queue.state(other) == "delivered");
}

TEST_CASE("an outcome counts for its own delivery alone, once") {
    Queue queue;
    const auto id = queue.receive();
    queue.deliver(id, "original", {"an@eik.example"});
    postgres::Transaction transaction{queue.relay};
    const auto due = claim_delivery(transaction);
    REQUIRE(due);
    CHECK(due->kind == "original");
    CHECK(due->organisation == "De Wilg");
    CHECK(due->received_field == "Received: from a\r\n");
    CHECK(due->age < std::chrono::minutes{1});
    record_outcomes(transaction, {{&*due, {{due->recipients.at(0).id, Kind::delivered, {}, seconds{0}}}}});
    CHECK_THROWS_AS(record_outcomes(transaction, {{&*due, {{due->recipients.at(0).id, Kind::failed, {}, seconds{0}}}}}),
                    Error);
    CHECK_THROWS_AS(
        record_outcomes(transaction, {{&*due, {{due->recipients.at(0).id + 1, Kind::failed, {}, seconds{0}}}}}), Error);
}

TEST_CASE("a deferred recipient comes back alone, with its count and the reply on one line") {
    Queue queue;
    const auto id = queue.receive({"an@eik.example", "els@eik.example"});
    queue.deliver(id, "original", {"an@eik.example", "els@eik.example"});
    {
        postgres::Transaction transaction{queue.relay};
        const auto due = claim_delivery(transaction);
        REQUIRE(due->recipients.size() == 2);
        record_outcomes(transaction,
                        {{&*due,
                          {{due->recipients[0].id, Kind::delivered, {}, seconds{0}},
                           {due->recipients[1].id, Kind::deferred, {451, {4, 7, 1}, "wait"}, seconds{0}}}}});
        transaction.commit();
    }
    CHECK(queue.state(id) == "delivered");
    CHECK(queue.state(id, "els@eik.example") == "queued");
    {
        postgres::Transaction transaction{queue.relay};
        const auto due = claim_delivery(transaction);
        REQUIRE(due->recipients.size() == 1);
        CHECK(due->recipients[0].forward_path.text() == "els@eik.example");
        CHECK(due->recipients[0].attempts == 1);
    }
    const auto shown = show_message(queue.relay, id);
    REQUIRE(shown);
    CHECK(shown->deliveries.at(0).recipients.at(1).last_reply == "451 4.7.1 wait");
    CHECK(shown->line.waiting == 1);
}

TEST_CASE("a pending notice of a withdrawn share is not sent, whoever withdrew it") {
    Queue queue;
    const auto recipient = queue.share_recipient();
    const auto id = queue.receive();
    queue.deliver(id, "notice", {"an@eik.example"}, recipient);
    queue.finish(id);
    SECTION("by the relay") {
        postgres::Transaction transaction{queue.relay};
        CHECK(withdraw_pending(transaction, recipient) == 1);
        transaction.commit();
    }
    SECTION("by the portal, for this recipient") {
        postgres::Connection portal{queue.database.conninfo("portal")};
        portal.execute("update share_recipient set withdrawn_at = clock_timestamp() where id = $1", {recipient});
    }
    SECTION("by the portal, the whole share") {
        postgres::Connection portal{queue.database.conninfo("portal")};
        portal.execute("update share set withdrawn_at = clock_timestamp()");
    }
    {
        postgres::Transaction transaction{queue.relay};
        CHECK_FALSE(claim_delivery(transaction));
        transaction.commit();
    }
    CHECK(queue.state(id) == "withdrawn");
    CHECK_FALSE(next_due(queue.relay));
}

TEST_CASE("a notice that is being sent is not withdrawn, nor waited for") {
    Queue queue;
    const auto recipient = queue.share_recipient();
    const auto id = queue.receive();
    queue.deliver(id, "notice", {"an@eik.example"}, recipient);
    postgres::Transaction sending{queue.relay};
    const auto due = claim_delivery(sending);
    REQUIRE(due);
    CHECK(due->share_recipient == recipient);
    postgres::Connection other{queue.database.conninfo("relay")};
    postgres::Transaction withdrawing{other};
    CHECK(withdraw_pending(withdrawing, recipient) == 0);
}

TEST_CASE("content goes when nothing that waits refers to it, and not before") {
    Queue queue;
    const auto id = queue.receive({"an@eik.example", "els@eik.example"}, 100'000);
    CHECK(release_content(queue.relay, queue.store) == 0);
    {
        postgres::Transaction transaction{queue.relay};
        hold_recipient(transaction, id, "els@eik.example");
        transaction.commit();
    }
    queue.deliver(id, "notice", {"an@eik.example"});
    queue.finish(id);
    CHECK(release_content(queue.relay, queue.store) == 0);
    REQUIRE(queue.attempt(Kind::delivered));
    CHECK(release_content(queue.relay, queue.store) ==
          1);  // the notice's; the original's sender may still release the hold
    {
        postgres::Transaction transaction{queue.relay};
        set_recipient_state(transaction, id, "els@eik.example", "withdrawn");
        transaction.commit();
    }
    CHECK(release_content(queue.relay, queue.store) == 1);
    CHECK(queue.relay.execute("select count(*) from content").number(0, 0) == 0);
    CHECK(queue.store.sweep(queue.relay, seconds{0}) == 0);  // the file went with its row
    CHECK(purge_messages(queue.relay, std::chrono::hours{1}) == 0);
    CHECK(purge_messages(queue.relay, std::chrono::hours{0}) == 1);
    CHECK_FALSE(show_message(queue.relay, id));
}

TEST_CASE("an original that is to be delivered keeps the content it was received with") {
    Queue queue;
    const auto id = queue.receive();
    {
        postgres::Transaction transaction{queue.relay};
        const auto message = claim_message(transaction);
        NewDelivery delivery;
        delivery.kind = "original";
        delivery.forward_paths = {"an@eik.example"};
        delivery.content = message->content;
        insert_delivery(transaction, id, delivery);
        finish_message(transaction, id, "v1", "{}");
        transaction.commit();
    }
    CHECK(release_content(queue.relay, queue.store) == 0);
    {
        postgres::Transaction transaction{queue.relay};
        const auto due = claim_delivery(transaction);
        REQUIRE(due);
        CHECK(due->reverse_path.is_null());
        CHECK(queue.store.read_all(queue.relay, due->content, 100) == "xxxxxxxxxx");
    }
    REQUIRE(queue.attempt(Kind::delivered));
    CHECK(release_content(queue.relay, queue.store) == 1);
}

TEST_CASE("documents are never released with the queue") {
    Queue queue;
    postgres::Transaction transaction{queue.relay};
    static_cast<void>(queue.put(transaction, vault::ContentKind::document));
    transaction.commit();
    CHECK(release_content(queue.relay, queue.store) == 0);
}

TEST_CASE("one claim takes several deliveries, each with its recipients, and no more than it was told") {
    Queue queue;
    const auto id = queue.receive({"an@eik.example", "els@eik.example"});
    for (int i = 0; i < 3; ++i) queue.deliver(id, "report", {"an@eik.example", "els@eik.example"});
    postgres::Transaction transaction{queue.relay};
    const auto some = claim_deliveries(transaction, 2);
    REQUIRE(some.size() == 1);  // Two recipients that are due are one delivery.
    const auto due = claim_deliveries(transaction, max_claimed);
    REQUIRE(due.size() == 3);
    for (const auto& delivery : due) CHECK(delivery.recipients.size() == 2);
    const auto last = claim_deliveries(transaction, max_claimed, {due.back().id});
    REQUIRE(last.size() == 1);
    CHECK(last.front().id == due.back().id);
    // Another worker finds nothing, and waits for nobody.
    postgres::Connection other{queue.database.conninfo("relay")};
    postgres::Transaction beside{other};
    CHECK(claim_deliveries(beside, max_claimed).empty());
}

TEST_CASE("outcomes of several deliveries are recorded at once; what was not tried is due again") {
    Queue queue;
    const auto first = queue.receive(), second = queue.receive(), third = queue.receive();
    for (const auto& id : {first, second, third}) {
        queue.deliver(id, "original", {"an@eik.example"});
        queue.finish(id);
    }
    {
        postgres::Transaction transaction{queue.relay};
        const auto due = claim_deliveries(transaction, max_claimed);
        REQUIRE(due.size() == 3);
        record_outcomes(transaction,
                        {{&due[0], {{due[0].recipients[0].id, Kind::delivered, {250, {}, "ok"}, seconds{0}}}},
                         {&due[1], {{due[1].recipients[0].id, Kind::failed, {550, {}, "{\"no\"}"}, seconds{0}}}}});
        transaction.commit();
    }
    CHECK(queue.state(first) == "delivered");
    CHECK(queue.state(second) == "returned");
    CHECK(queue.state(third) == "queued");
    CHECK(show_message(queue.relay, second)->deliveries.at(0).recipients.at(0).last_reply == "550 {\"no\"}");
    REQUIRE(queue.attempt(Kind::delivered));
    CHECK(queue.state(third) == "delivered");
    CHECK_FALSE(queue.attempt(Kind::delivered));
}
