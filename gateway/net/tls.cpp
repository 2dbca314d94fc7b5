#include "gateway/net/tls.h"

#include <gnutls/gnutls.h>

#include <string>

#include "gateway/net/error.h"

namespace sluis::net {
namespace {

constexpr const char* priorities = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:%SERVER_PRECEDENCE";

/// GnuTLS' functions answer with a negative code, or with how many they read.
int check(int code, const std::string& what) {
    if (code < 0) throw Error{Error::Kind::tls, what + ": " + ::gnutls_strerror(code)};
    return code;
}

void load_key(gnutls_certificate_credentials_t certificates, const std::filesystem::path& certificate,
              const std::filesystem::path& key) {
    const auto code =
        ::gnutls_certificate_set_x509_key_file(certificates, certificate.c_str(), key.c_str(), GNUTLS_X509_FMT_PEM);
    check(code, "certificate " + certificate.string() + " with key " + key.string());
}

void load_authorities(gnutls_certificate_credentials_t certificates, const std::filesystem::path& file) {
    const auto count = check(::gnutls_certificate_set_x509_trust_file(certificates, file.c_str(), GNUTLS_X509_FMT_PEM),
                             "authorities " + file.string());
    if (count == 0) throw Error{Error::Kind::tls, "authorities " + file.string() + ": none in it"};
}

}  // namespace

TlsCredentials::TlsCredentials() {
    check(::gnutls_certificate_allocate_credentials(&certificates_), "TLS credentials");
    const auto code = ::gnutls_priority_init(&priority_, priorities, nullptr);
    if (code < 0) ::gnutls_certificate_free_credentials(certificates_);
    check(code, "TLS priorities");
}

TlsCredentials::~TlsCredentials() {
    ::gnutls_certificate_free_credentials(certificates_);
    ::gnutls_priority_deinit(priority_);
}

std::shared_ptr<const TlsCredentials> TlsCredentials::for_server(const ServerTls& files) {
    const std::shared_ptr<TlsCredentials> credentials{new TlsCredentials};
    load_key(credentials->certificates_, files.certificate_file, files.key_file);
    ::gnutls_certificate_set_known_dh_params(credentials->certificates_, GNUTLS_SEC_PARAM_MEDIUM);
    if (!files.client_ca_file.empty()) {
        load_authorities(credentials->certificates_, files.client_ca_file);
        credentials->asks_for_client_certificate_ = true;
    }
    return credentials;
}

std::shared_ptr<const TlsCredentials> TlsCredentials::for_client(const ClientTls& files) {
    const std::shared_ptr<TlsCredentials> credentials{new TlsCredentials};
    if (files.ca_file.empty()) {
        check(::gnutls_certificate_set_x509_system_trust(credentials->certificates_), "the system's authorities");
    } else {
        load_authorities(credentials->certificates_, files.ca_file);
    }
    if (!files.certificate_file.empty()) load_key(credentials->certificates_, files.certificate_file, files.key_file);
    return credentials;
}

}  // namespace sluis::net
