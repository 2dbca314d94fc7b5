#include "storage/directory/ldap_source.h"

#include <csignal>
#include <sstream>
#include <stdexcept>

#include "storage/directory/directory.h"
#include "storage/directory/ldap_filter.h"

namespace sluis::storage::directory {
namespace {

constexpr std::size_t max_idle = 4;

struct FreeUrl {
    void operator()(LDAPURLDesc* url) const noexcept { ::ldap_free_urldesc(url); }
};

void check_url(const std::string& text, bool start_tls) {
    LDAPURLDesc* raw = nullptr;
    const int code = ::ldap_url_parse(text.c_str(), &raw);
    const std::unique_ptr<LDAPURLDesc, FreeUrl> url{raw};
    if (code != LDAP_URL_SUCCESS) throw std::invalid_argument{"directory.url is not an LDAP URL: " + text};
    const std::string scheme{url->lud_scheme};
    const std::string host{url->lud_host == nullptr ? "" : url->lud_host};
    const bool secured = start_tls || scheme == "ldaps" || scheme == "ldapi";
    const bool loopback = host == "localhost" || host == "::1" || host.starts_with("127.");
    if (!secured && !loopback)
        throw std::invalid_argument{"directory.url needs start_tls, ldaps: or ldapi: to leave this machine: " + text};
    if (start_tls && scheme != "ldap") throw std::invalid_argument{"directory.start_tls is for ldap: alone: " + text};
}

// libldap writes without MSG_NOSIGNAL: a server that went away would end this process.
void ignore_broken_pipes() {
    struct sigaction action {};
    if (::sigaction(SIGPIPE, nullptr, &action) == 0 && action.sa_handler == SIG_DFL) ::signal(SIGPIPE, SIG_IGN);
}

}  // namespace

LdapSource::LdapSource(LdapOptions options) : options_{std::move(options)} {
    ignore_broken_pipes();
    std::istringstream urls{options_.url};
    std::size_t count = 0;
    for (std::string url; urls >> url; ++count) check_url(url, options_.start_tls);
    if (count == 0) throw std::invalid_argument{"directory.url is empty"};
    if (!options_.bind_dn.empty() && options_.bind_password.empty()) {
        throw std::invalid_argument{"directory.bind_dn needs a password"};
    }
}

std::unique_ptr<LdapConnection> LdapSource::connect() const {
    auto connection = std::make_unique<LdapConnection>(options_);
    if (!options_.bind_dn.empty() && !connection->bind(options_.bind_dn, options_.bind_password)) {
        throw Unavailable{"LDAP bind: the server refuses directory.bind_dn or its password"};
    }
    return connection;
}

std::unique_ptr<LdapConnection> LdapSource::take() const {
    const std::lock_guard lock{mutex_};
    if (idle_.empty()) return nullptr;
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
}

void LdapSource::give_back(std::unique_ptr<LdapConnection> connection) const {
    const std::lock_guard lock{mutex_};
    if (idle_.size() < max_idle) idle_.push_back(std::move(connection));
}

std::vector<Entry> LdapSource::find(const Query& query) const {
    const auto filter = filter_of(query);
    // An idle connection may have been closed by the server meanwhile: that one is tried for nothing, once each.
    for (std::size_t tries = 0; tries < max_idle; ++tries) {
        auto connection = take();
        if (!connection) break;
        try {
            auto entries = connection->search(options_.base, filter, query.most);
            give_back(std::move(connection));
            return entries;
        } catch (const Unavailable&) {
            if (!connection->broken()) throw;
        }
    }
    auto connection = connect();
    auto entries = connection->search(options_.base, filter, query.most);
    give_back(std::move(connection));
    return entries;
}

bool LdapSource::prove(const Entry& entry, const std::string& password) const {
    return LdapConnection{options_}.bind(entry.dn, password);
}

void LdapSource::probe() const {
    const auto connection = connect();
    static_cast<void>(connection->search(options_.base, "(&(objectClass=sluisOrganisation)(o=sluis-probe))", 1));
}

}  // namespace sluis::storage::directory
