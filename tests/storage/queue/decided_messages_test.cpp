#include "storage/queue/decided_messages.h"

#include <catch2/catch.hpp>

#include "tests/storage/queue/a_queue.h"

using namespace sluis;
using namespace sluis::test;

namespace {

std::vector<DecidedMessage> decided(Queue& queue, int days = 30) {
    std::vector<DecidedMessage> all;
    each_decided(queue.relay, days, [&](const DecidedMessage& message) { all.push_back(message); });
    return all;
}

void age(Queue& queue, const QueueId& id, const std::string& by) {
    queue.relay.execute("update message set received_at = clock_timestamp() - $2::interval where id = $1",
                        {std::string_view{id}, std::string_view{by}});
}

}  // namespace

TEST_CASE("every mail that was decided is handed on, oldest first, over more than one page") {
    Queue queue;
    std::vector<QueueId> ids;
    for (int i = 0; i < 70; ++i) {
        ids.push_back(queue.receive());
        queue.finish(ids.back());
        age(queue, ids.back(), std::to_string(i + 1) + " minutes");
    }
    const auto waiting = queue.receive();
    const auto all = decided(queue);
    REQUIRE(all.size() == ids.size());
    for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i].id == ids[ids.size() - 1 - i]);
    CHECK(all.front().facts == R"({"findings": []})");
    CHECK(all.front().received_at.size() == std::string_view{"2026-11-26T09:00:00Z"}.size());
    CHECK_FALSE(queue.relay.in_transaction());
}

TEST_CASE("what is older, what Sluis wrote itself and what is not decided are left out") {
    Queue queue;
    const auto recent = queue.receive();
    const auto older = queue.receive();
    const auto own = queue.receive();
    for (const auto& id : {recent, older, own}) queue.finish(id);
    age(queue, older, "8 days");
    queue.relay.execute("update message set own = true where id = $1", {std::string_view{own}});
    const auto all = decided(queue, 7);
    REQUIRE(all.size() == 1);
    CHECK(all[0].id == recent);
    CHECK(decided(queue, 9).size() == 2);
}

TEST_CASE("nothing can be written while decisions are handed on, and a reader that throws leaves no transaction") {
    Queue queue;
    queue.finish(queue.receive());
    CHECK_THROWS_AS(
        each_decided(queue.relay, 30, [&](const DecidedMessage&) { queue.relay.execute("delete from message"); }),
        postgres::StatementError);
    CHECK_FALSE(queue.relay.in_transaction());
    CHECK(decided(queue).size() == 1);
}
