#pragma once

#include <ldap.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "storage/directory/entry.h"

namespace sluis::storage::directory {

/// How to reach an LDAP server, and what may be asked of it.
struct LdapOptions {
    std::string url;                ///< `ldap://host:389`, `ldaps://host`, `ldapi://…`; several, with blanks between.
    bool start_tls = true;          ///< Without it `ldap://` is taken for loopback alone.
    std::filesystem::path ca_file;  ///< The system's authorities when empty.
    std::string base;               ///< Everything below it is searched.
    std::string bind_dn;            ///< Who searches; anonymous when empty.
    std::string bind_password;
    std::chrono::milliseconds deadline{5000};  ///< For each step: connect, TLS, bind, search.
};

/// One connection to an LDAP server: TLS verified before anything is said, no referrals. For one thread at a time.
class LdapConnection {
public:
    /// Connects, and secures the connection. @throws Unavailable
    explicit LdapConnection(const LdapOptions& options);

    /// Simple bind. False when the server says that the credentials are wrong; an empty password is never sent, since a
    /// server takes it for "nobody" and says yes (RFC 4513 §5.1.2). @throws Unavailable
    [[nodiscard]] bool bind(const std::string& dn, const std::string& password);

    /// At most `most` entries. @throws Unavailable
    [[nodiscard]] std::vector<Entry> search(const std::string& base, const std::string& filter, std::size_t most);

    /// The connection broke under the last call: a new one may do better.
    [[nodiscard]] bool broken() const noexcept { return broken_; }

private:
    struct Close {
        void operator()(LDAP* handle) const noexcept { ::ldap_unbind_ext_s(handle, nullptr, nullptr); }
    };
    [[noreturn]] void fail(const char* step, int code);
    void set(int option, const void* value, const char* what);
    std::unique_ptr<LDAP, Close> handle_;
    std::chrono::milliseconds deadline_;
    bool broken_ = false;
};

}  // namespace sluis::storage::directory
