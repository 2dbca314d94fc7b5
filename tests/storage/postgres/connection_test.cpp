#include "storage/postgres/connection.h"

#include <catch2/catch.hpp>
#include <csignal>
#include <thread>

#include "storage/postgres/pool.h"
#include "tests/support/test_database.h"

using namespace sluis;
using namespace sluis::storage::postgres;
using std::chrono::milliseconds;

namespace {

template <typename Action>
std::string what_of(Action action) {
    try {
        action();
    } catch (const storage::Error& error) {
        return error.what();
    }
    return "nothing was thrown";
}

template <typename Action>
bool is_transient(Action action) {
    try {
        action();
    } catch (const storage::Error& error) {
        return error.is_transient();
    }
    throw std::logic_error{"nothing was thrown"};
}

}  // namespace

TEST_CASE("parameters of every kind come back as they went") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    std::string octets;
    for (int i = 0; i < 512; ++i) octets += static_cast<char>(i);
    const auto rows = connection.execute("select $1::text, $2::bigint, $3::boolean, $4::bytea, $5::text, $6::bytea",
                                         {std::string_view{"één 'tekst'\n"}, std::int64_t{-9'007'199'254'740'993}, true,
                                          Blob{octets}, nullptr, Blob{{}}});
    REQUIRE(rows.size() == 1);
    CHECK(rows.text(0, 0) == "één 'tekst'\n");
    CHECK(rows.number(0, 1) == -9'007'199'254'740'993);
    CHECK(rows.boolean(0, 2));
    CHECK(rows.bytes(0, 3) == octets);
    CHECK(rows.is_null(0, 4));
    CHECK(rows.maybe_text(0, 4) == std::nullopt);
    CHECK(rows.text_or(0, 4, "anders") == "anders");
    CHECK(rows.bytes(0, 5).empty());
    CHECK_FALSE(rows.is_null(0, 5));
}

TEST_CASE("a text with NUL is refused, not cut off") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    CHECK_THROWS_AS(connection.execute("select $1::text", {std::string_view{"a\0b", 3}}), storage::Error);
    CHECK(connection.execute("select 1").number(0, 0) == 1);
}

TEST_CASE("a wrong position, type or null is an error and not a guess") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    const auto rows = connection.execute("select 'x', null::text");
    CHECK_THROWS_AS(rows.text(1, 0), storage::Error);
    CHECK_THROWS_AS(rows.text(0, 2), storage::Error);
    CHECK_THROWS_AS(rows.text(0, -1), storage::Error);
    CHECK_THROWS_AS(rows.text(0, 1), storage::Error);
    CHECK_THROWS_AS(rows.number(0, 0), storage::Error);
    CHECK_THROWS_AS(rows.boolean(0, 0), storage::Error);
}

TEST_CASE("octets of many megabytes go and come") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    const std::string octets(20u << 20, '\xa5');
    CHECK(connection.execute("select $1::bytea", {Blob{octets}}).bytes(0, 0) == octets);
}

TEST_CASE("an error's text names no value, no statement and no detail") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    connection.execute("create table person (name text unique, number int check (number < 5), id uuid)");
    connection.execute("insert into person (name) values ('Geheim')");
    const std::vector<std::string> statements{
        "insert into person (name) values ('Geheim')",
        "insert into person (number) values (66971)",
        "select 'Geheim'::uuid",
        "select 'Geheim'::int",
        "selekt 'Geheim'",
        "select to_date('Geheim', 'YYYY')",
        "select 'Geheim' + interval '1 day'",
        "do $$ begin raise exception 'Geheim'; end $$",
    };
    for (const auto& statement : statements) {
        const auto what = what_of([&] { connection.execute(statement); });
        INFO(statement << " → " << what);
        CHECK(what.find("SQLSTATE ") != std::string::npos);
        CHECK(what.find("Geheim") == std::string::npos);
        CHECK(what.find("66971") == std::string::npos);
    }
    CHECK(what_of([&] { connection.execute(statements[0]); }).find("person_name_key") != std::string::npos);
}

TEST_CASE("what may succeed later is transient, what never will is not") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    connection.execute("create table t (id int primary key)");
    connection.execute("insert into t values (1)");
    CHECK_FALSE(is_transient([&] { connection.execute("insert into t values (1)"); }));
    CHECK_FALSE(is_transient([&] { connection.execute("select from nowhere"); }));
    for (const auto* state : {"08006", "40001", "40P01", "53100", "53300", "57014", "57P01", "58030", "55P03"}) {
        INFO(state);
        CHECK(is_transient([&] {
            connection.run_script("do $$ begin raise exception using errcode = '" + std::string{state} + "'; end $$");
        }));
    }
    try {
        connection.execute("insert into t values (1)");
        FAIL("accepted twice");
    } catch (const StatementError& error) {
        CHECK(error.sqlstate() == "23505");
    }
}

TEST_CASE("no server is a transient error") {
    CHECK(is_transient([] { const Connection connection{"host=/nonexistent dbname=x user=x"}; }));
}

TEST_CASE("a statement that takes too long is stopped, and the connection goes on") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    connection.set_statement_deadline(milliseconds{50});
    CHECK(is_transient([&] { connection.execute("select pg_sleep(60)"); }));
    CHECK(connection.is_usable());
    CHECK(connection.execute("select 1").number(0, 0) == 1);
}

TEST_CASE("what is not committed is rolled back") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    connection.execute("create table t (id int)");
    {
        Transaction transaction{connection};
        transaction.execute("insert into t values (1)");
        CHECK(connection.in_transaction());
    }
    CHECK_FALSE(connection.in_transaction());
    {
        Transaction transaction{connection};
        transaction.execute("insert into t values (2)");
        transaction.commit();
    }
    CHECK(connection.execute("select array_agg(id)::text from t").text(0, 0) == "{2}");
}

TEST_CASE("committing after a refused statement is an error: the server rolls back without one") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    connection.execute("create table t (id int)");
    Transaction transaction{connection};
    transaction.execute("insert into t values (1)");
    CHECK_THROWS_AS(transaction.execute("select 1/0"), storage::Error);
    CHECK_THROWS_AS(transaction.commit(), storage::Error);
    CHECK(connection.execute("select count(*) from t").number(0, 0) == 0);
}

TEST_CASE("a pool replaces a connection that the server closed") {
    const test::TestDatabase database;
    Pool pool{database.conninfo(), 1};
    std::int64_t pid = 0;
    {
        const auto lease = pool.lease();
        pid = lease->execute("select pg_backend_pid()").number(0, 0);
    }
    Connection other{database.conninfo()};
    other.execute("select pg_terminate_backend($1::int, 10000)", {pid});
    const auto lease = pool.lease();
    CHECK(lease->execute("select pg_backend_pid()").number(0, 0) != pid);
}

TEST_CASE("a pool keeps no connection with an open transaction") {
    const test::TestDatabase database;
    Pool pool{database.conninfo(), 1};
    {
        const auto lease = pool.lease();
        lease->execute("begin");
    }
    CHECK_FALSE(pool.lease()->in_transaction());
}

TEST_CASE("a full pool gives a transient error at the deadline, and a connection when one comes back") {
    const test::TestDatabase database;
    Pool pool{database.conninfo(), 1};
    auto first = std::make_unique<Pool::Lease>(pool.lease());
    CHECK(is_transient([&] { (void)pool.lease(milliseconds{1}); }));
    std::thread giver{[&] { first.reset(); }};
    CHECK(pool.lease()->is_usable());
    giver.join();
}

TEST_CASE("a pool whose server was away gives connections again") {
    const test::TestDatabase database;
    Pool away{"host=/nonexistent dbname=x user=x", 1};
    for (int i = 0; i < 3; ++i) CHECK(is_transient([&] { (void)away.lease(milliseconds{100}); }));
}

TEST_CASE("a listener hears what is notified, and nothing else") {
    const test::TestDatabase database;
    Connection listener{database.conninfo("relay")};
    Connection speaker{database.conninfo("relay")};
    listener.listen("work");
    CHECK_FALSE(listener.wait_notified(milliseconds{1}));
    speaker.run_script("notify other");
    speaker.run_script("notify work");
    CHECK(listener.wait_notified(milliseconds{10'000}));
    CHECK_FALSE(listener.wait_notified(milliseconds{1}));
}

TEST_CASE("what is posted is done in order, with what is executed next") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    connection.run_script("create table t (id int primary key, name text)");
    {
        Transaction transaction{connection};
        transaction.post("insert into t values ($1, $2)", {std::int64_t{1}, std::string_view{"one"}});
        {
            // It copied its parameters.
            const std::string name = "two" + std::string(100, 'x');
            transaction.post("insert into t values ($1, $2)", {std::int64_t{2}, std::string_view{name}});
        }
        transaction.post("update t set name = 'uno' where id = $1", {std::int64_t{1}});
        const auto rows = transaction.execute("select name from t order by id");
        REQUIRE(rows.size() == 2);
        CHECK(rows.text(0, 0) == "uno");
        CHECK(rows.text(1, 0).starts_with("two"));
        transaction.post("delete from t where id = $1", {std::int64_t{2}});
        transaction.commit();
    }
    CHECK(connection.execute("select count(*) from t").number(0, 0) == 1);
    CHECK_FALSE(connection.in_transaction());
}

TEST_CASE("what was posted and fails is thrown with the next answer, and nothing of the transaction stands") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    connection.run_script("create table t (id int primary key)");
    SECTION("at the next statement") {
        Transaction transaction{connection};
        transaction.post("insert into t values (1)");
        transaction.post("insert into t values (1)");
        transaction.post("insert into t values (2)");
        CHECK(what_of([&] { transaction.execute("select 1"); }).find("t_pkey") != std::string::npos);
    }
    SECTION("at the commit") {
        Transaction transaction{connection};
        transaction.post("insert into t values (1)");
        transaction.post("insert into t values (1)");
        CHECK_THROWS_AS(transaction.commit(), StatementError);
    }
    SECTION("also when it was never sent") {
        Transaction transaction{connection};
        transaction.post("insert into t values (1)");
    }
    CHECK_FALSE(connection.in_transaction());
    CHECK(connection.execute("select count(*) from t").number(0, 0) == 0);
    // A statement that was to be prepared when another one failed is prepared when it is next used.
    connection.execute("insert into t values (2)");
    connection.execute("insert into t values (1)");
    CHECK(connection.execute("select count(*) from t").number(0, 0) == 2);
}

TEST_CASE("what must change a row and does not is an error before the commit") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    connection.run_script("create table t (id int primary key)");
    {
        Transaction transaction{connection};
        transaction.post("insert into t values (1)");
        transaction.post("update t set id = 3 where id = $1", {std::int64_t{2}}, "there is no two");
        CHECK(what_of([&] { transaction.commit(); }) == "there is no two");
    }
    CHECK(connection.execute("select count(*) from t").number(0, 0) == 0);
    Transaction transaction{connection};
    transaction.post("insert into t values (2)");
    transaction.post("update t set id = 3 where id = $1", {std::int64_t{2}}, "there is no two");
    transaction.post("with n as (select id from t) select id from n", {}, "there is none");
    transaction.commit();
    CHECK(connection.execute("select id from t").number(0, 0) == 3);
}

TEST_CASE("a transaction goes back to its mark, whatever failed since") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    connection.run_script("create table t (id int primary key)");
    Transaction transaction{connection};
    transaction.post("insert into t values (1)");
    transaction.mark();
    for (int round = 0; round < 2; ++round) {
        transaction.post("insert into t values (2)");
        if (round == 1) CHECK_THROWS_AS(transaction.execute("insert into t values (1)"), StatementError);
        transaction.post("insert into t values (1)");
        transaction.undo();
    }
    transaction.post("insert into t values (3)");
    transaction.commit();
    const auto rows = connection.execute("select string_agg(id::text, ' ' order by id) from t");
    CHECK(rows.text(0, 0) == "1 3");
}

TEST_CASE("a list of texts of any kind comes back as it went") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    const std::vector<std::string> texts{"", "a b", "\"quoted\"", "back\\slash", "{braces,comma}", "NULL", "é\n"};
    const auto rows = connection.execute("select t from unnest($1::text[]) with ordinality as u (t, n) order by n",
                                         {std::string_view{text_array(texts)}});
    REQUIRE(rows.size() == texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) CHECK(rows.text(i, 0) == texts[i]);
    CHECK(connection.execute("select cardinality($1::text[])", {std::string_view{text_array({})}}).number(0, 0) == 0);
}
