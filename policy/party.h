#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/mail/mailbox.h"

namespace sluis::policy {

/// The answer to Q2, "Met wie wil je delen?". A name and not an enumeration, since policy.toml adds classes (S0.53).
using PartyClass = std::string;

namespace party_class {                              // the classes of the flowchart as it stands
inline constexpr const char* own = "own";            ///< eigen organisatie
inline constexpr const char* facility = "facility";  ///< voorziening
inline constexpr const char* community_institution = "community-institution";  ///< gemeenschapsinstelling
inline constexpr const char* consultant = "consultant";                        ///< consulent: OCJ, SDJ, VK
inline constexpr const char* agency = "agency";                                ///< agentschap: Voorzieningenbeleid
inline constexpr const char* court = "court";                                  ///< jeugdrechter, parket
inline constexpr const char* client = "client";                                ///< cliënt of context
inline constexpr const char* helpdesk = "helpdesk";
inline constexpr const char* unknown = "unknown";
}  // namespace party_class

/// What a person does in their organisation, as the directory says it (attribute sluisRole).
enum class PersonRole {
    administrative_officer,
    team_lead,
    organisation_administrator,
    data_protection_officer,
};
[[nodiscard]] std::string_view to_string(PersonRole role);
[[nodiscard]] std::optional<PersonRole> person_role_from(std::string_view text);

/// What the directory knows of one address. Absent fields are empty.
struct DirectoryFacts {
    std::string organisation;       ///< Identifier: the organisation's `o`.
    std::string organisation_name;  ///< For people to read.
    PartyClass organisation_class;  ///< From the organisation's kind.
    std::string person;             ///< Stable identifier of the person (uid); empty for a service or a bare domain.
    std::string display_name;
    std::vector<PersonRole> roles;
    std::string division;            ///< Team or division within the organisation.
    std::string generic_mailbox;     ///< The organisation's generic mailbox (Voorzieningenbeleid), or empty (S0.34).
    bool is_service = false;         ///< The address is a service's, not one person's.
    bool may_read_personal = false;  ///< Designated by their organisation for personal documents (S0.44).
    /// Names of the directory's groups that the person is a member of, lower case. Filled for senders alone, and only
    /// where a sender group of the policy asks for one.
    std::vector<std::string> groups{};
};

/// A correspondent of a message, classified: the sender or one recipient.
struct Party {
    mail::Mailbox address;
    PartyClass klass;
    DirectoryFacts facts;  ///< Empty where the directory does not know the address.
    std::string because;   ///< Which rule gave the class, in words: "adresboek: voorziening", "domein outlook.com".
    bool internal_route = false;  ///< Own organisation, over a route marked internal.
    /// Of a distribution list: the classes of its members, each once. Every rule of theirs is heeded, the strictest
    /// holds. Empty for anybody else.
    std::vector<PartyClass> member_classes{};
};

}  // namespace sluis::policy
