#include "storage/audit/audit_log.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/test_database.h"

using namespace sluis;
using namespace sluis::storage;

namespace {

bool is_refused(postgres::Connection& connection, std::string_view sql) {
    constexpr std::string_view insufficient_privilege = "42501";
    try {
        connection.execute(sql);
        return false;
    } catch (const postgres::StatementError& error) {
        return error.sqlstate() == insufficient_privilege;
    }
}

}  // namespace

TEST_CASE("a fact and its audit row are committed together or not at all") {
    const test::TestDatabase database;
    postgres::Connection relay{database.conninfo("relay")};
    {
        postgres::Transaction transaction{relay};
        audit::write(transaction, {.event = audit::Event::shared});
    }
    CHECK(relay.execute("select count(*) from audit").number(0, 0) == 0);
    {
        postgres::Transaction transaction{relay};
        audit::write(transaction, {.event = audit::Event::code_failed,
                                   .actor = "an.peeters@wilg.example",
                                   .organisation = "De Wilg",
                                   .message = "bcdfgh123456",
                                   .share = 3,
                                   .recipient = 5,
                                   .detail = "locked"});
        transaction.commit();
    }
    const auto rows = relay.execute(
        "select event, actor, organisation, message, share, document, recipient, detail, "
        "at between clock_timestamp() - interval '1 minute' and clock_timestamp() from audit");
    REQUIRE(rows.size() == 1);
    CHECK(rows.text(0, 0) == "code-failed");
    CHECK(rows.text(0, 1) == "an.peeters@wilg.example");
    CHECK(rows.text(0, 2) == "De Wilg");
    CHECK(rows.text(0, 3) == "bcdfgh123456");
    CHECK(rows.number(0, 4) == 3);
    CHECK(rows.is_null(0, 5));
    CHECK(rows.number(0, 6) == 5);
    CHECK(rows.text(0, 7) == "locked");
    CHECK(rows.boolean(0, 8));
}

TEST_CASE("no program can change or remove what the audit says, nor say when it happened") {
    const test::TestDatabase database;
    for (const auto* role : {"relay", "portal"}) {
        INFO(role);
        postgres::Connection connection{database.conninfo(role)};
        {
            postgres::Transaction transaction{connection};
            audit::write(transaction, {.event = audit::Event::opened});
            transaction.commit();
        }
        for (const auto* sql :
             {"update audit set actor = 'x'", "delete from audit", "truncate audit", "drop table audit",
              "alter table audit add column x int", "insert into audit (event, at) values ('sent', '2020-01-01')",
              "create rule r as on insert to audit do instead nothing",
              "create trigger t before insert on audit execute function f()"})
            CHECK(is_refused(connection, sql));
        CHECK(connection.execute("select actor from audit").text(0, 0).empty());
    }
}

TEST_CASE("the portal cannot read the queue, nor content that is no document") {
    const test::TestDatabase database;
    postgres::Connection relay{database.conninfo("relay")};
    relay.execute(
        "insert into content (id, kind, organisation, key_name, wrapped_key, size) values "
        "(gen_random_uuid(), 'received', 'o', 'queue-1', '', 0), (gen_random_uuid(), 'outgoing', 'o', 'queue-1', '', "
        "0), "
        "(gen_random_uuid(), 'document', 'o', 'day-2031-01-01', '', 0)");
    postgres::Connection portal{database.conninfo("portal")};
    for (const auto* table : {"content", "message", "message_recipient", "delivery", "delivery_recipient"}) {
        INFO(table);
        CHECK(is_refused(portal, "select from " + std::string{table}));
        CHECK(is_refused(portal, "delete from " + std::string{table}));
    }
    const auto rows = portal.execute("select kind from shared_content");
    REQUIRE(rows.size() == 1);
    CHECK(rows.text(0, 0) == "document");
    CHECK(is_refused(portal, "delete from shared_content"));
    CHECK(is_refused(portal, "update shared_content set kind = 'received'"));
}

TEST_CASE("every event has a word of its own") {
    std::vector<std::string_view> words;
    for (int number = 0; number <= static_cast<int>(audit::Event::undelivered); ++number)
        words.push_back(audit::to_string(static_cast<audit::Event>(number)));
    std::sort(words.begin(), words.end());
    CHECK(std::adjacent_find(words.begin(), words.end()) == words.end());
    CHECK(std::find(words.begin(), words.end(), "unknown") == words.end());
}
