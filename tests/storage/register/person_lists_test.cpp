#include "storage/register/person_lists.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <thread>

#include "tests/support/test_database.h"

namespace sluis::storage::lists {
namespace {

using match::Kind;
using postgres::Connection;
using postgres::Transaction;

// Lists, their keys and a connection as the relay has it.
struct Fixture {
    test::TestDatabase database;
    test::TestFolder folder;
    vault::KeyDirectory keys{folder.path()};
    Connection relay{database.conninfo("relay")};

    Fixture() { make_list_keys(keys); }

    std::int64_t import(ListKind kind, const std::string& organisation, const std::vector<PersonValues>& persons) {
        Transaction transaction{relay};
        const auto hashes = replace_list(transaction, keys, kind, organisation, persons, "sluisctl:test");
        transaction.commit();
        return hashes;
    }
    std::vector<Hit> look_up(const std::string& organisation, const std::vector<Question>& questions) {
        return ListLookup{relay, keys}.look_up(organisation, questions);
    }
};

const PersonValues lore{{Kind::national_number, "87041298723"}, {Kind::name, "ekstermans lore"}};
const PersonValues zoe{{Kind::name, "vandenzandbroeck zoe"}, {Kind::dossier, "202600124"}};

TEST_CASE("A list knows its persons by any of their values, and nobody else's list does") {
    Fixture f;
    CHECK(f.import(ListKind::clients, "linde", {lore, zoe}) == 4);
    CHECK(f.import(ListKind::staff, "linde", {{{Kind::name, "ekstermans lore"}}}) == 1);
    CHECK(f.import(ListKind::clients, "beuk", {zoe}) == 2);

    const auto hits = f.look_up("linde", {{Kind::name, "onbekend iemand"},
                                          {Kind::national_number, "87041298723"},
                                          {Kind::name, "ekstermans lore"},
                                          {Kind::dossier, "202600124"}});
    REQUIRE(hits.size() == 4);
    CHECK(hits[0].question == 1);
    CHECK(hits[0].list == ListKind::clients);
    CHECK(hits[1].question == 2);
    CHECK(hits[1].person == hits[0].person);
    CHECK(hits[2].question == 2);
    CHECK(hits[2].list == ListKind::staff);
    CHECK(hits[3].question == 3);
    CHECK(hits[3].person != hits[0].person);

    CHECK(f.look_up("beuk", {{Kind::national_number, "87041298723"}}).empty());
    CHECK(f.look_up("beuk", {{Kind::dossier, "202600124"}}).size() == 1);
    CHECK(f.look_up("", {{Kind::dossier, "202600124"}}).empty());
    // The kind is part of what is hashed: a dossier that looks like a telephone is no telephone.
    CHECK(f.look_up("linde", {{Kind::phone, "202600124"}}).empty());
    CHECK(ListLookup{f.relay, f.keys}.has_lists("linde"));
    CHECK_FALSE(ListLookup{f.relay, f.keys}.has_lists("eik"));
    CHECK_FALSE(ListLookup{f.relay, f.keys}.has_lists(""));
}

TEST_CASE("A new list takes the old one's place with its commit, and not before") {
    Fixture f;
    f.import(ListKind::clients, "linde", {lore});
    Connection other{f.database.conninfo("relay")};
    ListLookup beside{other, f.keys};
    const std::vector<Question> both{{Kind::name, "ekstermans lore"}, {Kind::name, "vandenzandbroeck zoe"}};
    {
        Transaction transaction{f.relay};
        replace_list(transaction, f.keys, ListKind::clients, "linde", {zoe}, "sluisctl:test");
        const auto during = beside.look_up("linde", both);
        REQUIRE(during.size() == 1);
        CHECK(during[0].question == 0);
        // Not committed: it goes as if it never was.
    }
    CHECK(beside.look_up("linde", both).at(0).question == 0);
    f.import(ListKind::clients, "linde", {zoe});
    const auto after = beside.look_up("linde", both);
    REQUIRE(after.size() == 1);
    CHECK(after[0].question == 1);
    CHECK(f.relay.execute("select count(*) from person_list_hash").number(0, 0) == 2);
    REQUIRE(show_lists(f.relay).size() == 1);
}

TEST_CASE("Removing a list leaves nothing of it but the audit") {
    Fixture f;
    f.import(ListKind::clients, "linde", {lore, zoe});
    Transaction transaction{f.relay};
    CHECK_FALSE(remove_list(transaction, ListKind::staff, "linde", "sluisctl:test"));
    CHECK(remove_list(transaction, ListKind::clients, "linde", "sluisctl:test"));
    transaction.commit();
    CHECK(f.relay.execute("select count(*) from person_list_hash").number(0, 0) == 0);
    CHECK(show_lists(f.relay).empty());
    const auto audit = f.relay.execute("select event, actor, organisation, detail from audit order by id");
    REQUIRE(audit.size() == 2);
    CHECK(audit.text(0, 0) == "list-imported");
    CHECK(audit.text(0, 3) == "clients, 2 persons, 4 hashes");
    CHECK(audit.text(1, 0) == "list-removed");
    CHECK(audit.text(1, 1) == "sluisctl:test");
    CHECK(audit.text(1, 2) == "linde");
}

TEST_CASE("A hash is of the organisation, the kind and the value, under a key of its purpose") {
    Fixture f;
    {
        std::ofstream key{f.folder.path() / "fixed", std::ios::binary};
        for (int i = 0; i < 32; ++i) key.put(static_cast<char>(i));
    }
    for (const auto* name : {"list-clients", "list-staff"})
        std::filesystem::copy_file(f.folder.path() / "fixed", f.folder.path() / name,
                                   std::filesystem::copy_options::overwrite_existing);
    ListHasher clients{f.keys, ListKind::clients, "linde"};
    // HMAC-SHA-256 with key 00…1f of: 0000000c "list-clients" "linde" 00 "name" 00 "ekstermans lore"; worked out with
    // another implementation (Python's hmac).
    CHECK(hexadecimal(clients.hash(Kind::name, "ekstermans lore")) == "956d8c12e7be544ddbd392e67564bb18");
    CHECK(hexadecimal(ListHasher{f.keys, ListKind::staff, "linde"}.hash(Kind::name, "ekstermans lore")) ==
          "8874c2dd91e3022560033f7e6f686620");
    CHECK(clients.hash(Kind::initial, "ekstermans lore") != clients.hash(Kind::name, "ekstermans lore"));
    CHECK(ListHasher{f.keys, ListKind::clients, "beuk"}.hash(Kind::name, "ekstermans lore") !=
          clients.hash(Kind::name, "ekstermans lore"));
}

TEST_CASE("A sieve says no to nothing that its list holds, and yes to hardly anything else") {
    ListSieve sieve{20'000};
    const auto drawn = [](std::uint32_t seed) {
        ListHasher::Hash hash{};
        std::mt19937 random{seed};
        for (auto& octet : hash) octet = static_cast<unsigned char>(random());
        return hash;
    };
    for (std::uint32_t i = 0; i < 20'000; ++i) sieve.add(drawn(i));
    std::size_t held = 0, wrong = 0;
    for (std::uint32_t i = 0; i < 20'000; ++i) held += sieve.may_hold(drawn(i)) ? 1 : 0;
    for (std::uint32_t i = 20'000; i < 40'000; ++i) wrong += sieve.may_hold(drawn(i)) ? 1 : 0;
    CHECK(held == 20'000);
    CHECK(wrong < 60);
    CHECK(sieve.octets() <= 20'000 * 4);
}

TEST_CASE("With sieves the lists know the same, also after an import") {
    Fixture f;
    ListSieves sieves;
    const auto asked = [&](const Question& question) {
        return ListLookup{f.relay, f.keys, &sieves}.look_up("linde", {question}).size();
    };
    f.import(ListKind::clients, "linde", {lore});
    CHECK(asked({Kind::name, "ekstermans lore"}) == 1);
    CHECK(asked({Kind::name, "vandenzandbroeck zoe"}) == 0);
    f.import(ListKind::clients, "linde", {zoe});
    CHECK(asked({Kind::name, "ekstermans lore"}) == 0);
    CHECK(asked({Kind::name, "vandenzandbroeck zoe"}) == 1);
    f.import(ListKind::clients, "linde", {});
    CHECK(asked({Kind::name, "vandenzandbroeck zoe"}) == 0);
}

TEST_CASE("A list under a key that is gone is an error and not a list that knows nobody") {
    Fixture f;
    f.import(ListKind::clients, "linde", {lore});
    std::filesystem::remove(f.folder.path() / "list-clients");
    CHECK_THROWS_AS(f.look_up("linde", {{Kind::name, "ekstermans lore"}}), Error);
    make_list_keys(vault::KeyDirectory{f.folder.path()});
    CHECK_THROWS_AS(f.look_up("linde", {{Kind::name, "ekstermans lore"}}), Error);
    f.import(ListKind::clients, "linde", {lore});
    CHECK(f.look_up("linde", {{Kind::name, "ekstermans lore"}}).size() == 1);
}

TEST_CASE("The keys are the relay's alone, and the portal may not see the lists") {
    Fixture f;
    f.import(ListKind::clients, "linde", {lore});
    for (const auto* name : {"list-clients", "list-staff"}) {
        const auto mode = std::filesystem::status(f.folder.path() / name).permissions();
        CHECK(mode == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    }
    Connection portal{f.database.conninfo("portal")};
    CHECK_THROWS_AS(portal.execute("select * from person_list"), postgres::StatementError);
    CHECK_THROWS_AS(portal.execute("select * from person_list_hash"), postgres::StatementError);
}

TEST_CASE("Persons are numbered by lot, and rows do not stand in the file's order") {
    Fixture f;
    std::vector<PersonValues> persons;
    for (int i = 0; i < 1000; ++i) persons.push_back({{Kind::dossier, "2026" + std::to_string(10'000 + i)}});
    f.import(ListKind::clients, "linde", persons);
    std::vector<Question> questions;
    for (const auto& person : persons) questions.push_back({person[0].first, person[0].second});
    const auto hits = f.look_up("linde", questions);
    REQUIRE(hits.size() == 1000);
    std::size_t in_place = 0;
    std::set<std::int32_t> numbers;
    for (const auto& hit : hits) {
        in_place += hit.person == static_cast<std::int32_t>(hit.question) ? 1 : 0;
        numbers.insert(hit.person);
    }
    CHECK(numbers.size() == 1000);
    CHECK(in_place < 20);  // One is expected; twenty happen once in 10¹⁸ imports.
}

TEST_CASE("More rows than one insert takes are all there") {
    Fixture f;
    std::vector<PersonValues> persons;
    for (int i = 0; i < 25'000; ++i) persons.push_back({{Kind::phone, "32476" + std::to_string(100'000 + i)}});
    CHECK(f.import(ListKind::staff, "linde", persons) == 25'000);
    CHECK(f.look_up("linde", {{Kind::phone, "32476100000"}, {Kind::phone, "32476124999"}}).size() == 2);
}

TEST_CASE("Two imports at once come one after the other") {
    Fixture f;
    std::thread beside{[&] {
        Connection connection{f.database.conninfo("relay")};
        for (int i = 0; i < 5; ++i) {
            Transaction transaction{connection};
            replace_list(transaction, f.keys, ListKind::clients, "linde", {zoe}, "other");
            transaction.commit();
        }
    }};
    for (int i = 0; i < 5; ++i) f.import(ListKind::clients, "linde", {lore});
    beside.join();
    CHECK(show_lists(f.relay).size() == 1);
    CHECK(f.relay.execute("select count(*) from person_list_hash").number(0, 0) == 2);
}

}  // namespace
}  // namespace sluis::storage::lists
