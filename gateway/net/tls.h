#pragma once

#include <filesystem>
#include <memory>

struct gnutls_certificate_credentials_st;
struct gnutls_priority_st;

namespace sluis::net {

/// Where a server's certificate stands.
struct ServerTls {
    std::filesystem::path certificate_file;  ///< PEM, the chain included, own certificate first.
    std::filesystem::path key_file;          ///< PEM
    std::filesystem::path client_ca_file;    ///< Client certificates are asked for when set, never required.
};

/// What a client trusts.
struct ClientTls {
    std::filesystem::path ca_file;           ///< The system's authorities when empty.
    std::filesystem::path certificate_file;  ///< Own certificate; empty: none.
    std::filesystem::path key_file;
};

/// Certificates, keys and authorities, read once. Immutable: to reload, make a new one and hand it to
/// Server::use_tls() or to the next connect(); a session keeps the one it began with alive. TLS 1.2 and 1.3.
class TlsCredentials {
public:
    /// @throws net::Error (tls) when a file is missing, is not PEM, or key and certificate do not belong
    /// together.
    [[nodiscard]] static std::shared_ptr<const TlsCredentials> for_server(const ServerTls& files);
    [[nodiscard]] static std::shared_ptr<const TlsCredentials> for_client(const ClientTls& files);

    ~TlsCredentials();
    TlsCredentials(const TlsCredentials&) = delete;
    TlsCredentials& operator=(const TlsCredentials&) = delete;

    [[nodiscard]] bool asks_for_client_certificate() const noexcept { return asks_for_client_certificate_; }
    /// For Stream alone.
    [[nodiscard]] gnutls_certificate_credentials_st* certificates() const noexcept { return certificates_; }
    [[nodiscard]] gnutls_priority_st* priority() const noexcept { return priority_; }

private:
    TlsCredentials();
    gnutls_certificate_credentials_st* certificates_ = nullptr;
    gnutls_priority_st* priority_ = nullptr;
    bool asks_for_client_certificate_ = false;
};

}  // namespace sluis::net
