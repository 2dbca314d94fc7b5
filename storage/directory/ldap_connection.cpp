#include "storage/directory/ldap_connection.h"

#include <sys/time.h>

#include <array>

#include "gateway/mail/mailbox.h"
#include "storage/directory/directory.h"
#include "storage/directory/schema.h"

namespace sluis::storage::directory {
namespace {

constexpr std::size_t max_values = 1'000;
constexpr std::size_t max_value_octets = 64 * 1024;

timeval time_of(std::chrono::milliseconds span) {
    return {static_cast<time_t>(span.count() / 1000), static_cast<suseconds_t>(span.count() % 1000 * 1000)};
}

struct FreeMessage {
    void operator()(LDAPMessage* message) const noexcept { ::ldap_msgfree(message); }
};
using Message = std::unique_ptr<LDAPMessage, FreeMessage>;

struct FreeValues {
    void operator()(berval** values) const noexcept { ::ldap_value_free_len(values); }
};
struct FreeText {
    void operator()(char* text) const noexcept { ::ldap_memfree(text); }
};

// The attributes asked for: never userPassword.
std::vector<const char*> wanted() {
    return {"objectclass",
            schema::organisation,
            schema::name,
            schema::common_name,
            schema::kind,
            schema::domain,
            schema::generic_mailbox,
            schema::postmaster,
            schema::id,
            schema::mail,
            schema::alternate,
            schema::division,
            schema::role,
            schema::may_read_personal,
            schema::national_number,
            schema::entry_id,
            schema::member,
            schema::member_address};
}

Entry entry_of(LDAP* handle, LDAPMessage* message) {
    Entry entry;
    if (const std::unique_ptr<char, FreeText> dn{::ldap_get_dn(handle, message)}) entry.dn = dn.get();
    for (const char* name : wanted()) {
        const std::unique_ptr<berval*, FreeValues> values{::ldap_get_values_len(handle, message, name)};
        for (std::size_t i = 0; values && values.get()[i] != nullptr && i < max_values; ++i) {
            const auto& value = *values.get()[i];
            if (value.bv_len <= max_value_octets) entry.attributes[name].emplace_back(value.bv_val, value.bv_len);
        }
    }
    return entry;
}

}  // namespace

LdapConnection::LdapConnection(const LdapOptions& options) : deadline_{options.deadline} {
    LDAP* handle = nullptr;
    if (const int code = ::ldap_initialize(&handle, options.url.c_str()); code != LDAP_SUCCESS) fail("connect", code);
    handle_.reset(handle);
    const int version = LDAP_VERSION3;
    const int demand = LDAP_OPT_X_TLS_DEMAND;
    const int oldest = LDAP_OPT_X_TLS_PROTOCOL_TLS1_2;
    const int client = 0;
    const timeval deadline = time_of(deadline_);
    set(LDAP_OPT_PROTOCOL_VERSION, &version, "the protocol's version");
    set(LDAP_OPT_REFERRALS, LDAP_OPT_OFF, "referrals");
    set(LDAP_OPT_RESTART, LDAP_OPT_ON, "interruption");
    set(LDAP_OPT_NETWORK_TIMEOUT, &deadline, "the deadline");
    set(LDAP_OPT_TIMEOUT, &deadline, "the deadline");
    set(LDAP_OPT_X_TLS_REQUIRE_CERT, &demand, "verification");
    set(LDAP_OPT_X_TLS_PROTOCOL_MIN, &oldest, "the oldest TLS");
    if (!options.ca_file.empty()) set(LDAP_OPT_X_TLS_CACERTFILE, options.ca_file.c_str(), "the authorities' file");
    set(LDAP_OPT_X_TLS_NEWCTX, &client, "TLS");  // last: it takes the options above into use
    if (!options.start_tls) return;
    if (const int code = ::ldap_start_tls_s(handle_.get(), nullptr, nullptr); code != LDAP_SUCCESS)
        fail("StartTLS", code);
}

void LdapConnection::set(int option, const void* value, const char* what) {
    if (::ldap_set_option(handle_.get(), option, value) != LDAP_OPT_SUCCESS) {
        throw Unavailable{std::string{"LDAP: cannot set "} + what};
    }
}

// Only libldap's own words: the server's diagnostic may repeat a DN.
void LdapConnection::fail(const char* step, int code) {
    broken_ =
        code == LDAP_SERVER_DOWN || code == LDAP_CONNECT_ERROR || code == LDAP_TIMEOUT || code == LDAP_UNAVAILABLE;
    throw Unavailable{std::string{"LDAP "} + step + ": " + ::ldap_err2string(code)};
}

bool LdapConnection::bind(const std::string& dn, const std::string& password) {
    if (dn.empty() || password.empty()) return false;
    berval credentials{password.size(), const_cast<char*>(password.data())};
    int id = 0;
    if (const int code =
            ::ldap_sasl_bind(handle_.get(), dn.c_str(), LDAP_SASL_SIMPLE, &credentials, nullptr, nullptr, &id);
        code != LDAP_SUCCESS) {
        fail("bind", code);
    }
    timeval deadline = time_of(deadline_);
    LDAPMessage* raw = nullptr;
    const int type = ::ldap_result(handle_.get(), id, LDAP_MSG_ALL, &deadline, &raw);
    const Message message{raw};
    if (type == 0) fail("bind", LDAP_TIMEOUT);
    if (type != LDAP_RES_BIND) fail("bind", LDAP_SERVER_DOWN);
    int code = LDAP_OTHER;
    if (const int parsed =
            ::ldap_parse_result(handle_.get(), message.get(), &code, nullptr, nullptr, nullptr, nullptr, 0);
        parsed != LDAP_SUCCESS) {
        fail("bind", parsed);
    }
    if (code == LDAP_SUCCESS) return true;
    const bool wrong = code == LDAP_INVALID_CREDENTIALS || code == LDAP_INAPPROPRIATE_AUTH ||
                       code == LDAP_NO_SUCH_OBJECT || code == LDAP_INSUFFICIENT_ACCESS ||
                       code == LDAP_UNWILLING_TO_PERFORM || code == LDAP_CONSTRAINT_VIOLATION;
    if (!wrong) fail("bind", code);
    return false;
}

std::vector<Entry> LdapConnection::search(const std::string& base, const std::string& filter, std::size_t most) {
    auto names = wanted();
    names.push_back(nullptr);
    timeval deadline = time_of(deadline_);
    LDAPMessage* raw = nullptr;
    const int code = ::ldap_search_ext_s(handle_.get(), base.c_str(), LDAP_SCOPE_SUBTREE, filter.c_str(),
                                         const_cast<char**>(names.data()), 0, nullptr, nullptr, &deadline,
                                         static_cast<int>(most), &raw);
    const Message message{raw};
    if (code != LDAP_SUCCESS && code != LDAP_SIZELIMIT_EXCEEDED) fail("search", code);
    std::vector<Entry> entries;
    for (auto* each = ::ldap_first_entry(handle_.get(), message.get()); each != nullptr && entries.size() < most;
         each = ::ldap_next_entry(handle_.get(), each)) {
        entries.push_back(entry_of(handle_.get(), each));
    }
    return entries;
}

}  // namespace sluis::storage::directory
