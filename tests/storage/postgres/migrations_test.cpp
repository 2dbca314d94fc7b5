#include "storage/postgres/migrations.h"

#include <array>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/support/test_database.h"

using namespace sluis;
using namespace sluis::storage::postgres;

namespace {

constexpr std::array<Migration, 3> kSteps{
    Migration{1, "0001_a", "create table a (id int)"},
    Migration{2, "0002_b", "create table b (id int); insert into b values (1)"},
    Migration{3, "0003_c", "alter table b add column c text not null default ''"}};

/// A database without the program's own schema.
void empty(Connection& connection) {
    connection.run_script("drop schema public cascade; create schema public");
}

}  // namespace

TEST_CASE("migrations are applied once, in order, and from where the database stands") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    empty(connection);
    CHECK(schema_version(connection) == 0);
    CHECK(apply_migrations(connection, std::span{kSteps}.first(1)) == 1);
    CHECK(schema_version(connection) == 1);
    CHECK(apply_migrations(connection, kSteps) == 2);
    CHECK(apply_migrations(connection, kSteps) == 0);
    CHECK(schema_version(connection) == 3);
    CHECK(connection.execute("select c from b").text(0, 0).empty());
}

TEST_CASE("a database newer than the program is refused and left alone") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    empty(connection);
    apply_migrations(connection, kSteps);
    CHECK_THROWS_WITH(apply_migrations(connection, std::span{kSteps}.first(2)),
                      Catch::Contains("newer than this program"));
    CHECK(schema_version(connection) == 3);
}

TEST_CASE("another program's migration under the same number is refused") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    empty(connection);
    apply_migrations(connection, kSteps);
    auto other = kSteps;
    other[1].name = "0002_other";
    CHECK_THROWS_AS(apply_migrations(connection, other), storage::Error);
}

TEST_CASE("a migration that fails leaves nothing of itself or of its companions") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    empty(connection);
    auto broken = kSteps;
    broken[2].sql = "create table half (id int); select 1/0";
    CHECK_THROWS_AS(apply_migrations(connection, broken), storage::Error);
    CHECK(schema_version(connection) == 0);
    CHECK(connection.execute("select to_regclass('a'), to_regclass('half')").is_null(0, 0));
    CHECK(apply_migrations(connection, kSteps) == 3);
}

TEST_CASE("several processes may migrate at once") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    empty(connection);
    std::array<int, 4> applied{};
    std::vector<std::thread> threads;
    for (auto& count : applied)
        threads.emplace_back([&] {
            Connection own{database.conninfo()};
            count = apply_migrations(own, kSteps);
        });
    for (auto& thread : threads) thread.join();
    CHECK(applied[0] + applied[1] + applied[2] + applied[3] == 3);
    CHECK(connection.execute("select count(*) from b").number(0, 0) == 1);
}

TEST_CASE("the embedded migrations are numbered from 1 without a gap") {
    int expected = 1;
    for (const auto& migration : embedded_migrations()) CHECK(migration.number == expected++);
    CHECK(expected > 3);
}

TEST_CASE("an owner who may not make the roles is told which to make") {
    const test::TestDatabase database;
    Connection connection{database.conninfo()};
    const auto first = std::string{embedded_migrations().front().sql};
    const auto from = first.find("do $$");
    const auto until = first.find("$$;", from) + 3;
    auto block = first.substr(from, until - from);
    for (std::size_t at = 0; (at = block.find("'relay'", at)) != std::string::npos;) block.replace(at, 7, "'absent'");
    connection.run_script("create role plain; set role plain");
    CHECK_THROWS_WITH(connection.run_script(block),
                      Catch::Contains("role absent is missing") && Catch::Contains("CREATE ROLE"));
    connection.run_script("reset role; drop role plain");
}

TEST_CASE("relay and portal cannot migrate") {
    const test::TestDatabase database;
    for (const auto* role : {"relay", "portal"}) {
        Connection connection{database.conninfo(role)};
        CHECK_THROWS_AS(connection.run_script("create table x (id int)"), storage::Error);
        CHECK_THROWS_AS(connection.run_script("delete from schema_migration"), storage::Error);
    }
}
