#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/mail/result.h"

namespace sluis::config {

/// An address to listen on: `127.0.0.1:2525`, `[::1]:465`.
struct Endpoint {
    std::string address;
    std::uint16_t port = 0;
    friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// What is spoken on a listener (design §3).
enum class ListenerKind { relay, submission, submissions };

struct Listener {
    std::string name;
    ListenerKind kind = ListenerKind::relay;
    Endpoint endpoint;
};

/// A mail server that hands us its organisation's outgoing mail: by network, or by client certificate, or both; and in
/// a shared cloud, whose customers have these in common, by both and by a header field.
struct RelayClient {
    std::string name;
    std::string organisation;                    ///< Whose mail this is. Never taken from From:.
    std::vector<std::string> networks;           ///< CIDR; empty: any, then a certificate is needed.
    std::vector<std::string> certificate_names;  ///< DNS names; empty: none is needed.
    bool normalize_bare_lf = false;              ///< `bare_lf = "normalize"`, for office scanners.
    std::string header;                          ///< Of a shared cloud: the field that says whose mail it is.
    std::string header_value;                    ///< What it must say, where that is no secret …
    std::filesystem::path header_secret_file;    ///< … or where it is: never leaves with the mail.
    [[nodiscard]] bool in_shared_cloud() const { return !header.empty(); }
};

enum class NextHopTls { none, opportunistic, verified };

/// The mail server that a domain's mail is handed to. `domain = "*"` is every other domain.
struct NextHop {
    std::string domain;
    std::string host;
    std::uint16_t port = 25;
    NextHopTls tls = NextHopTls::verified;
    std::string tls_name;           ///< Name on its certificate; the host when empty.
    std::filesystem::path ca_file;  ///< The system's authorities when empty.
    std::string login;
    std::filesystem::path password_file;
    bool internal = false;  ///< A route that stays within the organisation (design §5).
};

struct TlsFiles {
    std::filesystem::path certificate_file;
    std::filesystem::path key_file;
    std::filesystem::path client_ca_file;  ///< Who signs relay clients' certificates; empty: none are asked for.
};

/// Every bound on the SMTP side, with its default. docs/configuration.md lists them with their limits.
struct SmtpLimits {
    std::uint64_t max_message_bytes = 50ull << 20;
    std::size_t max_recipients = 200;
    std::size_t max_sessions = 1000;
    std::size_t max_sessions_per_address = 100;
    std::size_t max_errors = 20;                 ///< In one session, then 421.
    std::size_t max_received_fields = 50;        ///< Loop guard.
    std::chrono::seconds command_deadline{300};  ///< RFC 5321 §4.5.3.2.7
    std::chrono::seconds data_deadline{600};     ///< From DATA to the final dot.
    std::chrono::seconds session_deadline{3600};
};

struct ScanSettings {
    std::chrono::seconds deadline{30};  ///< For one message.
    std::chrono::seconds ocr_time{15};  ///< Of that, work on reading pictures.
    std::uint64_t max_memory_bytes = 512ull << 20;
    std::size_t max_children = 4;
    std::uint64_t max_text_bytes = 64ull << 20;       ///< Text taken out of one message, all documents together.
    std::uint64_t max_unpacked_bytes = 256ull << 20;  ///< What comes out of its archives and documents.
    std::size_t max_entries = 10'000;                 ///< Files in its archives and documents.
    std::size_t max_nesting = 16;                     ///< Archives, documents and messages within one another.
    std::chrono::seconds converter_deadline{5};       ///< For one conversion; a fifth of `deadline` at most.
    std::uint64_t converter_memory_bytes = 256ull << 20;
};

/// The organisations' lists of clients and staff.
struct ListSettings {
    std::chrono::seconds max_age{40 * 24 * 3600};  ///< An older one is told by sluisctl check and health.
};

struct DeliverySettings {
    std::size_t max_sessions = 20;
    std::size_t max_sessions_per_hop = 10;
    std::vector<std::chrono::seconds> retry_after{std::chrono::seconds{60}, std::chrono::seconds{300},
                                                  std::chrono::seconds{900}, std::chrono::seconds{1800},
                                                  std::chrono::seconds{3600}};  ///< The last one repeats.
    std::chrono::seconds give_up_after{5 * 24 * 3600};
    std::chrono::seconds notice_give_up_after{24 * 3600};
};

struct DirectorySettings {
    std::filesystem::path ldif_file;  ///< Either this …
    std::string url;                  ///< … or `ldap://host:389`.
    bool start_tls = true;
    std::filesystem::path ca_file;
    std::string base;
    std::string bind_dn;
    std::filesystem::path bind_password_file;
    std::chrono::seconds cache{60};  ///< How stale an answer may be.
    std::chrono::seconds deadline{5};
};

struct PortalSettings {
    Endpoint listen{"127.0.0.1", 8443};
    std::string url;  ///< What links begin with: `https://delen.voorbeeld.example`.
    TlsFiles tls;
    std::chrono::seconds request_deadline{120};
    std::size_t max_connections = 200;
    std::size_t max_connections_per_address = 20;
    std::chrono::minutes code_lifetime{20};  ///< At least 15 (design §6).
    std::chrono::minutes session_lifetime{60};
    std::string help_contact;  ///< Shown in the footer of pages and notices (S0.56).
    std::string privacy_url;
    std::string dpo_contact;
};

/// The users that the processes run as when started as root. Empty: the user that started sluisd.
struct Users {
    std::string relay, portal, scan, database;
};

/// The whole configuration of one installation, checked. Times carry their unit in the type.
struct Settings {
    std::filesystem::path file;       ///< Where it was read from.
    std::string hostname;             ///< In greetings, Received fields and Message-IDs.
    std::filesystem::path data;       ///< Data directory: database, content, keys, sockets.
    std::filesystem::path keys;       ///< Key directory; `data/keys` unless set (design §7: outside backups).
    std::filesystem::path templates;  ///< Texts; the installed ones unless set.
    std::filesystem::path policy;     ///< policy.toml
    std::string database_url;         ///< libpq's; empty: the private cluster.
    std::string postmaster;           ///< Postmaster's mailbox of this installation.
    std::string bounce_domain;        ///< Domain of Sluis' own reverse-paths (VERP); empty: the sender's is kept.
    std::map<std::string, std::string> postmasters;  ///< Organisation → postmaster, where it has its own.
    std::vector<std::string> kept_header_fields;     ///< Allow-list for rewritten mail; the default when empty.
    TlsFiles tls;
    Users users;
    std::vector<Listener> listeners;
    std::vector<RelayClient> relay_clients;
    std::vector<NextHop> next_hops;
    SmtpLimits smtp;
    ScanSettings scan;
    ListSettings lists;
    DeliverySettings delivery;
    DirectorySettings directory;
    PortalSettings portal;
    std::string log_level = "info";
};

/// What is wrong in a configuration, and where.
struct Problem {
    std::string file;
    int line = 0;
    int column = 0;
    std::string what;  ///< Names the key, the value found and the values allowed.
    [[nodiscard]] std::string text() const {
        return file + ':' + std::to_string(line) + ':' + std::to_string(column) + ": " + what;
    }
};
using Problems = std::vector<Problem>;

/// Reads and checks sluis.toml. Relative paths are taken from the file's own folder. All problems at once, in file
/// order.
[[nodiscard]] Result<Settings, Problems> read_settings(const std::filesystem::path& file);
[[nodiscard]] Result<Settings, Problems> parse_settings(std::string_view text, const std::filesystem::path& file);

}  // namespace sluis::config
