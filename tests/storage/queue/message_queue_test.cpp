#include "storage/queue/message_queue.h"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "storage/queue/queue_view.h"
#include "tests/support/test_database.h"

using namespace sluis;
using namespace sluis::storage;
using namespace sluis::storage::queue;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Kind = DeliveryOutcome::Kind;

namespace {

mail::Mailbox mailbox(std::string_view text) {
    return mail::Mailbox::parse(text).value();
}

struct Queue {
    test::TestDatabase database;
    test::TestFolder folder;
    test::TestFolder key_folder;
    vault::KeyDirectory keys{key_folder.path()};
    vault::ContentStore store{{.folder = folder.path(), .min_free_bytes = 0}, keys};
    postgres::Connection relay{database.conninfo("relay")};

    vault::ContentId put(postgres::Transaction& transaction, vault::ContentKind kind, std::size_t size = 10) const {
        const auto staged = store.stage(kind, "De Wilg", "queue-1");
        staged->append(std::string(size, 'x'));
        staged->finish();
        return staged->insert(transaction);
    }
    QueueId receive(const std::vector<std::string>& recipients = {"an@eik.example"}, std::size_t size = 10) {
        postgres::Transaction transaction{relay};
        ReceivedMessage message;
        message.envelope.reverse_path = mail::ReversePath{mailbox("jan@wilg.example")};
        for (const auto& recipient : recipients) message.envelope.forward_paths.push_back(mailbox(recipient));
        message.envelope.eight_bit_mime = true;
        message.organisation = "De Wilg";
        message.client = "mailserver";
        message.received_field = "Received: from a\r\n";
        message.size = size;
        message.content = put(transaction, vault::ContentKind::received, size);
        const auto id = insert_message(transaction, message);
        transaction.commit();
        return id;
    }
    std::int64_t deliver(const QueueId& id, const std::string& kind, const std::vector<std::string>& to,
                         std::optional<std::int64_t> share_recipient = {}) {
        postgres::Transaction transaction{relay};
        NewDelivery delivery;
        delivery.kind = kind;
        delivery.reverse_path = "jan@wilg.example";
        delivery.forward_paths = to;
        delivery.content = put(transaction, vault::ContentKind::outgoing);
        delivery.share_recipient = share_recipient;
        const auto made = insert_delivery(transaction, id, delivery);
        transaction.commit();
        return made;
    }
    void finish(const QueueId& id) {
        postgres::Transaction transaction{relay};
        finish_message(transaction, id, "v1", R"({"findings": []})");
        transaction.commit();
    }
    /// Claims the next delivery and gives every recipient this outcome. Nothing when none is due.
    bool attempt(Kind kind, seconds retry_in = seconds{0}) {
        postgres::Transaction transaction{relay};
        const auto due = claim_delivery(transaction);
        if (!due) return false;
        std::vector<DeliveryOutcome> outcomes;
        for (const auto& recipient : due->recipients)
            outcomes.push_back({recipient.id, kind, mail::Reply{250, {2, 0, 0}, "text\r\nmore"}, retry_in});
        record_outcomes(transaction, *due, outcomes);
        transaction.commit();
        return true;
    }
    std::string state(const QueueId& id, std::string_view recipient = "an@eik.example") {
        return relay
            .execute("select state from message_recipient where message = $1 and forward_path = $2",
                     {std::string_view{id}, recipient})
            .text(0, 0);
    }
    std::int64_t share_recipient() {
        relay.execute(
            "insert into share (reference, message, organisation, sender, label, accepted_at, expires_at, key_name) "
            "values "
            "('ref', 'm', 'De Wilg', 'jan@wilg.example', 'confidential', now(), now() + interval '1 day', "
            "'day-2031-01-01')");
        return relay
            .execute(
                "insert into share_recipient (share, address, class, link_mac) select max(id), 'an@eik.example', "
                "'facility', 'mac' from share returning id")
            .number(0, 0);
    }
};

}  // namespace

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
                if (delivery) record_outcomes(transaction, *delivery, outcomes);
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
    CHECK_THROWS_AS(hold_recipient(transaction, id, "other@eik.example"), Error);
}

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
    record_outcomes(transaction, *due, {{due->recipients.at(0).id, Kind::delivered, {}, seconds{0}}});
    CHECK_THROWS_AS(record_outcomes(transaction, *due, {{due->recipients.at(0).id, Kind::failed, {}, seconds{0}}}),
                    Error);
    CHECK_THROWS_AS(record_outcomes(transaction, *due, {{due->recipients.at(0).id + 1, Kind::failed, {}, seconds{0}}}),
                    Error);
}

TEST_CASE("a deferred recipient comes back alone, with its count and the reply on one line") {
    Queue queue;
    const auto id = queue.receive({"an@eik.example", "els@eik.example"});
    queue.deliver(id, "original", {"an@eik.example", "els@eik.example"});
    {
        postgres::Transaction transaction{queue.relay};
        const auto due = claim_delivery(transaction);
        REQUIRE(due->recipients.size() == 2);
        record_outcomes(transaction, *due,
                        {{due->recipients[0].id, Kind::delivered, {}, seconds{0}},
                         {due->recipients[1].id, Kind::deferred, {451, {4, 7, 1}, "wait"}, seconds{0}}});
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

TEST_CASE("new work wakes who listens, at its commit and not before") {
    Queue queue;
    postgres::Connection worker{queue.database.conninfo("relay")};
    worker.listen(wake_channel);
    const auto id = queue.receive();
    CHECK(worker.wait_notified(milliseconds{10'000}));
    {
        postgres::Transaction transaction{queue.relay};
        wake(transaction);
        CHECK_FALSE(worker.wait_notified(milliseconds{20}));
    }
    CHECK_FALSE(worker.wait_notified(milliseconds{20}));
    queue.deliver(id, "original", {"an@eik.example"});
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
