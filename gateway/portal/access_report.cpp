#include "gateway/portal/access_report.h"

#include <algorithm>
#include <array>

#include "gateway/portal/people_roles.h"
#include "gateway/portal/words.h"
#include "storage/shares/visibility.h"

namespace sluis::portal {

namespace {

namespace shares = storage::shares;
using policy::Label;
using storage::directory::Directory;

constexpr std::array all_labels{Label::client_bound, Label::confidential, Label::personal};
// No address and no login of a directory: nobody is this person.
constexpr const char* colleague = "collega@invalid";

shares::Reader reader_of(const Directory::Person& person) {
    shares::Reader reader;
    reader.login = person.login;
    reader.organisation = person.facts.organisation;
    reader.division = person.facts.division;
    reader.roles = person.facts.roles;
    for (const auto& address : person.addresses) reader.addresses.push_back(address.key());
    reader.may_read_personal = person.facts.may_read_personal;
    return reader;
}

/// A share of a colleague in the same team.
shares::ShareFacts share_of_colleague(const Directory::Person& person) {
    shares::ShareFacts share;
    share.organisation = person.facts.organisation;
    share.sender = share.sender_login = colleague;
    share.division = person.facts.division;
    share.sender_class = person.facts.organisation_class;
    return share;
}

/// One document that a colleague in the same team was sent.
shares::DocumentFacts document_to_colleague(const Directory::Person& person, Label label) {
    shares::RecipientFacts recipient;
    recipient.id = 1;
    recipient.address = recipient.person = colleague;
    recipient.klass = person.facts.organisation_class;
    recipient.organisation = person.facts.organisation;
    recipient.division = person.facts.division;
    return {1, label, {{recipient, label}}};
}

shares::ShareFacts share_of_stranger() {
    shares::ShareFacts share;
    share.organisation = share.sender = share.sender_login = colleague;
    share.sender_class = policy::party_class::unknown;
    return share;
}

std::string quoted(const std::string& value) {
    std::string out = "\"";
    // A spreadsheet would run what begins so.
    if (!value.empty() && std::string_view{"=+-@\t\r"}.find(value[0]) != std::string_view::npos) out += '\'';
    for (const char c : value) out += c == '"' ? std::string{"\"\""} : std::string{c};
    return out + '"';
}

}  // namespace

std::vector<PersonAccess> access_report(const std::vector<Directory::Person>& people) {
    std::vector<PersonAccess> report;
    for (const auto& person : people) {
        const auto reader = reader_of(person);
        PersonAccess access;
        access.name = person.facts.display_name.empty() ? person.login : person.facts.display_name;
        access.login = person.login;
        access.division = person.facts.division;
        access.roles = roles_text(person.facts.roles);
        access.personal = person.facts.may_read_personal;
        for (const auto label : all_labels) {
            if (shares::may_read_as_sender(reader, share_of_colleague(person), {1, label, {}}).may_open())
                access.sent_by_colleagues.push_back(label);
            if (shares::may_read_as_recipient(reader, share_of_stranger(), document_to_colleague(person, label))
                    .may_open())
                access.received_by_colleagues.push_back(label);
        }
        report.push_back(std::move(access));
    }
    return report;
}

bool is_often_designated(const Directory::Person& person) {
    const auto& roles = person.facts.roles;
    return std::any_of(roles.begin(), roles.end(), [](policy::PersonRole role) {
        return role == policy::PersonRole::organisation_administrator ||
               role == policy::PersonRole::administrative_officer;
    });
}

std::string labels_text(const std::vector<Label>& labels) {
    std::string text;
    for (const auto label : labels) text += (text.empty() ? "" : ", ") + label_text(label);
    return text.empty() ? "niets" : text;
}

std::string names_text(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::string access_report_csv(const std::vector<PersonAccess>& report) {
    std::string csv =
        "\xEF\xBB\xBF\"naam\";\"login\";\"team\";\"functie\";\"ziet van wat collega's verzonden\";\"ziet van wat "
        "collega's ontvingen\";\"persoonlijke documenten aan zichzelf\";\"groepen van het beleid\"\r\n";
    for (const auto& one : report) {
        csv += quoted(one.name) + ';' + quoted(one.login) + ';' + quoted(one.division) + ';' + quoted(one.roles) + ';' +
               quoted(labels_text(one.sent_by_colleagues)) + ';' + quoted(labels_text(one.received_by_colleagues)) +
               ';' + quoted(one.personal ? "ja" : "nee") + ';' + quoted(names_text(one.groups)) + "\r\n";
    }
    return csv;
}

}  // namespace sluis::portal
