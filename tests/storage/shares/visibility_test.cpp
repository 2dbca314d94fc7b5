#include "storage/shares/visibility.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

using namespace sluis;
using namespace sluis::storage::shares;
using policy::Label;
using policy::PersonRole;

namespace {

constexpr std::int64_t own_link = 7;

Reader member(std::string login, std::string division, std::vector<PersonRole> roles = {}) {
    Reader reader;
    reader.addresses = {login + "@zeehond.example"};
    reader.login = std::move(login);
    reader.organisation = "zeehond";
    reader.division = std::move(division);
    reader.roles = std::move(roles);
    return reader;
}

Reader guest(std::string address, std::int64_t recipient) {
    Reader reader;
    reader.guest_address = std::move(address);
    reader.guest_recipient = recipient;
    return reader;
}

/// The persons of visibility.tsv. "self" is anna of team noord.
Reader reader_named(const std::string& name) {
    using enum PersonRole;
    if (name == "self") return member("anna", "noord");
    if (name == "colleague") return member("bert", "noord");
    if (name == "colleague-elsewhere") return member("bert", "zuid");
    if (name == "officer") return member("cas", "noord", {administrative_officer});
    if (name == "officer-elsewhere") return member("cas", "zuid", {administrative_officer});
    if (name == "lead") return member("dora", "noord", {team_lead});
    if (name == "lead-elsewhere") return member("dora", "zuid", {team_lead});
    if (name == "administrator") return member("els", "noord", {organisation_administrator});
    if (name == "guest") return guest("anna@zeehond.example", own_link);
    if (name == "guest-of-other-link") return guest("anna@zeehond.example", own_link + 1);
    if (name == "guest-of-other-address") return guest("iemand@elders.example", own_link);
    if (name == "nobody") return {};
    if (name == "stranger") {
        auto reader = member("fien", "noord", {administrative_officer, team_lead, organisation_administrator});
        reader.organisation = "walvis";
        reader.may_read_personal = true;
        return reader;
    }
    if (name == "designated-self" || name == "designated-colleague") {
        auto reader = member(name == "designated-self" ? "anna" : "bert", "noord");
        reader.may_read_personal = true;
        return reader;
    }
    FAIL("no reader is called " << name);
    return {};
}

RecipientFacts anna(const std::string& klass, std::int64_t id = own_link) {
    return {id, "anna@zeehond.example", klass, "zeehond", "noord", "anna", false, false};
}

ShareFacts share_from(const std::string& klass) {
    return {1, "zeehond", "anna@zeehond.example", "anna", "noord", klass, false, false};
}
ShareFacts share_from_elsewhere() {
    return {1, "otter", "gust@otter.example", "gust", "", "facility", false, false};
}

DocumentFacts document_for(const RecipientFacts& recipient, Label label) {
    return {3, label, {{recipient, label}}};
}

std::string word(const Verdict& verdict) {
    if (verdict.may_open()) return "open";
    switch (verdict.refusal) {
        case Refusal::not_designated:
            return "not-designated";
        case Refusal::withdrawn:
            return "withdrawn";
        case Refusal::expired:
            return "expired";
        default:
            return verdict.may_see() ? "seen but hidden" : "hidden";
    }
}

}  // namespace

TEST_CASE("a document is read by exactly those whom its label and class allow", "[shares][visibility]") {
    std::ifstream table{std::string{SLUIS_SOURCE_DIR} + "/tests/data/shares/visibility.tsv"};
    std::string line;
    int cases = 0;
    while (std::getline(table, line)) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream fields{line};
        std::string side, label, klass, reader, expected;
        REQUIRE(fields >> side >> label >> klass >> reader >> expected);
        INFO(line);
        const auto as = policy::label_from(label).value();

        const auto verdict = side == "recipient"
                                 ? may_read(reader_named(reader), share_from_elsewhere(), document_for(anna(klass), as))
                                 : may_read(reader_named(reader), share_from(klass), {3, as, {}});

        CHECK(word(verdict) == expected);
        if (verdict.may_open()) CHECK(verdict.side == (side == "recipient" ? Side::recipient : Side::sender));
        ++cases;
    }
    CHECK(cases > 80);
}

TEST_CASE("what was withdrawn or expired opens for nobody, on neither side", "[shares][visibility]") {
    auto share = share_from_elsewhere();
    auto recipient = anna("facility");
    const auto self = reader_named("self");

    share.expired = true;
    CHECK(may_read(self, share, document_for(recipient, Label::client_bound)).refusal == Refusal::expired);
    share.withdrawn = true;
    CHECK(may_read(self, share, document_for(recipient, Label::client_bound)).refusal == Refusal::withdrawn);
    share = share_from_elsewhere();
    recipient.withdrawn = true;
    CHECK(may_read(self, share, document_for(recipient, Label::client_bound)).refusal == Refusal::withdrawn);

    auto own = share_from("facility");
    own.expired = true;
    const auto verdict = may_read(self, own, {3, Label::client_bound, {}});
    CHECK(verdict.may_see());
    CHECK(verdict.refusal == Refusal::expired);
}

TEST_CASE("each recipient's own label holds for that recipient's colleagues", "[shares][visibility]") {
    auto hanne = anna("facility", own_link + 1);
    hanne.address = "hanne@zeehond.example";
    hanne.person = "hanne";
    const DocumentFacts document{
        3, Label::confidential, {{anna("facility"), Label::confidential}, {hanne, Label::client_bound}}};

    const auto colleague = may_read(reader_named("colleague"), share_from_elsewhere(), document);
    CHECK(colleague.may_open());
    CHECK(colleague.recipient == own_link + 1);
    CHECK_FALSE(colleague.addressee);
    const auto self = may_read(reader_named("self"), share_from_elsewhere(), document);
    CHECK(self.recipient == own_link);
    CHECK(self.addressee);
}

TEST_CASE("a colleague who is an addressee reads as a recipient, so that the sender sees it", "[shares][visibility]") {
    const auto verdict =
        may_read(reader_named("self"), share_from("facility"), document_for(anna("own"), Label::confidential));
    CHECK(verdict.side == Side::recipient);
    CHECK(verdict.may_open());
}

TEST_CASE("an empty organisation, division or address joins nobody", "[shares][visibility]") {
    auto reader = reader_named("colleague");
    reader.organisation.clear();
    reader.division.clear();
    auto recipient = anna("facility");
    recipient.organisation.clear();
    recipient.division.clear();
    CHECK_FALSE(may_read(reader, share_from_elsewhere(), document_for(recipient, Label::client_bound)).may_see());
    recipient.klass = "agency";
    recipient.organisation = reader.organisation = "agentschap";
    CHECK_FALSE(may_read(reader, share_from_elsewhere(), document_for(recipient, Label::client_bound)).may_see());

    auto unaddressed = anna("client");
    unaddressed.address.clear();
    Reader nobody;
    nobody.guest_recipient = own_link;
    CHECK_FALSE(may_read(nobody, share_from_elsewhere(), document_for(unaddressed, Label::client_bound)).may_see());
}

TEST_CASE("a generic mailbox opens for its division, and never a personal document", "[shares][visibility]") {
    auto mailbox = anna("agency");
    mailbox.person.clear();
    mailbox.address = "beleid@agentschap.example";
    mailbox.generic = true;
    CHECK(may_read(reader_named("colleague"), share_from_elsewhere(), document_for(mailbox, Label::confidential))
              .may_open());
    auto holder = reader_named("designated-self");
    holder.addresses.push_back(mailbox.address);
    CHECK(may_read(holder, share_from_elsewhere(), document_for(mailbox, Label::personal)).refusal ==
          Refusal::not_designated);
}

TEST_CASE("the sender and the officers who see a share may withdraw it", "[shares][visibility]") {
    const auto share = share_from("facility");
    CHECK(may_withdraw(reader_named("self"), share, Label::confidential));
    CHECK(may_withdraw(reader_named("lead"), share, Label::client_bound));
    CHECK(may_withdraw(reader_named("administrator"), share, Label::client_bound));
    CHECK_FALSE(may_withdraw(reader_named("colleague"), share, Label::client_bound));
    CHECK_FALSE(may_withdraw(reader_named("lead"), share, Label::confidential));
    CHECK_FALSE(may_withdraw(reader_named("stranger"), share, Label::client_bound));
    CHECK_FALSE(may_withdraw(reader_named("guest"), share, Label::client_bound));
}
