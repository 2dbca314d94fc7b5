#include "storage/directory/directory.h"

#include <catch2/catch.hpp>
#include <functional>
#include <set>

#include "storage/directory/ldap_filter.h"
#include "storage/directory/ldap_source.h"
#include "storage/directory/open_directory.h"
#include "storage/directory/schema_directory.h"
#include "tests/storage/directory/slapd.h"

namespace {

using namespace sluis;
using namespace sluis::storage::directory;
namespace party_class = policy::party_class;

mail::Mailbox a_mailbox(std::string_view text) {
    return mail::Mailbox::parse(text).value();
}

test::Slapd& server() {
    static test::Slapd slapd;
    return slapd;
}

// The same case for the file and for the server: they hold the same entries.
void with_both(const std::function<void(const Directory&)>& check) {
    Options file;
    file.ldif_file = std::filesystem::path{SLUIS_SOURCE_DIR} / "tests/data/directory/organisations.ldif";
    Options ldap;
    ldap.ldap = server().options();
    for (const auto& [name, options] : {std::pair{"file", file}, std::pair{"server", ldap}}) {
        INFO(name);
        check(*open_directory(options));
    }
}

}  // namespace

TEST_CASE("a person is found by any of their addresses, in any case", "[directory]") {
    with_both([](const Directory& directory) {
        for (const auto* address :
             {"an.claes@regenboog.example", "AN.CLAES@REGENBOOG.EXAMPLE", "directie@regenboog.example"}) {
            INFO(address);
            const auto facts = directory.find(a_mailbox(address));
            REQUIRE(facts);
            CHECK(facts->organisation == "regenboog");
            CHECK(facts->organisation_name == "Voorziening De Regenboog");
            CHECK(facts->organisation_class == party_class::facility);
            CHECK(facts->person == "an");
            CHECK(facts->display_name == "An Claes");
            auto roles = facts->roles;
            std::sort(roles.begin(), roles.end());
            CHECK(roles == std::vector{policy::PersonRole::team_lead, policy::PersonRole::organisation_administrator});
            CHECK(facts->division == "leefgroep 1");
            CHECK(facts->may_read_personal);
            CHECK_FALSE(facts->is_service);
        }
        const auto zoe = directory.find(a_mailbox("zoe.peeters@agentschap.example"));
        REQUIRE(zoe);
        CHECK(zoe->display_name == "Zoë Peeters");
        CHECK_FALSE(zoe->may_read_personal);
    });
}

TEST_CASE("a service and a bare domain are known without a person", "[directory]") {
    with_both([](const Directory& directory) {
        const auto service = directory.find(a_mailbox("onthaal@regenboog.example"));
        REQUIRE(service);
        CHECK(service->is_service);
        CHECK(service->person.empty());
        CHECK(service->display_name == "Onthaal De Regenboog");
        CHECK(service->division == "onthaal");

        const auto domain = directory.find(a_mailbox("iemand@mail.regenboog.example"));
        REQUIRE(domain);
        CHECK(domain->organisation == "regenboog");
        CHECK_FALSE(domain->is_service);
        CHECK(domain->person.empty());
        CHECK(domain->display_name.empty());

        CHECK_FALSE(directory.find(a_mailbox("iemand@sub.mail.regenboog.example")));
        CHECK_FALSE(directory.find(a_mailbox("iemand@elders.example")));
    });
}

TEST_CASE("a domain that several organisations share names none, an exact address does", "[directory][S0.3]") {
    with_both([](const Directory& directory) {
        CHECK_FALSE(directory.find(a_mailbox("iemand@agentschap.example")));
        CHECK(directory.find(a_mailbox("zoe.peeters@agentschap.example"))->organisation_class ==
              party_class::consultant);
        const auto wim = directory.find(a_mailbox("wim.vos@agentschap.example"));
        REQUIRE(wim);
        CHECK(wim->organisation_class == party_class::agency);
        CHECK(wim->division == "Voorzieningenbeleid");
        CHECK(wim->generic_mailbox == "voorzieningenbeleid@agentschap.example");
        CHECK(directory.domains("ocj-leuven") == std::vector<std::string>{"agentschap.example"});
        CHECK(directory.domains("agentschap") == std::vector<std::string>{"agentschap.example"});
    });
}

TEST_CASE("an organisation has its domains, its kind and its postmaster", "[directory]") {
    with_both([](const Directory& directory) {
        auto domains = directory.domains("REGENBOOG");
        std::sort(domains.begin(), domains.end());
        CHECK(domains == std::vector<std::string>{"mail.regenboog.example", "regenboog.example"});
        CHECK(directory.domains("nergens").empty());
        CHECK(directory.domains("").empty());
        CHECK(directory.find(a_mailbox("x@crisis.example"))->organisation_class == "crisis-network");
        CHECK(directory.postmaster("regenboog") == a_mailbox("postmaster@regenboog.example"));
        CHECK_FALSE(directory.postmaster("agentschap"));
        CHECK_NOTHROW(directory.probe());
    });
    CHECK(class_of_kind("SDJ") == party_class::consultant);
    CHECK(class_of_kind("rechtbank") == party_class::court);
}

TEST_CASE("the right password proves a person, and nothing else does", "[directory][security]") {
    with_both([](const Directory& directory) {
        for (const auto* login : {"an", "An", "an.claes@regenboog.example", "directie@regenboog.example"}) {
            INFO(login);
            const auto person = directory.authenticate(login, "geheim-an");
            REQUIRE(person);
            CHECK(person->login == "an");
            CHECK(person->facts.person == "an");
            CHECK(person->addresses ==
                  std::vector{a_mailbox("an.claes@regenboog.example"), a_mailbox("directie@regenboog.example")});
        }
        CHECK(directory.authenticate("zoe", "wachtwoord met é"));
        for (const auto* wrong : {"geheim", "geheim-an ", "GEHEIM-AN", "wachtwoord met é"})
            CHECK_FALSE(directory.authenticate("an", wrong));
        CHECK_FALSE(directory.authenticate("an", ""));
        CHECK_FALSE(directory.authenticate("wim", "geheim-an"));
        CHECK_FALSE(directory.authenticate("wim", ""));
        CHECK_FALSE(directory.authenticate("niemand", "geheim-an"));
        CHECK_FALSE(directory.authenticate("", "geheim-an"));
        CHECK_FALSE(directory.authenticate("onthaal@regenboog.example", "geheim-an"));
        CHECK_FALSE(directory.authenticate(std::string(300, 'a'), "geheim-an"));
    });
}

TEST_CASE("a session that proved itself finds its person by login alone", "[directory]") {
    with_both([](const Directory& directory) {
        const auto person = directory.person("an");
        REQUIRE(person);
        CHECK(person->facts.organisation == "regenboog");
        CHECK_FALSE(directory.person("an.claes@regenboog.example"));
        CHECK_FALSE(directory.person("onthaal"));
        CHECK_FALSE(directory.person(""));
    });
}

TEST_CASE("a server names each entry for good, whatever becomes of its login", "[directory][S0.46]") {
    Options ldap;
    ldap.ldap = server().options();
    const auto directory = open_directory(ldap);
    const auto an = directory->person("an");
    REQUIRE(an);
    CHECK(an->entry_id.size() == 36);
    CHECK(directory->authenticate("an", "geheim-an")->entry_id == an->entry_id);
    std::set<std::string> ids;
    const auto people = directory->people("regenboog");
    for (const auto& person : people) ids.insert(person.entry_id);
    CHECK(ids.size() == people.size());
    CHECK(ids.contains(an->entry_id));
}

TEST_CASE("what looks like a filter is a value", "[directory][security][rfc4515]") {
    CHECK(escape_filter("a*b(c)d\\e") == "a\\2ab\\28c\\29d\\5ce");
    CHECK(escape_filter(std::string{"\0é", 3}) == "\\00\\c3\\a9");
    CHECK(filter_of({"sluisPerson", {"mail", "uid"}, "x)(uid=*"}) ==
          "(&(objectClass=sluisPerson)(|(mail=x\\29\\28uid=\\2a)(uid=x\\29\\28uid=\\2a)))");
    with_both([](const Directory& directory) {
        for (const auto* login :
             {"*", "a*", "an)(uid=*", "*)(objectClass=*", "an)(|(uid=*", "\\61n", "an\\", "an)(", " an", "an "}) {
            INFO(login);
            CHECK_FALSE(directory.authenticate(login, "geheim-an"));
            CHECK_FALSE(directory.person(login));
            CHECK(directory.domains(login).empty());
        }
        CHECK_FALSE(directory.find(a_mailbox("*@regenboog-anders.example")));
        CHECK(directory.find(a_mailbox("*@regenboog.example"))->person.empty());
        CHECK(directory.find(a_mailbox("an*@regenboog.example"))->person.empty());
    });
}

TEST_CASE("a server whose certificate is not vouched for is refused", "[directory][security]") {
    Options options;
    options.ldap = server().options();
    options.ldap.ca_file = server().other_ca();
    CHECK_THROWS_AS(open_directory(options)->probe(), Unavailable);
    CHECK_THROWS_AS(open_directory(options)->authenticate("an", "geheim-an"), Unavailable);
    options.ldap.ca_file = "/nowhere.pem";
    CHECK_THROWS_AS(open_directory(options)->probe(), Unavailable);
}

TEST_CASE("passwords leave this machine secured or not at all", "[directory][security]") {
    const auto refused = [](const std::string& url, bool start_tls) {
        LdapOptions options;
        options.url = url;
        options.start_tls = start_tls;
        try {
            const LdapSource source{options};
            return false;
        } catch (const std::invalid_argument&) {
            return true;
        }
    };
    CHECK(refused("ldap://ldap.regenboog.example", false));
    CHECK(refused("ldap://127.0.0.1 ldap://ldap.regenboog.example", false));
    CHECK(refused("", true));
    CHECK(refused("http://ldap.regenboog.example", true));
    CHECK(refused("ldaps://ldap.regenboog.example", true));
    CHECK_FALSE(refused("ldap://ldap.regenboog.example", true));
    CHECK_FALSE(refused("ldaps://ldap.regenboog.example", false));
    CHECK_FALSE(refused("ldap://127.0.0.1:3890", false));
    CHECK_FALSE(refused("ldapi://%2Frun%2Fldapi", false));
}

TEST_CASE("a server that stopped is unavailable, and served again when it is back", "[directory]") {
    test::Slapd slapd;
    Options options;
    options.ldap = slapd.options();
    options.ldap.deadline = std::chrono::milliseconds{500};
    options.staleness = std::chrono::seconds{0};
    const auto directory = open_directory(options);
    REQUIRE(directory->find(a_mailbox("an.claes@regenboog.example")));

    slapd.stop();
    CHECK_THROWS_AS(directory->find(a_mailbox("an.claes@regenboog.example")), Unavailable);
    CHECK_THROWS_AS(directory->authenticate("an", "geheim-an"), Unavailable);
    CHECK_THROWS_AS(directory->probe(), Unavailable);

    slapd.start();
    CHECK(directory->find(a_mailbox("an.claes@regenboog.example")));
    CHECK(directory->authenticate("an", "geheim-an"));

    slapd.freeze();
    const auto before = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(directory->find(a_mailbox("an.claes@regenboog.example")), Unavailable);
    CHECK_THROWS_AS(directory->authenticate("an", "geheim-an"), Unavailable);
    CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds{10});
    slapd.thaw();
    CHECK(directory->find(a_mailbox("an.claes@regenboog.example")));
}

TEST_CASE("a wrong bind account is said without the password", "[directory]") {
    Options options;
    options.ldap = server().options();
    options.ldap.bind_password = "verkeerd";
    CHECK_THROWS_WITH(open_directory(options)->probe(), Catch::Contains("bind_dn") && !Catch::Contains("verkeerd"));
    options.ldap.bind_password.clear();
    CHECK_THROWS_AS(open_directory(options), std::invalid_argument);
}

namespace {

std::vector<std::string> addresses_of(const Directory::MailingList& list) {
    std::vector<std::string> addresses;
    for (const auto& member : list.members) addresses.push_back(member.address.key());
    std::sort(addresses.begin(), addresses.end());
    return addresses;
}

/// A directory in which every list holds the next one, and one address: as long as the test wants it.
class Chain final : public Source {
public:
    Chain(std::size_t lists, std::size_t members) : lists_{lists}, members_{members} {}
    [[nodiscard]] std::vector<Entry> find(const Query& query) const override {
        if (query.object_class != "sluislist") return {};
        for (std::size_t i = 0; i < lists_; ++i) {
            if (query.value != address(i)) continue;
            Entry entry{"cn=" + std::to_string(i), {{"objectclass", {"sluisList"}}, {"mail", {address(i)}}}};
            auto& members = entry.attributes["rfc822mailmember"];
            if (i + 1 < lists_) members.push_back(address(i + 1));
            for (std::size_t m = 0; m < members_; ++m) {
                members.push_back("m" + std::to_string(i) + "-" + std::to_string(m) + "@elders.example");
            }
            return {entry};
        }
        return {};
    }
    [[nodiscard]] bool prove(const Entry&, const std::string&) const override { return false; }
    void probe() const override {}

private:
    static std::string address(std::size_t i) { return "lijst" + std::to_string(i) + "@elders.example"; }
    std::size_t lists_, members_;
};

}  // namespace

TEST_CASE("a distribution list gives its members, those of lists within it included", "[directory]") {
    with_both([](const Directory& directory) {
        for (const auto* address : {"leefgroep@regenboog.example", "GROEP1@regenboog.example"}) {
            const auto list = directory.list(a_mailbox(address));
            REQUIRE(list);
            CHECK(list->complete);
            CHECK(addresses_of(*list) == std::vector<std::string>{"an.claes@regenboog.example", "mama@post.example",
                                                                  "zoe.peeters@agentschap.example"});
            for (const auto& member : list->members) {
                const auto key = member.address.key();
                if (key == "mama@post.example") CHECK_FALSE(member.facts);
                if (key == "an.claes@regenboog.example") CHECK(member.facts.value().person == "an");
                if (key == "zoe.peeters@agentschap.example")
                    CHECK(member.facts.value().organisation_class == party_class::consultant);
            }
        }
        CHECK_FALSE(directory.list(a_mailbox("an.claes@regenboog.example")));
        CHECK_FALSE(directory.list(a_mailbox("niemand@regenboog.example")));
    });
}

TEST_CASE("lists that hold each other end, and a member that is not found makes a list incomplete", "[directory]") {
    with_both([](const Directory& directory) {
        const auto circle = directory.list(a_mailbox("kring@regenboog.example"));
        REQUIRE(circle);
        CHECK(circle->complete);
        CHECK(addresses_of(*circle) == std::vector<std::string>{"an.claes@regenboog.example", "mama@post.example",
                                                                "zoe.peeters@agentschap.example"});
        const auto ghosts = directory.list(a_mailbox("spoken@regenboog.example"));
        REQUIRE(ghosts);
        CHECK_FALSE(ghosts->complete);
        CHECK(addresses_of(*ghosts) == std::vector<std::string>{"an.claes@regenboog.example"});
    });
}

TEST_CASE("a list that is too deep or too long is incomplete", "[directory]") {
    const auto list_of = [](std::size_t lists, std::size_t members) {
        const SchemaDirectory directory{std::make_unique<Chain>(lists, members)};
        return directory.list(a_mailbox("lijst0@elders.example")).value();
    };
    CHECK(list_of(5, 2).complete);
    CHECK(list_of(5, 2).members.size() == 10);
    CHECK_FALSE(list_of(6, 2).complete);
    CHECK(list_of(1, 200).complete);
    CHECK_FALSE(list_of(1, 201).complete);
    CHECK(list_of(1, 201).members.size() == 200);
    CHECK_FALSE(list_of(4, 150).complete);
    CHECK_FALSE(list_of(1, 900).complete);
}

TEST_CASE("a person's groups are found, those that hold their group included", "[directory]") {
    with_both([](const Directory& directory) {
        CHECK(directory.groups(a_mailbox("directie@regenboog.example")) ==
              std::vector<std::string>{"directie", "kring", "kring-twee", "leefgroep", "leiding", "spoken"});
        CHECK(directory.groups(a_mailbox("zoe.peeters@agentschap.example")) ==
              std::vector<std::string>{"kring", "kring-twee"});
        CHECK(directory.groups(a_mailbox("onthaal@regenboog.example")).empty());
        CHECK(directory.groups(a_mailbox("niemand@elders.example")).empty());
    });
}
