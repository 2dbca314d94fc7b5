#pragma once

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "gateway/portal/portal.h"
#include "storage/directory/open_directory.h"
#include "storage/directory/password.h"
#include "tests/storage/shares/a_share.h"

namespace sluis::test {

/// Remembers the portal's mails.
class RememberingOutbox : public portal::Outbox {
public:
    bool send_code(const mail::Mailbox& to, const templates::CodeFacts& facts) override {
        const std::lock_guard lock{mutex};
        codes.emplace_back(to.text(), facts.code);
        if (!folder.empty()) std::ofstream{folder / "code"} << facts.code << '\n';
        return !fails;
    }
    bool send_locked_link(const mail::Mailbox& to, const templates::LockedLinkFacts& facts) override {
        const std::lock_guard lock{mutex};
        locked.emplace_back(to.text(), facts.recipient);
        return true;
    }
    std::mutex mutex;
    std::vector<std::pair<std::string, std::string>> codes, locked;
    std::filesystem::path folder;  ///< Where the last code is written for another process; empty: nowhere.
    bool fails = false;
};

/// Invented organisations and people. Everyone's password is `geheim`.
inline std::string portal_ldif() {
    const auto password = storage::directory::hash_password("geheim", 1000);
    std::string ldif =
        "dn: dc=sluis,dc=test\nobjectClass: dcObject\nobjectClass: organization\no: Sluis\ndc: sluis\n\n";
    const auto organisation = [&](const std::string& o, const std::string& name, const std::string& kind) {
        ldif += "dn: o=" + o + ",dc=sluis,dc=test\nobjectClass: organization\nobjectClass: sluisOrganisation\no: " + o +
                "\ndisplayName: " + name + "\nsluisKind: " + kind + "\nassociatedDomain: " + o + ".example\n\n";
    };
    const auto person = [&](const std::string& uid, const std::string& name, const std::string& o,
                            const std::string& more = {}) {
        ldif += "dn: uid=" + uid + ",o=" + o +
                ",dc=sluis,dc=test\nobjectClass: inetOrgPerson\nobjectClass: sluisPerson\nuid: " + uid +
                "\ncn: " + name + "\ndisplayName: " + name + "\nsn: x\no: " + o + "\nou: leefgroep\nmail: " + uid +
                '@' + o + ".example\n" + more + "userPassword: " + password + "\n\n";
    };
    organisation("regenboog", "Voorziening De Regenboog", "facility");
    organisation("otter", "Voorziening De Otter", "facility");
    person("an", "An Claes", "regenboog");
    person("bert", "Bert Maes", "regenboog");
    person("lies", "Lies Wouters", "regenboog", "sluisRole: team-lead\n");
    person("gust", "Gust Peeters", "otter");
    person("hanne", "Hanne Smets", "otter", "sluisMayReadPersonal: TRUE\n");
    person("rita", "Rita Baert", "otter", "sluisRole: organisation-administrator\nsluisNationalNumber: 87041298723\n");
    person("dirk", "Dirk Aerts", "otter", "sluisRole: data-protection-officer\n");
    return ldif;
}

/// A running portal on a seeded database. Plain HTTP on a free port of loopback, unless told otherwise.
struct PortalWorld : ShareWorld {
    std::filesystem::path ldif = written_ldif();
    std::unique_ptr<storage::directory::Directory> directory = open();
    storage::postgres::Pool pool{database.conninfo("portal"), 4};
    vault::ContentStore documents{{folder.path() / "content", true}, keys};
    templates::Renderer texts{std::filesystem::path{SLUIS_SOURCE_DIR} / "templates"};
    RememberingOutbox outbox;
    std::vector<std::string> reports;
    std::mutex reports_mutex;
    portal::PortalServices services{pool, keys, documents, *directory, texts, outbox, [this](const std::string& what) {
                                        const std::lock_guard lock{reports_mutex};
                                        reports.push_back(what);
                                    }};
    config::PortalSettings settings;
    std::unique_ptr<portal::Portal> site;

    void start() {
        site =
            std::make_unique<portal::Portal>(services, settings, std::filesystem::path{SLUIS_SOURCE_DIR} / "templates");
        site->start();
    }
    PortalWorld() {
        settings.listen = {"127.0.0.1", 0};
        settings.url = "https://delen.sluis.test";
        settings.help_contact = "hulp@sluis.test";
        settings.privacy_url = "https://sluis.test/privacy";
        settings.dpo_contact = "dpo@sluis.test";
        settings.max_connections_per_address = 50;
    }

private:
    std::filesystem::path written_ldif() {
        const auto file = folder.path() / "directory.ldif";
        std::ofstream{file} << portal_ldif();
        return file;
    }
    std::unique_ptr<storage::directory::Directory> open() {
        storage::directory::Options options;
        options.ldif_file = ldif;
        return storage::directory::open_directory(options);
    }
};

struct Answer {
    int status = 0;
    std::string head;  ///< Status line and header fields.
    std::string body;
    [[nodiscard]] bool says(std::string_view text) const { return body.find(text) != std::string::npos; }
    [[nodiscard]] std::string header(const std::string& name) const {
        const auto at = head.find("\r\n" + name + ": ");
        if (at == std::string::npos) return {};
        const auto start = at + name.size() + 4;
        return head.substr(start, head.find("\r\n", start) - start);
    }
};

inline int connected(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval deadline{20, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error{"no connection"};
    return fd;
}

inline std::string read_to_end(int fd) {
    std::string text;
    char buffer[16384];
    for (ssize_t got = 0; (got = ::recv(fd, buffer, sizeof buffer, 0)) > 0;)
        text.append(buffer, static_cast<std::size_t>(got));
    return text;
}

/// A browser without a screen: keeps cookies, and takes the form token from the page it saw last.
class Browser {
public:
    explicit Browser(const PortalWorld& world) : port_{world.site->port()} {}

    Answer get(const std::string& path) { return send("GET", path, ""); }
    Answer head(const std::string& path) { return send("HEAD", path, ""); }
    /// Submits a form of the last page, `a=1&b=2`, already encoded.
    Answer post(const std::string& path, const std::string& fields = {}) {
        return send("POST", path, "formulier=" + token + (fields.empty() ? "" : "&" + fields));
    }
    Answer send(const std::string& method, const std::string& path, const std::string& form) {
        std::string request =
            method + ' ' + path + " HTTP/1.1\r\nHost: delen.sluis.test\r\nConnection: close\r\n" + extra_headers;
        std::string jar;
        for (const auto& [name, value] : cookies) jar += (jar.empty() ? "" : "; ") + name + '=' + value;
        if (!jar.empty()) request += "Cookie: " + jar + "\r\n";
        if (method == "POST")
            request +=
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(form.size()) +
                "\r\n";
        request += "\r\n" + form;
        const int fd = connected(port_);
        static_cast<void>(::send(fd, request.data(), request.size(), MSG_NOSIGNAL));
        const auto raw = read_to_end(fd);
        ::close(fd);
        return keep(raw);
    }

    std::map<std::string, std::string> cookies;
    std::string token;
    std::string extra_headers;

private:
    Answer keep(const std::string& raw) {
        Answer answer;
        const auto end = raw.find("\r\n\r\n");
        if (end == std::string::npos) return answer;
        answer.head = raw.substr(0, end + 2);
        answer.body = raw.substr(end + 4);
        answer.status = std::stoi(answer.head.substr(9, 3));
        for (std::size_t at = 0; (at = answer.head.find("\r\nSet-Cookie: ", at)) != std::string::npos; ++at) {
            const auto start = at + 14, equals = answer.head.find('=', start),
                       stop = answer.head.find_first_of(";\r", equals);
            const auto name = answer.head.substr(start, equals - start),
                       value = answer.head.substr(equals + 1, stop - equals - 1);
            if (value.empty())
                cookies.erase(name);
            else
                cookies[name] = value;
        }
        constexpr std::string_view mark = "name=\"formulier\" value=\"";
        if (const auto at = answer.body.find(mark); at != std::string::npos)
            token = answer.body.substr(at + mark.size(), answer.body.find('"', at + mark.size()) - at - mark.size());
        return answer;
    }
    std::uint16_t port_;
};

}  // namespace sluis::test
