#include "config/settings.h"

#include <catch2/catch.hpp>

#include "config/policy_file.h"
#include "config/units.h"

using namespace sluis;
using namespace sluis::config;
using namespace std::chrono_literals;

namespace {

const std::string least = R"(
hostname = "sluis.voorbeeld.example"
data = "data"
postmaster = "postmaster@voorbeeld.example"
[listener.office]
endpoint = "127.0.0.1:2525"
[next_hop."*"]
host = "192.0.2.25"
[portal]
url = "https://delen.voorbeeld.example/"
)";

Settings settings_of(const std::string& text) {
    const auto settings = parse_settings(text, "/etc/sluis/sluis.toml");
    if (!settings) FAIL(settings.error().front().text());
    return *settings;
}

}  // namespace

TEST_CASE("the least configuration gets every default") {
    const auto settings = settings_of(least);
    CHECK(settings.data == "/etc/sluis/data");
    CHECK(settings.keys == "/etc/sluis/data/keys");
    CHECK(settings.policy.empty());
    CHECK(settings.database_url.empty());
    CHECK(settings.portal.url == "https://delen.voorbeeld.example");
    CHECK(settings.smtp.max_message_bytes == 50ull << 20);
    CHECK(settings.smtp.command_deadline == 5min);
    CHECK(settings.delivery.retry_after.size() == 5);
    CHECK(settings.directory.start_tls);
    CHECK(settings.next_hops.at(0).tls == NextHopTls::verified);
}

TEST_CASE("every key reaches its setting") {
    const auto settings = settings_of(R"(
hostname = "sluis.voorbeeld.example"
data = "/var/lib/sluis"
keys = "../keys"
templates = "t"
policy = "policy.toml"
postmaster = "postmaster@voorbeeld.example"
bounce_domain = "terug.voorbeeld.example"
kept_header_fields = ["From", "To"]
log_level = "debug"
[database]
url = "postgresql://db/sluis"
[postmasters]
huis = "pm@huis.example"
[tls]
certificate_file = "a.crt"
key_file = "a.key"
client_ca_file = "ca.crt"
[users]
relay = "r"
portal = "p"
scan = "s"
database = "d"
[listener.b]
kind = "submissions"
endpoint = "[::1]:465"
[listener.a]
endpoint = "127.0.0.1:25"
[relay_client.huis]
organisation = "huis"
networks = ["192.0.2.0/24", "2001:db8::/32"]
certificate_names = ["mail.huis.example"]
bare_lf = "normalize"
[relay_client.cloud]
organisation = "huis"
networks = ["192.0.2.0/24"]
certificate_names = ["cloud.example"]
header = "X-OriginatorOrg"
header_secret_file = "proof"
[next_hop."Huis.example"]
host = "mail.huis.example"
port = 2525
tls_name = "x.example"
ca_file = "ca.crt"
login = "l"
password_file = "pw"
internal = true
[next_hop."*"]
host = "127.0.0.1"
tls = "none"
[smtp]
max_message = "1MiB"
max_recipients = 101
max_sessions = 7
max_errors = 3
max_received_fields = 11
command_deadline = "30s"
data_deadline = "1m"
session_deadline = "2m"
[scan]
deadline = "2s"
max_memory = "1GiB"
max_children = 2
max_text = "2MiB"
max_unpacked = "3MiB"
max_entries = 4
max_nesting = 5
converter_deadline = "6s"
converter_memory = "17MiB"
[delivery]
max_sessions = 3
max_sessions_per_hop = 2
retry_after = ["1s", "1s", "2h"]
give_up_after = "2d"
notice_give_up_after = "3h"
[directory]
url = "ldaps://ldap.voorbeeld.example"
base = "dc=example"
bind_dn = "cn=x"
bind_password_file = "pw"
ca_file = "ca"
cache = "0s"
deadline = "9s"
[portal]
listen = "0.0.0.0:443"
url = "https://d.example"
certificate_file = "p.crt"
key_file = "p.key"
request_deadline = "10s"
max_connections = 10
code_lifetime = "15m"
session_lifetime = "2h"
help_contact = "h"
privacy_url = "https://p.example"
dpo_contact = "dpo"
)");
    CHECK(settings.keys == "/etc/keys");
    CHECK(settings.templates == "/etc/sluis/t");
    CHECK(settings.policy == "/etc/sluis/policy.toml");
    CHECK(settings.bounce_domain == "terug.voorbeeld.example");
    CHECK(settings.kept_header_fields == std::vector<std::string>{"From", "To"});
    CHECK(settings.log_level == "debug");
    CHECK(settings.database_url == "postgresql://db/sluis");
    CHECK(settings.postmasters.at("huis") == "pm@huis.example");
    CHECK(settings.tls.certificate_file == "/etc/sluis/a.crt");
    CHECK(settings.tls.key_file == "/etc/sluis/a.key");
    CHECK(settings.tls.client_ca_file == "/etc/sluis/ca.crt");
    CHECK((settings.users.relay + settings.users.portal + settings.users.scan + settings.users.database) == "rpsd");
    REQUIRE(settings.listeners.size() == 2);
    CHECK(settings.listeners[0].name == "b");
    CHECK(settings.listeners[0].kind == ListenerKind::submissions);
    CHECK(settings.listeners[0].endpoint == Endpoint{"::1", 465});
    CHECK(settings.listeners[1].kind == ListenerKind::relay);
    const auto& cloud = settings.relay_clients.at(1);
    CHECK(cloud.header == "X-OriginatorOrg");
    CHECK(cloud.header_secret_file.filename() == "proof");
    CHECK(cloud.in_shared_cloud());
    CHECK_FALSE(settings.relay_clients.at(0).in_shared_cloud());
    const auto& client = settings.relay_clients.at(0);
    CHECK((client.name == "huis" && client.organisation == "huis" && client.networks.size() == 2 &&
           client.normalize_bare_lf));
    CHECK(client.certificate_names.at(0) == "mail.huis.example");
    const auto& hop = settings.next_hops.at(0);
    CHECK((hop.domain == "huis.example" && hop.host == "mail.huis.example" && hop.port == 2525 && hop.internal));
    CHECK((hop.tls == NextHopTls::verified && hop.tls_name == "x.example" && hop.ca_file == "/etc/sluis/ca.crt"));
    CHECK((hop.login == "l" && hop.password_file == "/etc/sluis/pw"));
    CHECK(settings.next_hops.at(1).tls == NextHopTls::none);
    const auto& smtp = settings.smtp;
    CHECK((smtp.max_message_bytes == 1u << 20 && smtp.max_recipients == 101 && smtp.max_sessions == 7));
    CHECK((smtp.max_errors == 3 && smtp.max_received_fields == 11 && smtp.command_deadline == 30s));
    CHECK((smtp.data_deadline == 1min && smtp.session_deadline == 2min));
    CHECK(smtp.max_sessions_per_address == 7);  // not in the file: made to fit
    const auto& scan = settings.scan;
    CHECK((scan.deadline == 2s && scan.max_memory_bytes == 1u << 30 && scan.max_children == 2 &&
           scan.max_text_bytes == 2u << 20));
    CHECK((scan.max_unpacked_bytes == 3u << 20 && scan.max_entries == 4 && scan.max_nesting == 5));
    CHECK((scan.converter_deadline == 6s && scan.converter_memory_bytes == 17u << 20));
    const auto& delivery = settings.delivery;
    CHECK((delivery.max_sessions == 3 && delivery.max_sessions_per_hop == 2 && delivery.give_up_after == 48h));
    CHECK(delivery.retry_after == std::vector<std::chrono::seconds>{1s, 1s, 2h});
    CHECK(delivery.notice_give_up_after == 3h);
    const auto& directory = settings.directory;
    CHECK((directory.url == "ldaps://ldap.voorbeeld.example" && directory.base == "dc=example" &&
           directory.bind_dn == "cn=x"));
    CHECK((directory.bind_password_file == "/etc/sluis/pw" && directory.cache == 0s && directory.deadline == 9s));
    const auto& portal = settings.portal;
    CHECK((portal.listen == Endpoint{"0.0.0.0", 443} && portal.url == "https://d.example" &&
           portal.tls.key_file == "/etc/sluis/p.key"));
    CHECK((portal.request_deadline == 10s && portal.max_connections == 10 && portal.max_connections_per_address == 10));
    CHECK((portal.code_lifetime == 15min && portal.session_lifetime == 2h && portal.help_contact == "h"));
    CHECK((portal.privacy_url == "https://p.example" && portal.dpo_contact == "dpo"));
}

TEST_CASE("times and sizes are a whole number and a unit, nothing else") {
    CHECK(read_duration("30s") == 30s);
    CHECK(read_duration("0s") == 0s);
    CHECK(read_duration("3d") == 72h);
    CHECK(read_duration("36600d").has_value());
    for (const auto* text : {"", "s", "30", "30 s", "-1s", "+1s", "1.5h", "1w", "30S", "36601d", "0x1s", "1h30m"})
        CHECK_FALSE(read_duration(text));
    CHECK(read_size("512") == 512);
    CHECK(read_size("50MiB") == 50ull << 20);
    for (const auto* text : {"", "MiB", "50MB", "50 MiB", "-1", "99999999999GiB", "1TiB"}) CHECK_FALSE(read_size(text));
    CHECK(shown(90s) == "90s");
    CHECK(shown(120s) == "2m");
    CHECK(shown(0s) == "0s");
    CHECK(shown_size(1536) == "1536");
    CHECK(shown_size(3u << 20) == "3MiB");
}

TEST_CASE("a network has no bit behind its prefix") {
    for (const auto* text :
         {"192.0.2.0/24", "192.0.2.1", "0.0.0.0/0", "192.0.2.1/32", "2001:db8::/32", "::1", "::/0", "2001:db8::1/128"})
        CHECK(is_network(text));
    for (const auto* text : {"", "192.0.2.1/24", "192.0.2.0/33", "192.0.2.0/", "192.0.2.0/-1", "192.0.2/24", "x/8",
                             "2001:db8::1/64", "::/129", "192.0.2.0/24 "})
        CHECK_FALSE(is_network(text));
}

TEST_CASE("a policy file changes what it names and leaves the rest of the flowchart") {
    const auto set = parse_policy(R"(
revision = "2026-11"
dossier_pattern = 'D-\d{5}'
override_organisations = ["huis"]
consumer_domains = ["Voorbeeld.example"]
[class.clb]
name = "CLB"
personal = "hold"
[class.facility]
code = true
[type.handelingsplan]
words = []
[type.plan]
name = "Plan"
label = "confidential"
words = ["Handelingsplan"]
days = 7
[addresses]
"An@B.example" = "clb"
[domains]
"*.Recht.example" = "court"
)",
                                  "policy.toml");
    if (!set) FAIL(set.error().front().text());
    const auto* policy = &set->installation;
    CHECK(policy->version.starts_with("2026-11-"));
    CHECK(policy->classes.at("clb").on_personal == policy::Outcome::hold);
    CHECK(policy->classes.at("clb").on_unscannable == policy::Outcome::hold);
    CHECK(policy->classes.at("facility").code_required);
    CHECK(policy->classes.at("facility").name == "andere voorziening");
    CHECK(policy->classes.size() == factory_policy().classes.size() + 1);
    CHECK(policy->types.back().id == "plan");
    CHECK(policy->types.back().days == 7);
    CHECK(policy->addresses.at("an@b.example") == "clb");
    CHECK(policy->domains.at("*.recht.example") == "court");
    CHECK(policy->consumer_domains == std::set<std::string>{"voorbeeld.example"});
}

TEST_CASE("a policy's version names its text: another text has another version, the same text the same") {
    const auto version = [](const char* text) { return parse_policy(text, "x").value().installation.version; };
    CHECK(version("weak_needed = 2\n") == version("weak_needed = 2\n"));
    CHECK(version("weak_needed = 2\n") != version("weak_needed = 3\n"));
    CHECK(version("revision = \"a\"\n").substr(0, 2) == "a-");
    CHECK(version("").size() == std::string{"policy-"}.size() + 11);
}
