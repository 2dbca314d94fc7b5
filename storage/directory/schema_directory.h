#pragma once

#include <memory>

#include "storage/directory/directory.h"
#include "storage/directory/entry.h"

namespace sluis::storage::directory {

/// The directory of docs/directory.md, read from any source of entries. What a source gives is checked again here: that
/// the entry really bears the address or login asked for, and that it is the only one.
class SchemaDirectory final : public Directory {
public:
    explicit SchemaDirectory(std::unique_ptr<Source> source) : source_{std::move(source)} {}

    [[nodiscard]] std::optional<policy::DirectoryFacts> find(const mail::Mailbox& address) const override;
    [[nodiscard]] std::optional<Person> authenticate(const std::string& login,
                                                     const std::string& password) const override;
    [[nodiscard]] std::optional<Person> person(const std::string& login) const override;
    [[nodiscard]] std::vector<std::string> domains(const std::string& organisation) const override;
    [[nodiscard]] std::vector<Person> people(const std::string& organisation) const override;
    [[nodiscard]] std::optional<mail::Mailbox> postmaster(const std::string& organisation) const override;
    [[nodiscard]] std::vector<std::string> groups(const mail::Mailbox& address) const override;
    [[nodiscard]] std::optional<MailingList> list(const mail::Mailbox& address) const override;
    void probe() const override { source_->probe(); }

private:
    [[nodiscard]] std::optional<Entry> only(const char* object_class, std::vector<std::string> attributes,
                                            const std::string& value) const;
    /// What one list brings in: its members, and the lists among them.
    struct Expansion;
    void add_member(const Entry& entry, Expansion& expansion) const;
    void add_members_of(const Entry& entry, Expansion& expansion) const;
    [[nodiscard]] std::optional<Entry> list_entry(const mail::Mailbox& address) const;
    [[nodiscard]] std::optional<Entry> organisation(const std::string& id) const;
    [[nodiscard]] policy::DirectoryFacts facts_of(const Entry& entry, bool service) const;
    [[nodiscard]] Person person_of(const Entry& entry) const;
    std::unique_ptr<Source> source_;
};

/// The class of an organisation's sluisKind: the policy's own names, or the Dutch ones of docs/directory.md; any other
/// word is taken for a class that policy.toml adds.
[[nodiscard]] policy::PartyClass class_of_kind(std::string_view kind);

}  // namespace sluis::storage::directory
