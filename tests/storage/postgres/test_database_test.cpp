#include "tests/support/test_database.h"

#include <catch2/catch.hpp>

#include "storage/postgres/migrations.h"

using namespace sluis;
using storage::postgres::Connection;

TEST_CASE("a test database is migrated and every role reaches it") {
    const test::TestDatabase database;
    for (const auto* role : {"owner", "relay", "portal"}) {
        Connection connection{database.conninfo(role)};
        CHECK(connection.execute("select current_user").text(0, 0) == role);
        CHECK(storage::postgres::schema_version(connection) == storage::postgres::embedded_migrations().back().number);
    }
}

TEST_CASE("a test database starts empty, whatever another left") {
    for (int round = 0; round < 2; ++round) {
        const test::TestDatabase database;
        Connection connection{database.conninfo("relay")};
        CHECK(connection.execute("select count(*) from audit").number(0, 0) == 0);
        connection.execute("insert into audit (event) values ('sent')");
    }
}
