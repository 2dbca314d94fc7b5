#include "storage/queue/message_queue.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "tests/storage/queue/a_queue.h"

using namespace sluis;
using namespace sluis::test;

TEST_CASE("a message is claimed as it was received") {
    Queue queue;
    const auto id = queue.receive({"an@eik.example", "els@Linde.example"}, 42);
    CHECK(id.size() == 12);
    CHECK(id.find_first_not_of("0123456789bcdfghjkmnpqrstvwxyz") == std::string::npos);
    postgres::Transaction transaction{queue.relay};
    const auto claimed = claim_message(transaction);
    REQUIRE(claimed);
    CHECK(claimed->id == id);
    CHECK(claimed->envelope.reverse_path.text() == "jan@wilg.example");
    REQUIRE(claimed->envelope.forward_paths.size() == 2);
    CHECK(claimed->envelope.forward_paths[1].text() == "els@linde.example");
    CHECK(claimed->envelope.eight_bit_mime);
    CHECK(claimed->organisation == "De Wilg");
    CHECK(claimed->client == "mailserver");
    CHECK(claimed->received_field == "Received: from a\r\n");
    CHECK(claimed->size == 42);
    CHECK(claimed->attempts == 0);
    CHECK_FALSE(claimed->own);
    CHECK(claimed->received_at.size() == 20);
    CHECK(claimed->received_at.back() == 'Z');
}

TEST_CASE("queue ids are never the same") {
    std::set<QueueId> seen;
    for (int i = 0; i < 10'000; ++i) seen.insert(new_queue_id());
    CHECK(seen.size() == 10'000);
}

TEST_CASE("a claimed message is no other's until the transaction ends, and comes back when its process is killed") {
    Queue queue;
    const auto id = queue.receive();
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const auto conninfo = queue.database.conninfo("relay");
    const pid_t worker = ::fork();
    if (worker == 0) {
        try {
            postgres::Connection own{conninfo};
            postgres::Transaction transaction{own};
            if (claim_message(transaction)) [[maybe_unused]]
                const auto told = ::write(ready[1], "x", 1);
            ::pause();
        } catch (const std::exception&) {
        }
        ::_exit(1);
    }
    ::close(ready[1]);
    char octet = 0;
    REQUIRE(::read(ready[0], &octet, 1) == 1);
    ::close(ready[0]);
    {
        postgres::Transaction transaction{queue.relay};
        CHECK_FALSE(claim_message(transaction));
    }
    ::kill(worker, SIGKILL);
    ::waitpid(worker, nullptr, 0);
    std::optional<ReceivedMessage> again;
    for (int round = 0; round < 1000 && !again; ++round) {
        postgres::Transaction transaction{queue.relay};
        again = claim_message(transaction);
        if (!again) std::this_thread::sleep_for(milliseconds{10});
    }
    REQUIRE(again);
    CHECK(again->id == id);
}

TEST_CASE("many workers never prepare a message twice, nor deliver to anyone twice") {
    Queue queue;
    std::vector<QueueId> ids;
    for (int i = 0; i < 40; ++i) ids.push_back(queue.receive());
    for (const auto& id : ids) queue.deliver(id, "report", {"a@wilg.example", "b@wilg.example"});
    std::mutex mutex;
    std::map<std::string, int> prepared;
    std::map<std::int64_t, int> delivered;
    std::vector<std::thread> workers;
    for (int number = 0; number < 6; ++number)
        workers.emplace_back([&] {
            postgres::Connection own{queue.database.conninfo("relay")};
            for (;;) {
                postgres::Transaction transaction{own};
                const auto message = claim_message(transaction);
                const auto delivery = claim_delivery(transaction);
                if (!message && !delivery) return;
                if (message) finish_message(transaction, message->id, "v1", "{}");
                std::vector<DeliveryOutcome> outcomes;
                if (delivery)
                    for (const auto& recipient : delivery->recipients)
                        outcomes.push_back({recipient.id, Kind::delivered, {}, seconds{0}});
                if (delivery) record_outcomes(transaction, {{&*delivery, outcomes}});
                transaction.commit();
                const std::lock_guard lock{mutex};
                if (message) ++prepared[message->id];
                for (const auto& outcome : outcomes) ++delivered[outcome.recipient];
            }
        });
    for (auto& worker : workers) worker.join();
    // A worker ends when all that waits is claimed by others: what one of them gave back late is not lost, only not
    // done.
    CHECK(prepared.size() == 40);
    CHECK(delivered.size() == 80);
    for (const auto& [id, times] : prepared) CHECK(times == 1);
    for (const auto& [id, times] : delivered) CHECK(times == 1);
}

TEST_CASE("a deferred message is not due before its time") {
    Queue queue;
    const auto id = queue.receive();
    {
        postgres::Transaction transaction{queue.relay};
        REQUIRE(claim_message(transaction));
        defer_message(transaction, id, seconds{3600}, "directory-away");
        transaction.commit();
    }
    {
        postgres::Transaction transaction{queue.relay};
        CHECK_FALSE(claim_message(transaction));
    }
    const auto due = next_due(queue.relay);
    REQUIRE(due);
    CHECK(*due > std::chrono::minutes{59});
    CHECK(*due <= std::chrono::minutes{60});
    CHECK(list_queue(queue.relay).at(0).last_problem == "directory-away");
    CHECK(list_queue(queue.relay).at(0).attempts == 1);
    CHECK(retry_message(queue.relay, id) == 1);
    CHECK(next_due(queue.relay) == milliseconds{0});
}

TEST_CASE("an empty queue has nothing due") {
    Queue queue;
    CHECK_FALSE(next_due(queue.relay));
    CHECK_FALSE(queue.attempt(Kind::delivered));
    CHECK(count_queue(queue.relay).received == 0);
}

TEST_CASE("a message is finished once, and only its own recipients are held") {
    Queue queue;
    const auto id = queue.receive();
    queue.finish(id);
    CHECK_THROWS_AS(queue.finish(id), Error);
    postgres::Transaction transaction{queue.relay};
    CHECK_FALSE(claim_message(transaction));
    hold_recipient(transaction, id, "other@eik.example");
    CHECK_THROWS_AS(transaction.commit(), Error);
}

TEST_CASE("a hold that nobody answered is found after three days, once") {
    Queue queue;
    const auto id = queue.receive();
    {
        postgres::Transaction transaction{queue.relay};
        hold_recipient(transaction, id, "an@eik.example");
        CHECK(expired_holds(transaction).empty());
        const auto left = transaction.execute(
            "select held_until - clock_timestamp() between interval '71 hours' and interval '72 hours' from "
            "message_recipient");
        CHECK(left.boolean(0, 0));
        transaction.execute("update message_recipient set held_until = clock_timestamp()");
        transaction.commit();
    }
    postgres::Transaction transaction{queue.relay};
    const auto holds = expired_holds(transaction);
    REQUIRE(holds.size() == 1);
    CHECK(holds[0].message == id);
    CHECK(holds[0].forward_path == "an@eik.example");
    CHECK(holds[0].reverse_path.text() == "jan@wilg.example");
    postgres::Connection other{queue.database.conninfo("relay")};
    postgres::Transaction second{other};
    CHECK(expired_holds(second).empty());
    set_recipient_state(transaction, id, "an@eik.example", "withdrawn");
    transaction.commit();
}

TEST_CASE("a worker that listens is woken at the commit and not before; a message or a delivery wakes nobody") {
    Queue queue;
    postgres::Connection worker{queue.database.conninfo("relay")};
    worker.listen(wake_channel);
    queue.deliver(queue.receive(), "original", {"an@eik.example"});
    CHECK_FALSE(worker.wait_notified(milliseconds{20}));
    {
        postgres::Transaction transaction{queue.relay};
        wake(transaction);
        CHECK_FALSE(worker.wait_notified(milliseconds{20}));
    }
    CHECK_FALSE(worker.wait_notified(milliseconds{20}));
    postgres::Transaction transaction{queue.relay};
    wake(transaction);
    transaction.commit();
    CHECK(worker.wait_notified(milliseconds{10'000}));
}

TEST_CASE("the list shows what is not done, and counts say how much") {
    Queue queue;
    const auto held = queue.receive();
    const auto done = queue.receive();
    const auto waiting = queue.receive();
    for (const auto& id : {held, done, waiting}) queue.finish(id);
    {
        postgres::Transaction transaction{queue.relay};
        hold_recipient(transaction, held, "an@eik.example");
        set_recipient_state(transaction, done, "an@eik.example", "returned");
        transaction.commit();
    }
    queue.deliver(waiting, "original", {"an@eik.example"});
    const auto fresh = queue.receive();
    const auto lines = list_queue(queue.relay);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].id == held);
    CHECK(lines[0].held == 1);
    CHECK(lines[0].next_attempt.empty());
    CHECK(lines[1].id == waiting);
    CHECK(lines[1].waiting == 1);
    CHECK(lines[1].next_attempt.size() == 20);
    CHECK(lines[2].id == fresh);
    CHECK(lines[2].state == "received");
    CHECK(list_queue(queue.relay, 1).size() == 1);
    const auto counts = count_queue(queue.relay);
    CHECK(counts.received == 1);
    CHECK(counts.pending == 1);
    CHECK(counts.held == 1);
    CHECK(show_message(queue.relay, held)->facts == R"({"findings": []})");
    CHECK(show_message(queue.relay, held)->policy_version == "v1");
}

TEST_CASE("of many releases the first ones and the latest are kept") {
    Queue queue;
    const auto id = queue.receive();
    queue.finish(id);
    for (int number = 0; number < 3 * max_releases; ++number) {
        postgres::Transaction transaction{queue.relay};
        add_release(transaction, id, "{\"number\": " + std::to_string(number) + "}");
        transaction.commit();
    }
    const auto rows = queue.relay.execute(
        "select (r->>'number')::int from message, jsonb_array_elements(facts->'releases') with ordinality as e (r, n) "
        "where id = $1 order by n",
        {std::string_view{id}});
    std::vector<std::int64_t> kept, wanted;
    for (std::size_t row = 0; row < rows.size(); ++row) kept.push_back(rows.number(row, 0));
    for (int number = 0; number < max_releases; ++number)
        wanted.push_back(number < first_releases ? number : 2 * max_releases + number);
    CHECK(kept == wanted);
    CHECK(queue.relay.execute("select facts->'findings' is not null from message").boolean(0, 0));
}
