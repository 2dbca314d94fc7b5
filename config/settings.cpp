#include "config/settings.h"

#include <algorithm>

#include "config/keys.h"
#include "config/table_reader.h"
#include "config/units.h"
#include "gateway/mail/mailbox.h"

namespace sluis::config {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
constexpr hours day{24};

bool is_host(const std::string& text) {
    return mail::is_domain(text);
}
bool is_mailbox(const std::string& text) {
    return mail::Mailbox::parse(text).has_value();
}
bool is_name(const std::string& text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.';
    });
}
bool is_field_name(const std::string& text) {
    return !text.empty() && text.size() <= 76 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f && c != ':'; });
}
/// True for a host, with what may follow it, on this machine.
bool is_local(std::string_view text) {
    for (const std::string_view host : {"127.0.0.1", "[::1]", "localhost"}) {
        if (text.starts_with(host) &&
            (text.size() == host.size() || text[host.size()] == ':' || text[host.size()] == '/')) {
            return true;
        }
    }
    return false;
}
bool is_local_url(const std::string& text) {
    return text.starts_with("http://") && is_local(std::string_view{text}.substr(7));
}
bool is_web_url(const std::string& text) {
    const bool secure = text.starts_with("https://") && text.size() > 8;
    return (secure || is_local_url(text)) && text.size() <= 200 &&
           text.find_first_of(" \"'<>?#\\") == std::string::npos;
}
bool is_ldap_url(const std::string& text) {
    return (text.starts_with("ldap://") && text.size() > 7) || (text.starts_with("ldaps://") && text.size() > 8);
}

std::string in_words(std::size_t number) {
    return std::to_string(number);
}
std::string in_words(seconds time) {
    return shown(time);
}

/// Refuses a part that is larger than its whole; a part that the file does not name is made to fit.
template <class Value>
void hold_within(TableReader& table, std::string_view part_key, Value& part, std::string_view whole_key,
                 const Value& whole) {
    if (part <= whole) return;
    if (table.has(part_key))
        table.refuse(part_key, "cannot be more than " + std::string{whole_key} + " (" + in_words(whole) + ")");
    part = whole;
}

constexpr std::string_view domain_name = "a domain name";
constexpr std::string_view mailbox = "an address like \"postmaster@voorbeeld.example\"";

TlsFiles read_tls(TableReader& table, bool clients) {
    TlsFiles tls;
    table.path("certificate_file", tls.certificate_file);
    table.path("key_file", tls.key_file);
    if (clients) table.path("client_ca_file", tls.client_ca_file);
    if (tls.certificate_file.empty() != tls.key_file.empty()) {
        table.refuse(tls.key_file.empty() ? "certificate_file" : "key_file",
                     "certificate_file and key_file go together: give both or neither");
    }
    return tls;
}

void read_general(TableReader& top, Settings& settings) {
    top.text("hostname", settings.hostname, "the domain name of this machine, as mail servers know it", is_host);
    top.require("hostname");
    top.path("data", settings.data);
    top.require("data");
    top.path("keys", settings.keys);
    if (settings.keys.empty()) settings.keys = settings.data / "keys";
    top.path("templates", settings.templates);
    top.path("policy", settings.policy);
    top.text("postmaster", settings.postmaster, mailbox, is_mailbox);
    top.require("postmaster");
    top.text("bounce_domain", settings.bounce_domain, domain_name, is_host);
    top.texts("kept_header_fields", settings.kept_header_fields, "a list of header field names", is_field_name);
    const Choices<std::string> levels{{"error", "error"}, {"warning", "warning"}, {"info", "info"}, {"debug", "debug"}};
    top.choice("log_level", settings.log_level, levels);
}

void read_listeners(TableReader& top, Settings& settings) {
    const Choices<ListenerKind> kinds{{"relay", ListenerKind::relay},
                                      {"submission", ListenerKind::submission},
                                      {"submissions", ListenerKind::submissions}};
    for (auto& [name, table] : top.tables("listener")) {
        Listener listener{name, ListenerKind::relay, {}};
        if (!is_name(name)) table.refuse("listener '" + name + "': a name has letters, digits, '-', '_' and '.' only");
        table.choice("kind", listener.kind, kinds);
        table.endpoint("endpoint", listener.endpoint);
        table.require("endpoint");
        if (listener.kind != ListenerKind::relay && settings.tls.certificate_file.empty()) {
            table.refuse("kind", "people log in here, so [tls] needs a certificate_file and a key_file");
        }
        const auto same = std::find_if(
            settings.listeners.begin(), settings.listeners.end(),
            [&](const Listener& other) { return other.endpoint == listener.endpoint && other.endpoint.port != 0; });
        if (same != settings.listeners.end()) {
            table.refuse("endpoint", "listener '" + same->name + "' has " + shown(listener.endpoint) + " already");
        }
        table.finish();
        settings.listeners.push_back(std::move(listener));
    }
    if (settings.listeners.empty()) top.refuse("table [listener.NAME] is missing: Sluis would receive no mail");
}

/// Exchange Online and Google have networks and certificates that all their customers share.
void read_shared_cloud(TableReader& table, RelayClient& client) {
    table.text("header", client.header, "the name of a header field, like \"X-OriginatorOrg\"", is_field_name);
    table.text("header_value", client.header_value, "what the field says, like \"voorbeeld.example\"",
               [](const std::string& text) { return !text.empty() && text.size() <= 500; });
    table.path("header_secret_file", client.header_secret_file);
    if (!client.in_shared_cloud()) {
        for (const auto* key : {"header_value", "header_secret_file"}) {
            if (table.has(key)) table.refuse(key, "needs header: the name of the field that says it");
        }
        return;
    }
    if (client.header_value.empty() == client.header_secret_file.empty())
        table.refuse("header", "needs either header_value or header_secret_file: what the field must say");
    if (client.networks.empty() || client.certificate_names.empty()) {
        table.refuse("header",
                     "is for a shared cloud: give networks and certificate_names too; a header alone is "
                     "proof of nothing");
    }
    if (client.normalize_bare_lf) table.refuse("bare_lf", "cannot be \"normalize\" together with header");
}

void read_relay_clients(TableReader& top, Settings& settings) {
    const Choices<bool> line_ends{{"refuse", false}, {"normalize", true}};
    for (auto& [name, table] : top.tables("relay_client")) {
        RelayClient client;
        client.name = name;
        if (!is_name(name))
            table.refuse("relay_client '" + name + "': a name has letters, digits, '-', '_' and '.' only");
        table.text("organisation", client.organisation, "the identifier of an organisation (letters, digits, - _ .)",
                   is_name);
        table.require("organisation");
        table.texts("networks", client.networks,
                    "a list of networks like \"192.0.2.0/24\", with no bit behind the prefix", is_network);
        table.texts("certificate_names", client.certificate_names, "a list of DNS names", is_host);
        table.choice("bare_lf", client.normalize_bare_lf, line_ends);
        if (!table.has("networks") && client.certificate_names.empty()) {
            table.refuse("relay_client '" + name +
                         "': give networks, certificate_names or both; else anybody could relay");
        } else if (table.has("networks") && client.networks.empty() && client.certificate_names.empty()) {
            table.refuse("networks", "an empty list lets nobody in; give a network or certificate_names");
        }
        if (!client.certificate_names.empty() && settings.tls.client_ca_file.empty()) {
            table.refuse("certificate_names", "needs client_ca_file in [tls], else no certificate is ever asked for");
        }
        read_shared_cloud(table, client);
        table.finish();
        settings.relay_clients.push_back(std::move(client));
    }
}

void read_next_hops(TableReader& top, Settings& settings) {
    const Choices<NextHopTls> kinds{
        {"none", NextHopTls::none}, {"opportunistic", NextHopTls::opportunistic}, {"verified", NextHopTls::verified}};
    for (auto& [domain, table] : top.tables("next_hop")) {
        NextHop hop;
        hop.domain = mail::ascii_lower(domain);
        if (domain != "*" && !is_host(domain)) {
            table.refuse("next_hop '" + domain + "': found " + domain +
                         ", allowed: a domain name, or \"*\" for every other domain");
        }
        table.text("host", hop.host, "a domain name or an IP address", [](const std::string& text) {
            return is_host(text) || (is_network(text) && text.find('/') == std::string::npos);
        });
        table.require("host");
        table.integer("port", hop.port, 1, 65535);
        table.choice("tls", hop.tls, kinds);
        table.text("tls_name", hop.tls_name, domain_name, is_host);
        table.path("ca_file", hop.ca_file);
        table.text("login", hop.login);
        table.path("password_file", hop.password_file);
        table.flag("internal", hop.internal);
        if (hop.login.empty() != hop.password_file.empty()) {
            table.refuse(hop.login.empty() ? "password_file" : "login",
                         "login and password_file go together: give both or neither");
        }
        if (!hop.login.empty() && hop.tls != NextHopTls::verified) {
            table.refuse("login", "a password leaves only over tls = \"verified\"");
        }
        if (hop.internal && hop.domain == "*") {
            table.refuse("internal", "the route to every other domain cannot be internal");
        }
        const bool twice = std::any_of(settings.next_hops.begin(), settings.next_hops.end(),
                                       [&](const NextHop& other) { return other.domain == hop.domain; });
        if (twice) table.refuse("next_hop '" + domain + "' stands here twice, in another case");
        table.finish();
        settings.next_hops.push_back(std::move(hop));
    }
    if (settings.next_hops.empty()) top.refuse("table [next_hop.\"DOMAIN\"] is missing: Sluis could deliver no mail");
}

void read_smtp(TableReader table, SmtpLimits& smtp) {
    table.size("max_message", smtp.max_message_bytes, 64ull << 10, 500ull << 20);
    table.integer("max_recipients", smtp.max_recipients, 100, 10'000);
    table.integer("max_sessions", smtp.max_sessions, 1, 50'000);
    table.integer("max_sessions_per_address", smtp.max_sessions_per_address, 1, 50'000);
    table.integer("max_errors", smtp.max_errors, 1, 1000);
    table.integer("max_received_fields", smtp.max_received_fields, 10, 200);
    table.duration("command_deadline", smtp.command_deadline, seconds{1}, minutes{60});
    table.duration("data_deadline", smtp.data_deadline, seconds{1}, hours{2});
    table.duration("session_deadline", smtp.session_deadline, seconds{1}, day);
    hold_within(table, "max_sessions_per_address", smtp.max_sessions_per_address, "max_sessions", smtp.max_sessions);
    hold_within(table, "data_deadline", smtp.data_deadline, "session_deadline", smtp.session_deadline);
    table.finish();
}

void read_scan(TableReader table, ScanSettings& scan) {
    table.duration("deadline", scan.deadline, seconds{1}, minutes{10});
    table.duration("ocr_time", scan.ocr_time, seconds{0}, minutes{10});
    table.size("max_memory", scan.max_memory_bytes, 128ull << 20, 8ull << 30);
    table.integer("max_children", scan.max_children, 1, 256);
    table.size("max_text", scan.max_text_bytes, 1ull << 20, 1ull << 30);
    table.size("max_unpacked", scan.max_unpacked_bytes, 1ull << 20, 8ull << 30);
    table.integer("max_entries", scan.max_entries, 1, 10'000'000);
    table.integer("max_nesting", scan.max_nesting, 1, 100);
    table.duration("converter_deadline", scan.converter_deadline, seconds{1}, minutes{10});
    table.size("converter_memory", scan.converter_memory_bytes, 16ull << 20, 8ull << 30);
    table.finish();
}

void read_lists(TableReader table, ListSettings& lists) {
    table.duration("max_age", lists.max_age, day, 730 * day);
    table.finish();
}

void read_delivery(TableReader table, DeliverySettings& delivery) {
    table.integer("max_sessions", delivery.max_sessions, 1, 1000);
    table.integer("max_sessions_per_hop", delivery.max_sessions_per_hop, 1, 1000);
    table.durations("retry_after", delivery.retry_after, seconds{1}, day);
    table.duration("give_up_after", delivery.give_up_after, minutes{1}, 14 * day);
    table.duration("notice_give_up_after", delivery.notice_give_up_after, minutes{1}, 14 * day);
    hold_within(table, "max_sessions_per_hop", delivery.max_sessions_per_hop, "max_sessions", delivery.max_sessions);
    table.finish();
}

void read_directory(TableReader table, DirectorySettings& directory) {
    table.path("ldif_file", directory.ldif_file);
    table.text("url", directory.url, "an address like \"ldap://host:389\" or \"ldaps://host:636\"", is_ldap_url);
    table.flag("start_tls", directory.start_tls);
    table.path("ca_file", directory.ca_file);
    table.text("base", directory.base, "the distinguished name under which everything stands");
    table.text("bind_dn", directory.bind_dn, "the distinguished name that Sluis logs in with");
    table.path("bind_password_file", directory.bind_password_file);
    table.duration("cache", directory.cache, seconds{0}, hours{1});
    table.duration("deadline", directory.deadline, seconds{1}, minutes{1});
    if (!directory.ldif_file.empty() && !directory.url.empty()) {
        table.refuse("url", "the directory is either ldif_file or url, not both");
    }
    if (!directory.url.empty() && directory.base.empty()) table.refuse("url", "needs base: where to look");
    if (directory.bind_dn.empty() != directory.bind_password_file.empty()) {
        table.refuse(directory.bind_dn.empty() ? "bind_password_file" : "bind_dn",
                     "bind_dn and bind_password_file go together: give both or neither");
    }
    const bool plain =
        directory.url.starts_with("ldap://") && !directory.start_tls && !is_local(directory.url.substr(7));
    if (plain && !directory.bind_dn.empty()) {
        table.refuse("start_tls", "false would send the password of bind_dn in the clear; allowed on loopback only");
    }
    table.finish();
}

void read_portal(TableReader table, PortalSettings& portal) {
    table.endpoint("listen", portal.listen);
    table.text("url", portal.url, "an address like \"https://delen.voorbeeld.example\"; http:// on loopback only",
               is_web_url);
    table.require("url", "links in notices begin with it");
    while (portal.url.ends_with('/')) portal.url.pop_back();
    portal.tls = read_tls(table, false);
    const bool on_loopback = portal.listen.address == "127.0.0.1" || portal.listen.address == "::1";
    if (portal.tls.certificate_file.empty() && !on_loopback) {
        table.refuse("listen",
                     "needs certificate_file and key_file; without them allowed on loopback only, behind a proxy");
    }
    table.duration("request_deadline", portal.request_deadline, seconds{5}, hours{1});
    table.integer("max_connections", portal.max_connections, 1, 10'000);
    table.integer("max_connections_per_address", portal.max_connections_per_address, 1, 10'000);
    table.duration("code_lifetime", portal.code_lifetime, minutes{15}, hours{24});
    table.duration("session_lifetime", portal.session_lifetime, minutes{5}, hours{24});
    table.text("help_contact", portal.help_contact);
    table.text("privacy_url", portal.privacy_url, "an address like \"https://voorbeeld.example/privacy\"", is_web_url);
    table.text("dpo_contact", portal.dpo_contact);
    hold_within(table, "max_connections_per_address", portal.max_connections_per_address, "max_connections",
                portal.max_connections);
    table.finish();
}

void read_users(TableReader table, Users& users) {
    table.text("relay", users.relay, "a user of this machine", is_name);
    table.text("portal", users.portal, "a user of this machine", is_name);
    table.text("scan", users.scan, "a user of this machine", is_name);
    table.text("database", users.database, "a user of this machine", is_name);
    table.finish();
}

Settings read_all(Reading& reading, const Node& document) {
    Settings settings;
    settings.file = reading.file;
    TableReader top{reading, &document, {1, 1}, "", ""};
    read_general(top, settings);
    auto database = top.table("database");
    database.secret_text("url", settings.database_url);
    database.finish();
    auto postmasters = top.table("postmasters");
    for (auto& [organisation, address] : postmasters.pairs(mailbox)) {
        if (!is_mailbox(address)) {
            postmasters.refuse(organisation, "found \"" + address + "\", allowed: " + std::string{mailbox});
        }
        settings.postmasters.emplace(organisation, address);
    }
    auto tls = top.table("tls");
    settings.tls = read_tls(tls, true);
    tls.finish();
    read_users(top.table("users"), settings.users);
    read_listeners(top, settings);
    read_relay_clients(top, settings);
    read_next_hops(top, settings);
    read_smtp(top.table("smtp"), settings.smtp);
    read_scan(top.table("scan"), settings.scan);
    read_lists(top.table("lists"), settings.lists);
    read_delivery(top.table("delivery"), settings.delivery);
    read_directory(top.table("directory"), settings.directory);
    read_portal(top.table("portal"), settings.portal);
    top.finish();
    return settings;
}

}  // namespace

Result<Settings, Problems> parse_settings(std::string_view text, const std::filesystem::path& file) {
    const auto document = parse_toml(text);
    if (!document) {
        const auto& error = document.error();
        return failure(Problems{{file.string(), error.at.line, error.at.column, error.what}});
    }
    Reading reading{file, {}, {}, {}};
    auto settings = read_all(reading, *document);
    if (!reading.problems.empty()) return failure(in_file_order(std::move(reading.problems)));
    return settings;
}

Result<Settings, Problems> read_settings(const std::filesystem::path& file) {
    const auto text = read_text(file);
    if (!text) return failure(text.error());
    return parse_settings(*text, file);
}

std::vector<KeyInfo> settings_keys() {
    const auto document = parse_toml("listener.x={}\nrelay_client.x={}\nnext_hop.x={}\n");
    Reading reading;
    (void)read_all(reading, document.value());
    return reading.keys;
}

}  // namespace sluis::config
