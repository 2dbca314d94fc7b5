#include "gateway/pipeline/group_commit.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "tests/support/test_database.h"

using namespace sluis;
using storage::postgres::Transaction;
using std::string_literals::operator""s;

namespace {

/// Sessions that all bring a row in the same moment, and what each of them heard.
struct Sessions {
    test::TestDatabase database;
    storage::postgres::Connection owner{database.conninfo()};
    storage::postgres::Pool connections{database.conninfo(), 2};
    asio::thread_pool pool{2};
    asio::io_context reactor;
    pipeline::GroupCommit commits{connections, pool};
    std::vector<std::string> heard;

    Sessions() {
        owner.run_script("create table brought (id int primary key, by_transaction xid8 default pg_current_xact_id())");
    }

    asio::awaitable<void> bring(std::size_t session, std::string id) {
        const pipeline::GroupCommit::Work work = [id](Transaction& transaction) {
            transaction.post("insert into brought (id) values ($1)", {std::string_view{id}});
        };
        try {
            co_await commits.commit(work);
            heard[session] = "committed";
        } catch (const storage::Error& problem) {
            heard[session] = problem.is_transient() ? "later" : "never";
        }
    }
    void bring_all(const std::vector<std::string>& ids) {
        heard.assign(ids.size(), "nothing");
        for (std::size_t i = 0; i < ids.size(); ++i) asio::co_spawn(reactor, bring(i, ids[i]), asio::detached);
        reactor.run();
        reactor.restart();
    }
    std::int64_t number(std::string_view what) {
        return owner.execute("select " + std::string{what} + " from brought").number(0, 0);
    }
};

}  // namespace

TEST_CASE("what sessions bring at the same time is committed together, and each hears of it") {
    Sessions sessions;
    std::vector<std::string> ids;
    for (int id = 0; id < 30; ++id) ids.push_back(std::to_string(id));
    sessions.bring_all(ids);
    CHECK(sessions.heard == std::vector<std::string>(30, "committed"));
    CHECK(sessions.number("count(*)") == 30);
    // The first one waits for nobody; the others gather while it is committed.
    CHECK(sessions.number("count(distinct by_transaction)") == 2);
}

TEST_CASE("more than fit in one transaction take several") {
    Sessions sessions;
    std::vector<std::string> ids;
    for (std::size_t id = 0; id < 2 * pipeline::GroupCommit::max_group + 2; ++id) ids.push_back(std::to_string(id));
    sessions.bring_all(ids);
    CHECK(sessions.number("count(*)") == static_cast<std::int64_t>(ids.size()));
    CHECK(sessions.number("count(distinct by_transaction)") == 4);
}

TEST_CASE("rows that the database refuses are their own session's trouble alone") {
    Sessions sessions;
    sessions.bring_all({"1", "2", "1", "no number", "3", "nul\0"s, "4"});
    CHECK(sessions.heard ==
          std::vector<std::string>{"committed", "committed", "never", "never", "committed", "never", "committed"});
    CHECK(sessions.number("count(*)") == 4);
}

TEST_CASE("without a database everybody is told to come again, and afterwards it goes on") {
    Sessions sessions;
    sessions.bring_all({"1"});
    sessions.owner.run_script(
        "create function refuse() returns trigger language plpgsql as $$ begin raise exception using errcode = "
        "'53100'; end $$;"
        "create trigger full_disk before insert on brought execute function refuse()");
    sessions.bring_all({"2", "3", "4"});
    CHECK(sessions.heard == std::vector<std::string>(3, "later"));
    sessions.owner.run_script("drop trigger full_disk on brought");
    sessions.bring_all({"2", "3", "4"});
    CHECK(sessions.heard == std::vector<std::string>(3, "committed"));
    CHECK(sessions.number("count(*)") == 4);
}
