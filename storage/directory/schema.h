#pragma once

/// The names of docs/directory.md and packaging/ldap/sluis.schema, in lower case as Entry has them.
namespace sluis::storage::directory::schema {

inline constexpr const char* organisation_class = "sluisorganisation";
inline constexpr const char* service_class = "sluisservice";
inline constexpr const char* person_class = "sluisperson";

inline constexpr const char* list_class = "sluislist";      ///< A distribution list: an address that goes to members.
inline constexpr const char* group_class = "groupofnames";  ///< Names people; a sender group of the policy may ask.

inline constexpr const char* organisation = "o";    ///< The organisation's identifier; on others, whose they are.
inline constexpr const char* name = "displayname";  ///< For people to read; cn when absent.
inline constexpr const char* common_name = "cn";
inline constexpr const char* kind = "sluiskind";
inline constexpr const char* domain = "associateddomain";
inline constexpr const char* generic_mailbox = "sluisgenericmailbox";
inline constexpr const char* postmaster = "sluispostmaster";
inline constexpr const char* id = "uid";
inline constexpr const char* mail = "mail";
inline constexpr const char* alternate = "mailalternateaddress";
inline constexpr const char* division = "ou";
inline constexpr const char* role = "sluisrole";
inline constexpr const char* may_read_personal = "sluismayreadpersonal";
inline constexpr const char* national_number = "sluisnationalnumber";
inline constexpr const char* entry_id = "entryuuid";               ///< The server's own name for an entry (RFC 4530).
inline constexpr const char* member = "member";                    ///< DN of a member.
inline constexpr const char* member_address = "rfc822mailmember";  ///< A member by address.
inline constexpr const char* own_dn = "entrydn";                   ///< The entry's own DN (RFC 5020).
inline constexpr const char* password = "userpassword";            ///< Read from LDIF alone; a server is asked to bind.

}  // namespace sluis::storage::directory::schema
