#include "storage/shares/designation.h"

#include <catch2/catch.hpp>

#include "tests/storage/shares/a_share.h"

using namespace sluis;
using namespace sluis::test;
using storage::directory::Directory;

namespace {

Directory::Person somebody(std::string login, std::string number, std::string organisation = "otter") {
    Directory::Person person;
    person.login = person.facts.person = std::move(login);
    person.facts.organisation = std::move(organisation);
    person.national_number = std::move(number);
    return person;
}

/// A directory of one person, for one address.
class OneDirectory final : public Directory {
public:
    explicit OneDirectory(Person person) : person_{std::move(person)} {}
    std::optional<policy::DirectoryFacts> find(const mail::Mailbox&) const override { return person_.facts; }
    std::optional<Person> authenticate(const std::string&, const std::string&) const override { return person_; }
    std::optional<Person> person(const std::string&) const override { return person_; }
    std::vector<Person> people(const std::string&) const override { return {person_}; }
    std::vector<std::string> domains(const std::string&) const override { return {}; }
    void probe() const override {}

private:
    Person person_;
};

constexpr const char* number = "87041298723";

void designate(ShareWorld& world, std::string_view organisation, std::string_view login) {
    storage::postgres::Connection portal{world.database.conninfo("portal")};
    storage::postgres::Transaction transaction{portal};
    const auto person = somebody(std::string{login}, "", std::string{organisation});
    CHECK(shares::designate(transaction, world.keys, number, person, "rita"));
    CHECK_FALSE(shares::designate(transaction, world.keys, number, person, "rita"));
    transaction.commit();
}

}  // namespace

TEST_CASE("a person is designated by number where the directory holds it, else by login", "[shares]") {
    ShareWorld world;
    designate(world, "otter", "hanne");
    const auto all = shares::designations(world.relay, "otter");
    REQUIRE(all.size() == 1);
    const auto is = [&](const Directory::Person& person) { return shares::is_designated(all, world.keys, person); };
    CHECK(is(somebody("hanne", number)));
    CHECK(is(somebody("renamed", number)));
    CHECK(is(somebody("hanne", "")));
    CHECK_FALSE(is(somebody("gust", "")));
    CHECK_FALSE(is(somebody("hanne", "85060897530")));  // Her login went to somebody else.
    CHECK(shares::designations(world.relay, "regenboog").empty());
    CHECK(shares::person_mac(world.keys, "otter", number) != shares::person_mac(world.keys, "regenboog", number));
}

TEST_CASE("a login that went to somebody else designates nobody", "[shares]") {
    ShareWorld world;
    const auto named = [](const char* name, const char* address, const char* entry_id) {
        auto person = somebody("hanne", "");
        person.facts.display_name = name;
        person.addresses.push_back(mail::Mailbox::parse(address).value());
        person.entry_id = entry_id;
        return person;
    };
    const auto is = [&](const Directory::Person& person) {
        return shares::is_designated(shares::designations(world.relay, "otter"), world.keys, person);
    };
    const auto designate_one = [&](const Directory::Person& person) {
        storage::postgres::Connection portal{world.database.conninfo("portal")};
        storage::postgres::Transaction transaction{portal};
        const bool added = shares::designate(transaction, world.keys, number, person, "rita");
        transaction.commit();
        return added;
    };
    SECTION("by the directory's own name for the entry, whatever the person is called") {
        const auto hanne = named("Hanne Smets", "hanne@otter.example", "5fd1-a");
        REQUIRE(designate_one(hanne));
        CHECK(is(hanne));
        CHECK(is(named("Hanne Maes", "hanne.maes@otter.example", "5fd1-a")));
        CHECK_FALSE(is(named("Hanne Smets", "hanne@otter.example", "77c0-b")));
        CHECK_FALSE(is(named("Hanne Smets", "hanne@otter.example", "")));
    }
    SECTION("by name and addresses where the directory has no such name") {
        const auto hanne = named("Hanne Smets", "hanne@otter.example", "");
        REQUIRE(designate_one(hanne));
        CHECK(is(hanne));
        CHECK_FALSE(is(named("Hanne Wils", "hanne@otter.example", "")));
        CHECK_FALSE(is(named("Hanne Smets", "h.smets@otter.example", "")));
        CHECK_FALSE(is(named("Hanne Smets", "hanne@otter.example", "5fd1-a")));
    }
    SECTION("and the one who has it now is designated anew, in place of the other") {
        REQUIRE(designate_one(named("Hanne Smets", "hanne@otter.example", "")));
        const auto now = named("Hanne Wils", "hanne@otter.example", "");
        CHECK(designate_one(now));
        CHECK(is(now));
        storage::postgres::Connection owner{world.database.conninfo()};
        const auto rows = owner.execute("select detail from audit where event = 'rights-changed' order by id");
        REQUIRE(rows.size() == 3);
        CHECK(rows.text(1, 0) == "undesignated hanne");
        CHECK(rows.text(2, 0) == "designated hanne");
        CHECK(shares::designations(world.relay, "otter").size() == 1);
    }
    SECTION("one from before identities were kept counts by number alone") {
        const auto hanne = named("Hanne Smets", "hanne@otter.example", "");
        REQUIRE(designate_one(hanne));
        storage::postgres::Connection owner{world.database.conninfo()};
        owner.execute("update designation set identity_mac = ''");
        CHECK_FALSE(is(hanne));
        CHECK(is(somebody("hanne", number)));
    }
}

TEST_CASE("a designation counts at once for mail and for readers, and ends at once", "[shares]") {
    ShareWorld world;
    const OneDirectory plain{somebody("hanne", number)};
    const shares::DesignatedDirectory directory{plain, world.relay, world.keys};
    const auto address = mail::Mailbox::parse("hanne@otter.example").value();
    CHECK_FALSE(directory.find(address)->may_read_personal);
    designate(world, "otter", "hanne");
    CHECK(directory.find(address)->may_read_personal);
    CHECK(directory.person("hanne")->facts.may_read_personal);
    CHECK(directory.people("otter").front().facts.may_read_personal);
    // The address of somebody in another organisation than their login says is not theirs to be designated for.
    const OneDirectory other{somebody("hanne", number, "regenboog")};
    CHECK_FALSE(shares::DesignatedDirectory(other, world.relay, world.keys).find(address)->may_read_personal);

    storage::postgres::Connection portal{world.database.conninfo("portal")};
    storage::postgres::Transaction transaction{portal};
    const auto id = shares::designations(portal, "otter").front().id;
    CHECK_FALSE(shares::undesignate(transaction, "regenboog", id, "an"));
    CHECK(shares::undesignate(transaction, "otter", id, "rita"));
    CHECK_FALSE(shares::undesignate(transaction, "otter", id, "rita"));
    transaction.commit();
    CHECK_FALSE(directory.find(address)->may_read_personal);
}

TEST_CASE("the roles may designate no more than they must", "[shares]") {
    ShareWorld world;
    designate(world, "otter", "hanne");
    storage::postgres::Connection portal{world.database.conninfo("portal")};
    for (const auto* statement : {"delete from designation", "update designation set person_mac = 'x'",
                                  "update designation set organisation = 'y'"})
        CHECK_THROWS_AS(portal.execute(statement), storage::postgres::StatementError);
    for (const auto* statement : {"delete from designation", "update designation set removed_at = now()",
                                  "insert into designation (organisation, person_mac, login, designated_by) values "
                                  "('otter', 'm', 'x', 'y')"})
        CHECK_THROWS_AS(world.relay.execute(statement), storage::postgres::StatementError);
}
