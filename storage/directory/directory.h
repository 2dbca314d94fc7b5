#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "gateway/mail/mailbox.h"
#include "policy/party.h"

namespace sluis::storage::directory {

/// The directory cannot answer now: mail waits, a login is refused with a clear page.
class Unavailable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Organisations, their services and their people: LDAP, or an LDIF file with the same schema (docs/directory.md).
/// Thread-safe, cached with a bound on staleness. Blocking: for a worker thread.
class Directory {
public:
    virtual ~Directory() = default;

    /// What is known of an address: a person, a service, or at least the organisation of its domain. Nothing when
    /// unknown. A domain that several classes share (opgroeien.be) names no organisation by itself.
    /// @throws Unavailable
    [[nodiscard]] virtual std::optional<policy::DirectoryFacts> find(const mail::Mailbox& address) const = 0;

    /// The names of the groups (groupOfNames) that the person with this address is a member of, directly or through
    /// another group, in lower case. @throws Unavailable, also for a person of more than 256 groups
    [[nodiscard]] virtual std::vector<std::string> groups(const mail::Mailbox& /*address*/) const { return {}; }

    /// Who gets what is sent to a distribution list, lists within it included.
    struct ListMember {
        mail::Mailbox address;
        std::optional<policy::DirectoryFacts> facts;
    };
    struct MailingList {
        std::vector<ListMember> members;  ///< Each address once.
        /// Everybody is in members. False when it is deeper than 5 lists or longer than 200 members, or when a member
        /// cannot be found or has no address: somebody may read along of whom nothing is known.
        bool complete = true;
    };
    /// Nothing when the address is no list. @throws Unavailable
    [[nodiscard]] virtual std::optional<MailingList> list(const mail::Mailbox& /*address*/) const {
        return std::nullopt;
    }

    /// Proves a person by login name (uid or mail) and password: an LDAP bind. An empty password is refused before the
    /// bind. Nothing when it is wrong. @throws Unavailable
    struct Person {
        policy::DirectoryFacts facts;
        std::string login;
        std::vector<mail::Mailbox> addresses;  ///< The reverse-paths that are theirs: mail and mailAlternateAddress.
        std::string national_number{};  ///< Eleven digits, where the directory holds it. Never shown, never stored.
        std::string entry_id{};  ///< entryUUID (RFC 4530), where the directory has it: not given to anybody else, ever.
    };
    [[nodiscard]] virtual std::optional<Person> authenticate(const std::string& login,
                                                             const std::string& password) const = 0;

    /// A person by login, without proof: for a session that has proven itself before. @throws Unavailable
    [[nodiscard]] virtual std::optional<Person> person(const std::string& login) const = 0;

    /// The domains whose mail this organisation sends. @throws Unavailable
    [[nodiscard]] virtual std::vector<std::string> domains(const std::string& organisation) const = 0;

    /// The people of an organisation, by their names; at most `max_people`. @throws Unavailable
    [[nodiscard]] virtual std::vector<Person> people(const std::string& /*organisation*/) const { return {}; }
    static constexpr std::size_t max_people = 5000;

    /// The organisation's own postmaster (sluisPostmaster), where the directory names one. @throws Unavailable
    [[nodiscard]] virtual std::optional<mail::Mailbox> postmaster(const std::string& /*organisation*/) const {
        return std::nullopt;
    }

    /// Asks it something small. @throws Unavailable with the reason, for sluisctl check.
    virtual void probe() const = 0;
};

}  // namespace sluis::storage::directory
