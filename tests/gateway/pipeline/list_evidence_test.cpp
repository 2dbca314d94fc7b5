#include "gateway/pipeline/list_evidence.h"

#include <catch2/catch.hpp>

#include "gateway/pipeline/list_match.h"
#include "policy/weighing.h"
#include "tests/support/test_database.h"

namespace sluis::pipeline {
namespace {

using match::Kind;
using policy::Strength;
using storage::lists::ListKind;

constexpr auto clients = ListKind::clients;
constexpr auto staff = ListKind::staff;

/// A report of two documents with these candidates in the second.
scan::Report report_with(std::vector<std::pair<Kind, std::string>> values) {
    scan::Report report;
    report.findings.documents.resize(2);
    for (auto& [kind, value] : values) {
        scan::Candidate candidate;
        candidate.kind = kind;
        candidate.value = std::move(value);
        candidate.document = 1;
        candidate.place = "pagina 2";
        report.candidates.push_back(std::move(candidate));
    }
    return report;
}

std::vector<policy::Evidence> evidence_of(scan::Report report, const std::vector<Recognised>& recognised) {
    add_list_evidence(report, recognised);
    CHECK(report.findings.documents[0].evidence.empty());
    CHECK(report.findings.subject_evidence.empty());
    return report.findings.documents[1].evidence;
}

/// What one person's values come to, when all are of one person.
policy::Evidence of_one(ListKind list, std::vector<std::pair<Kind, std::string>> values) {
    std::vector<Recognised> recognised;
    for (std::size_t i = 0; i < values.size(); ++i) recognised.push_back({i, list, 7});
    const auto evidence = evidence_of(report_with(std::move(values)), recognised);
    REQUIRE(evidence.size() == 1);
    return evidence[0];
}

const std::pair<Kind, std::string> number{Kind::national_number, "87041298723"};
const std::pair<Kind, std::string> birth{Kind::name_birth, "jan peeters 1987-04-12"};
const std::pair<Kind, std::string> rare{Kind::name, "ekstermans lore"};
const std::pair<Kind, std::string> common{Kind::name, "jan peeters"};
const std::pair<Kind, std::string> initial{Kind::initial, "j peeters"};
const std::pair<Kind, std::string> dossier{Kind::dossier, "202600123"};
const std::pair<Kind, std::string> email{Kind::email, "lore@post.example"};
const std::pair<Kind, std::string> phone{Kind::phone, "32476123456"};

TEST_CASE("A client is as certain as what stands there of them together", "[lists]") {
    const auto strength = [](auto... values) { return of_one(clients, {values...}).strength; };
    CHECK(strength(number) == Strength::certain);
    CHECK(strength(birth) == Strength::certain);
    CHECK(strength(common, email) == Strength::certain);
    CHECK(strength(common, phone) == Strength::certain);
    CHECK(strength(rare, dossier) == Strength::certain);
    CHECK(strength(initial, phone) == Strength::strong);
    CHECK(strength(rare) == Strength::strong);
    CHECK(strength(email) == Strength::strong);
    CHECK(strength(phone) == Strength::strong);
    CHECK(strength(common) == Strength::weak);
    CHECK(strength(initial) == Strength::weak);
    CHECK(strength(common, initial) == Strength::weak);
    CHECK(strength(dossier) == Strength::weak);
}

TEST_CASE("A dossier number alone is the reference that is safe, and is told apart", "[lists]") {
    CHECK(of_one(clients, {dossier}).detector == "list.client.dossier");
    CHECK(of_one(clients, {rare, dossier}).detector == "list.client");
    const auto weight = policy::weigh({of_one(clients, {dossier})});
    CHECK(weight.weak == 1);
    CHECK(weight.weak_without_dossier == 0);
}

TEST_CASE("Staff are a marker: named in every other mail, they are one weak piece", "[lists]") {
    CHECK(of_one(staff, {rare}).strength == Strength::weak);
    CHECK(of_one(staff, {common, phone, email}).strength == Strength::weak);
    CHECK(of_one(staff, {number}).strength == Strength::certain);
    CHECK(of_one(staff, {birth}).strength == Strength::certain);
    const auto report = report_with({rare, {Kind::name, "fien verloren"}, {Kind::name, "mats zandbroeck"}});
    const auto evidence = evidence_of(report, {{0, staff, 1}, {1, staff, 2}, {2, staff, 3}});
    CHECK(evidence.size() == 1);
    CHECK(policy::weigh(evidence).staff);
    CHECK(policy::weigh(evidence).weak == 1);
}

TEST_CASE("Evidence has no value in it", "[lists]") {
    for (const auto list : {clients, staff}) {
        const auto piece = of_one(list, {number, birth, rare, dossier, email, phone});
        CHECK(piece.place == "pagina 2");
        for (const auto* planted : {"87041298723", "1987", "peeters", "jan", "ekstermans", "lore", "202600123", "0123",
                                    "post.example", "476"})
            CHECK(piece.masked.find(planted) == std::string::npos);
    }
    CHECK(of_one(clients, {rare, phone}).masked == "E. L. + telefoon ••••");
    CHECK(of_one(clients, {number}).masked == "87.••.••-•••.23");
}

TEST_CASE("Two values of one person are one person, and one value of two persons is one person too", "[lists]") {
    const auto together = evidence_of(report_with({rare, phone}), {{0, clients, 3}, {1, clients, 3}});
    CHECK(together.size() == 1);
    const auto apart =
        evidence_of(report_with({rare, {Kind::name, "fien verloren"}}), {{0, clients, 3}, {1, clients, 9}});
    REQUIRE(apart.size() == 2);
    CHECK(apart[0].person != apart[1].person);
    // Two clients are called so; one of them has the telephone that stands beside it.
    const auto homonyms = evidence_of(report_with({rare, phone}), {{0, clients, 3}, {0, clients, 9}, {1, clients, 9}});
    REQUIRE(homonyms.size() == 1);
    CHECK(homonyms[0].strength == Strength::certain);
}

TEST_CASE("A person whose number the scan found has the scan's ordinal", "[lists]") {
    auto report = report_with({number, {Kind::name, "fien verloren"}});
    report.candidates[0].person = 4U;
    report.candidates.push_back(report.candidates[1]);
    report.candidates[2].value = "ekstermans lore";
    report.candidates[2].document = 0;
    report.findings.documents[1].evidence.push_back({"rrn", Strength::certain, "", "87.••.••-•••.23", 4U});
    add_list_evidence(report, {{0, clients, 3}, {1, clients, 9}, {2, clients, 3}});
    const auto& first = report.findings.documents[0].evidence;
    const auto& second = report.findings.documents[1].evidence;
    REQUIRE(first.size() == 1);
    CHECK(first[0].person == 4U);
    REQUIRE(second.size() == 3);
    CHECK(second[1].person == 4U);
    CHECK(second[2].person == 5U);
    CHECK(policy::weigh(second).persons.size() == 2);
}

TEST_CASE("A whole list in a document is told by its first fifty", "[lists]") {
    std::vector<std::pair<Kind, std::string>> values;
    std::vector<Recognised> recognised;
    for (int i = 0; i < 500; ++i) {
        values.emplace_back(
            Kind::name, std::string("ekstermans ") + static_cast<char>('a' + i % 26) + static_cast<char>('a' + i / 26));
        recognised.push_back({static_cast<std::size_t>(i), clients, i});
    }
    CHECK(evidence_of(report_with(values), recognised).size() == 50);
}

// From here on through a database.
struct Lists {
    test::TestDatabase database;
    test::TestFolder folder;
    storage::vault::KeyDirectory keys{folder.path()};
    storage::postgres::Connection relay{database.conninfo("relay")};
    storage::lists::ListLookup lookup{relay, keys};

    Lists() {
        storage::lists::make_list_keys(keys);
        import(clients, {{ rare, email, phone, dossier }});
        import(staff,
               {{ {Kind::name, "fien verloren"},
                  {Kind::initial, "f verloren"},
                  { Kind::email,
                    "fien@linde.example" } }});
    }
    void import(ListKind kind, const std::vector<storage::lists::PersonValues>& persons) {
        storage::postgres::Transaction transaction{relay};
        storage::lists::replace_list(transaction, keys, kind, "linde", persons, "test");
        transaction.commit();
    }
    std::vector<policy::Evidence> match(scan::Report report, const mail::Envelope& envelope = {}) {
        match_lists(lookup, "linde", envelope, report);
        CHECK(report.candidates.empty());
        return report.findings.documents[1].evidence;
    }
};

TEST_CASE("Contact data of the correspondents is no evidence, their numbers are", "[lists]") {
    Lists lists;
    auto report = report_with({rare, email, phone});
    CHECK(lists.match(report).at(0).strength == Strength::certain);
    auto to_client = report;
    to_client.structure.values = {{"to", "\"Ekstermans, Lore\" <Lore@post.example>"}};
    const auto left = lists.match(to_client);
    REQUIRE(left.size() == 1);
    CHECK(left[0].masked == "telefoon ••••");
    mail::Envelope envelope;
    envelope.forward_paths.push_back(*mail::Mailbox::parse("lore@post.example"));
    auto by_envelope = report_with({email});
    CHECK(lists.match(by_envelope, envelope).empty());
    CHECK(lists.match(by_envelope).size() == 1);
}

TEST_CASE("Staff who correspond, or stand in a signature, are no evidence", "[lists]") {
    Lists lists;
    const std::pair<Kind, std::string> fien{Kind::name, "fien verloren"};
    auto report = report_with({fien});
    CHECK(lists.match(report).at(0).detector == "list.staff");
    auto from_her = report;
    // By her address alone: the name that the list has for it is hers too.
    from_her.structure.values = {{"from", "\"Secretariaat\" <fien@linde.example>"}};
    CHECK(lists.match(from_her).empty());
    auto signature = report;
    signature.candidates[0].in_signature = true;
    CHECK(lists.match(signature).empty());
    // A client in a signature block stays one: it may be the quoted mail of a client.
    auto client = report_with({rare});
    client.candidates[0].in_signature = true;
    CHECK(lists.match(client).size() == 1);
}

TEST_CASE("Where not all could be looked up, no document is taken for read, whoever's values were cut", "[lists]") {
    Lists lists;
    auto report = report_with({{Kind::name, "niemand bekend"}});
    report.candidates_cut = true;
    match_lists(lists.lookup, "linde", {}, report);
    CHECK(report.findings.documents[1].unscannable == policy::Unscannable::too_large);
    CHECK(report.findings.documents[0].unscannable == policy::Unscannable::too_large);
    CHECK(report.findings.documents[1].evidence.empty());
}

TEST_CASE("With the database away nothing is decided", "[lists]") {
    Lists lists;
    storage::postgres::Connection owner{lists.database.conninfo("owner")};
    owner.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'relay' and datname = "
        "current_database()");
    auto report = report_with({rare});
    CHECK_THROWS_AS(match_lists(lists.lookup, "linde", {}, report), storage::Error);
}

}  // namespace
}  // namespace sluis::pipeline
