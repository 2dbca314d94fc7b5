#include "storage/directory/schema_directory.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "gateway/mail/national_number.h"
#include "storage/directory/password.h"
#include "storage/directory/schema.h"

namespace sluis::storage::directory {
namespace {

namespace party_class = policy::party_class;

constexpr std::array<std::pair<std::string_view, const char*>, 10> dutch_kinds{
    {{"voorziening", party_class::facility},
     {"project", party_class::facility},
     {"gemeenschapsinstelling", party_class::community_institution},
     {"consulent", party_class::consultant},
     {"ocj", party_class::consultant},
     {"sdj", party_class::consultant},
     {"vk", party_class::consultant},
     {"agentschap", party_class::agency},
     {"rechtbank", party_class::court},
     {"parket", party_class::court}}};

constexpr std::size_t max_login = 256;

bool is_login(const std::string& login) {
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    return !login.empty() && login.size() <= max_login && std::none_of(login.begin(), login.end(), control);
}

bool has_any(const Entry& entry, const std::vector<std::string>& attributes, const std::string& value) {
    return std::any_of(attributes.begin(), attributes.end(), [&](const auto& name) { return entry.has(name, value); });
}

std::string name_of(const Entry& entry, const char* otherwise) {
    for (const auto* attribute : {schema::name, schema::common_name, otherwise}) {
        if (auto name = entry.first(attribute); !name.empty()) return name;
    }
    return {};
}

// A time that is the same whether a login exists or not, where passwords are checked by Sluis itself.
void spend_as_if_known(const std::string& password) {
    static const std::string nobody = hash_password("nobody");
    static_cast<void>(password_fits(nobody, password));
}

}  // namespace

policy::PartyClass class_of_kind(std::string_view kind) {
    const auto word = mail::ascii_lower(kind);
    for (const auto& [dutch, klass] : dutch_kinds) {
        if (word == dutch) return klass;
    }
    return word;
}

std::optional<Entry> SchemaDirectory::only(const char* object_class, std::vector<std::string> attributes,
                                           const std::string& value) const {
    auto found = source_->find({object_class, attributes, value});
    std::erase_if(found, [&](const Entry& entry) { return !has_any(entry, attributes, value); });
    if (found.size() != 1) return std::nullopt;
    return std::move(found.front());
}

std::optional<Entry> SchemaDirectory::organisation(const std::string& id) const {
    if (id.empty()) return std::nullopt;
    auto found = only(schema::organisation_class, {schema::organisation}, id);
    if (found && mail::ascii_lower(found->first(schema::organisation)) != mail::ascii_lower(id)) return std::nullopt;
    return found;
}

policy::DirectoryFacts SchemaDirectory::facts_of(const Entry& entry, bool service) const {
    policy::DirectoryFacts facts;
    if (const auto whose = organisation(entry.first(schema::organisation))) {
        facts.organisation = whose->first(schema::organisation);
        facts.organisation_name = name_of(*whose, schema::organisation);
        facts.organisation_class = class_of_kind(whose->first(schema::kind));
        facts.generic_mailbox = whose->first(schema::generic_mailbox);
    }
    facts.is_service = service;
    facts.display_name = name_of(entry, schema::mail);
    facts.division = entry.first(schema::division);
    if (service) return facts;
    facts.person = entry.first(schema::id);
    for (const auto& word : entry.all(schema::role)) {
        if (const auto role = policy::person_role_from(mail::ascii_lower(word))) facts.roles.push_back(*role);
    }
    facts.may_read_personal = entry.has(schema::may_read_personal, "TRUE");
    return facts;
}

SchemaDirectory::Person SchemaDirectory::person_of(const Entry& entry) const {
    Person person{facts_of(entry, false), entry.first(schema::id), {}};
    person.national_number = national_number::digits_of(entry.first(schema::national_number)).value_or("");
    person.entry_id = mail::ascii_lower(entry.first(schema::entry_id));
    for (const auto* attribute : {schema::mail, schema::alternate}) {
        for (const auto& text : entry.all(attribute)) {
            if (auto address = mail::Mailbox::parse(text)) person.addresses.push_back(std::move(*address));
        }
    }
    return person;
}

std::optional<policy::DirectoryFacts> SchemaDirectory::find(const mail::Mailbox& address) const {
    const std::vector<std::string> addresses{schema::mail, schema::alternate};
    if (const auto person = only(schema::person_class, addresses, address.text())) return facts_of(*person, false);
    if (const auto service = only(schema::service_class, addresses, address.text())) return facts_of(*service, true);
    const auto bearer = only(schema::organisation_class, {schema::domain}, std::string{address.domain()});
    if (!bearer) return std::nullopt;
    auto facts = facts_of(*bearer, true);
    facts.is_service = false;
    facts.display_name.clear();
    facts.division.clear();
    return facts;
}

std::optional<Directory::Person> SchemaDirectory::authenticate(const std::string& login,
                                                               const std::string& password) const {
    if (!is_login(login) || password.empty()) return std::nullopt;
    const auto entry = only(schema::person_class, {schema::id, schema::mail, schema::alternate}, login);
    if (!entry) {
        spend_as_if_known(password);
        return std::nullopt;
    }
    if (!source_->prove(*entry, password)) return std::nullopt;
    return person_of(*entry);
}

std::optional<Directory::Person> SchemaDirectory::person(const std::string& login) const {
    if (!is_login(login)) return std::nullopt;
    const auto entry = only(schema::person_class, {schema::id}, login);
    if (!entry) return std::nullopt;
    return person_of(*entry);
}

std::vector<std::string> SchemaDirectory::domains(const std::string& organisation_id) const {
    std::vector<std::string> domains;
    if (const auto entry = organisation(organisation_id)) {
        for (const auto& domain : entry->all(schema::domain)) domains.push_back(mail::ascii_lower(domain));
    }
    return domains;
}

std::vector<Directory::Person> SchemaDirectory::people(const std::string& organisation_id) const {
    if (!organisation(organisation_id)) return {};
    std::vector<Person> people;
    for (const auto& entry :
         source_->find({schema::person_class, {schema::organisation}, organisation_id, max_people})) {
        // The first value counts, as everywhere: another may name a unit that is not theirs.
        if (mail::ascii_lower(entry.first(schema::organisation)) == mail::ascii_lower(organisation_id))
            people.push_back(person_of(entry));
    }
    std::sort(people.begin(), people.end(), [](const Person& a, const Person& b) {
        return std::tie(a.facts.display_name, a.login) < std::tie(b.facts.display_name, b.login);
    });
    return people;
}

std::optional<mail::Mailbox> SchemaDirectory::postmaster(const std::string& organisation_id) const {
    const auto entry = organisation(organisation_id);
    return entry ? mail::Mailbox::parse(entry->first(schema::postmaster)) : std::nullopt;
}

}  // namespace sluis::storage::directory
