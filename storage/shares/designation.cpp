#include "storage/shares/designation.h"

#include <algorithm>

#include "storage/audit/audit_log.h"

namespace sluis::storage::shares {

namespace {

void write_audit(postgres::Transaction& transaction, std::string_view organisation, std::string_view by,
                 const std::string& detail) {
    audit::Entry entry;
    entry.event = audit::Event::rights_changed;
    entry.actor = std::string{by};
    entry.organisation = std::string{organisation};
    entry.detail = detail;
    audit::write(transaction, entry);
}

}  // namespace

std::string person_mac(const vault::KeyDirectory& keys, std::string_view organisation, std::string_view digits) {
    return vault::keyed_hash(keys.get_or_make("hmac-designation"), "designation",
                             std::string{organisation} + '\n' + std::string{digits});
}

std::string identity_mac(const vault::KeyDirectory& keys, const directory::Directory::Person& person) {
    auto text = person.facts.organisation + '\n' + person.login + '\n';
    if (!person.entry_id.empty()) {
        text += "entry " + person.entry_id;
    } else {
        text += "name " + person.facts.display_name;
        for (const auto& address : person.addresses) text += '\n' + address.key();
    }
    return vault::keyed_hash(keys.get_or_make("hmac-designation"), "identity", text);
}

std::vector<Designation> designations(postgres::Connection& connection, std::string_view organisation) {
    const auto rows = connection.execute(
        "select id, person_mac, identity_mac, login, designated_by, extract(epoch from designated_at)::bigint from "
        "designation"
        " where organisation = $1 and removed_at is null order by id limit 5000",
        {organisation});
    std::vector<Designation> all;
    for (std::size_t row = 0; row < rows.size(); ++row)
        all.push_back({rows.number(row, 0), rows.text(row, 1), rows.text(row, 2), rows.text(row, 3), rows.text(row, 4),
                       Time{std::chrono::seconds{rows.number(row, 5)}}});
    return all;
}

bool is_designated(const std::vector<Designation>& all, const vault::KeyDirectory& keys,
                   const directory::Directory::Person& person) {
    if (all.empty()) return false;
    if (person.national_number.empty()) {
        const bool by_login =
            std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.login == person.login; });
        if (!by_login) return false;
        const auto mac = identity_mac(keys, person);
        return std::any_of(all.begin(), all.end(),
                           [&](const auto& one) { return one.login == person.login && one.identity_mac == mac; });
    }
    const auto mac = person_mac(keys, person.facts.organisation, person.national_number);
    return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.person_mac == mac; });
}

bool designate(postgres::Transaction& transaction, const vault::KeyDirectory& keys, std::string_view digits,
               const directory::Directory::Person& person, std::string_view by) {
    const std::string_view organisation = person.facts.organisation;
    const auto identity = identity_mac(keys, person);
    const auto number = person_mac(keys, organisation, digits);
    const auto replaced = transaction.execute(
        "update designation set removed_by = $4, removed_at = clock_timestamp()"
        " where organisation = $1 and person_mac = $2 and identity_mac <> $3 and removed_at is null returning login",
        {organisation, std::string_view{number}, std::string_view{identity}, by});
    for (std::size_t row = 0; row < replaced.size(); ++row)
        write_audit(transaction, organisation, by, "undesignated " + replaced.text(row, 0));
    const auto rows = transaction.execute(
        "insert into designation (organisation, person_mac, identity_mac, login, designated_by)"
        " values ($1, $2, $3, $4, $5) on conflict do nothing",
        {organisation, std::string_view{number}, std::string_view{identity}, std::string_view{person.login}, by});
    if (rows.affected() == 0) return false;
    write_audit(transaction, organisation, by, "designated " + person.login);
    return true;
}

bool undesignate(postgres::Transaction& transaction, std::string_view organisation, std::int64_t id,
                 std::string_view by) {
    const auto rows = transaction.execute(
        "update designation set removed_by = $3, removed_at = clock_timestamp()"
        " where id = $1 and organisation = $2 and removed_at is null returning login",
        {id, organisation, by});
    if (rows.empty()) return false;
    write_audit(transaction, organisation, by, "undesignated " + rows.text(0, 0));
    return true;
}

void DesignatedDirectory::complete(Person& person) const {
    if (person.facts.may_read_personal || person.facts.organisation.empty()) return;
    person.facts.may_read_personal = is_designated(designations(connection_, person.facts.organisation), keys_, person);
}

void DesignatedDirectory::complete(policy::DirectoryFacts& facts) const {
    if (facts.person.empty() || facts.may_read_personal) return;
    const auto all = designations(connection_, facts.organisation);
    if (all.empty()) return;
    // Only who they are by number can say it, and an address does not.
    if (const auto known = directory_.person(facts.person); known && known->facts.organisation == facts.organisation)
        facts.may_read_personal = is_designated(all, keys_, *known);
}

std::optional<policy::DirectoryFacts> DesignatedDirectory::find(const mail::Mailbox& address) const {
    auto facts = directory_.find(address);
    if (facts) complete(*facts);
    return facts;
}

std::optional<directory::Directory::MailingList> DesignatedDirectory::list(const mail::Mailbox& address) const {
    auto found = directory_.list(address);
    if (!found) return found;
    for (auto& member : found->members)
        if (member.facts) complete(*member.facts);
    return found;
}

std::optional<directory::Directory::Person> DesignatedDirectory::authenticate(const std::string& login,
                                                                              const std::string& password) const {
    auto known = directory_.authenticate(login, password);
    if (known) complete(*known);
    return known;
}

std::optional<directory::Directory::Person> DesignatedDirectory::person(const std::string& login) const {
    auto known = directory_.person(login);
    if (known) complete(*known);
    return known;
}

std::vector<directory::Directory::Person> DesignatedDirectory::people(const std::string& organisation) const {
    auto all = directory_.people(organisation);
    const auto designated = designations(connection_, organisation);
    for (auto& person : all)
        if (!person.facts.may_read_personal) person.facts.may_read_personal = is_designated(designated, keys_, person);
    return all;
}

}  // namespace sluis::storage::shares
