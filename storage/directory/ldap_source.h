#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "storage/directory/ldap_connection.h"

namespace sluis::storage::directory {

/// What an LDAP server knows. Keeps a few bound connections for searching; each password is tried on a connection of
/// its own, so that no search ever runs as somebody else.
class LdapSource final : public Source {
public:
    /// Does not connect. @throws std::invalid_argument for a URL that would send passwords in the clear over a network
    explicit LdapSource(LdapOptions options);

    [[nodiscard]] std::vector<Entry> find(const Query& query) const override;
    [[nodiscard]] bool prove(const Entry& entry, const std::string& password) const override;
    void probe() const override;

private:
    [[nodiscard]] std::unique_ptr<LdapConnection> take() const;
    [[nodiscard]] std::unique_ptr<LdapConnection> connect() const;
    void give_back(std::unique_ptr<LdapConnection> connection) const;

    LdapOptions options_;
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<LdapConnection>> idle_;
};

}  // namespace sluis::storage::directory
