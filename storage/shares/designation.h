#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/directory/directory.h"
#include "storage/shares/share.h"
#include "storage/vault/keys.h"

/// Who may read personal documents in an organisation, as its administrator said in the portal (S0.44–S0.47). Beside it
/// the directory's own sluisMayReadPersonal counts.
namespace sluis::storage::shares {

/// One person that was designated and not removed since. Nobody's national number is stored: its HMAC is, under a key
/// and an organisation of its own.
struct Designation {
    std::int64_t id = 0;
    std::string person_mac;
    std::string identity_mac;
    std::string login;  ///< As the directory knew them when they were designated.
    std::string by;     ///< Login of the administrator.
    Time at;
};

/// The HMAC of a national number, for one organisation. @param digits  eleven, valid
[[nodiscard]] std::string person_mac(const vault::KeyDirectory& keys, std::string_view organisation,
                                     std::string_view digits);

/// The HMAC of what tells that a login still is the same person: the directory's own name for the entry (entryUUID),
/// else name and addresses. A login that is given to somebody else keeps neither.
[[nodiscard]] std::string identity_mac(const vault::KeyDirectory& keys, const directory::Directory::Person& person);

[[nodiscard]] std::vector<Designation> designations(postgres::Connection& connection, std::string_view organisation);

/// True when one of these is about that person: by national number where the directory holds theirs, else by login
/// together with identity. A login that went to somebody else designates nobody; nor does one whose bearer has another
/// name or address by now, where the directory tells no more than these: they are designated anew.
[[nodiscard]] bool is_designated(const std::vector<Designation>& all, const vault::KeyDirectory& keys,
                                 const directory::Directory::Person& person);

/// Designates a person in their organisation, with its audit row. One that was designated by this number before, and is
/// somebody else by identity, is replaced. @returns false when they were designated already
bool designate(postgres::Transaction& transaction, const vault::KeyDirectory& keys, std::string_view digits,
               const directory::Directory::Person& person, std::string_view by);
/// Ends a designation of this organisation, with its audit row. @returns false when there is no such one
bool undesignate(postgres::Transaction& transaction, std::string_view organisation, std::int64_t id,
                 std::string_view by);

/// A directory that knows what the portal designated: whoever asks it about a person sees `may_read_personal` as it
/// stands at this moment. For one thread and the time of one connection; owns nothing.
class DesignatedDirectory final : public directory::Directory {
public:
    DesignatedDirectory(const directory::Directory& directory, postgres::Connection& connection,
                        const vault::KeyDirectory& keys)
        : directory_{directory}, connection_{connection}, keys_{keys} {}

    /// @throws directory::Unavailable, storage::Error
    [[nodiscard]] std::optional<policy::DirectoryFacts> find(const mail::Mailbox& address) const override;
    [[nodiscard]] std::optional<Person> authenticate(const std::string& login,
                                                     const std::string& password) const override;
    [[nodiscard]] std::optional<Person> person(const std::string& login) const override;
    [[nodiscard]] std::vector<Person> people(const std::string& organisation) const override;
    [[nodiscard]] std::optional<MailingList> list(const mail::Mailbox& address) const override;
    [[nodiscard]] std::vector<std::string> groups(const mail::Mailbox& address) const override {
        return directory_.groups(address);
    }
    [[nodiscard]] std::vector<std::string> domains(const std::string& organisation) const override {
        return directory_.domains(organisation);
    }
    [[nodiscard]] std::optional<mail::Mailbox> postmaster(const std::string& organisation) const override {
        return directory_.postmaster(organisation);
    }
    void probe() const override { directory_.probe(); }

private:
    void complete(Person& person) const;
    void complete(policy::DirectoryFacts& facts) const;
    const directory::Directory& directory_;
    postgres::Connection& connection_;
    const vault::KeyDirectory& keys_;
};

}  // namespace sluis::storage::shares
