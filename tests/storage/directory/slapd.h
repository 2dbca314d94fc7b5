#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>

#include "storage/directory/ldap_connection.h"

namespace sluis::test {

/// A real slapd on a free port of the loopback address, with its own CA and the entries of organisations.ldif. It runs
/// as nobody when the test runs as root, and ends with this object.
class Slapd {
public:
    Slapd() {
        std::string pattern = (std::filesystem::temp_directory_path() / "sluis-slapd-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
        folder_ = pattern;
        std::filesystem::create_directory(folder_ / "db");
        make_certificates("ca", "server");
        make_certificates("other-ca", "other");
        port_ = free_port();
        write_files();
        if (::geteuid() == 0) run("chown -R 65534:65534 " + folder_.string());
        run(as_nobody() + "/usr/sbin/slapadd -q -f " + (folder_ / "slapd.conf").string() + " -l " +
            (folder_ / "entries.ldif").string());
        start();
    }
    ~Slapd() {
        stop();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    Slapd(const Slapd&) = delete;
    Slapd& operator=(const Slapd&) = delete;

    void start() {
        child_ = ::fork();
        if (child_ < 0) throw std::runtime_error{"fork"};
        if (child_ == 0) exec();
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
        while (!answers()) {
            if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error{"slapd does not answer"};
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
    }
    void stop() {
        if (child_ <= 0) return;
        ::kill(child_, SIGTERM);
        ::waitpid(child_, nullptr, 0);
        child_ = -1;
    }
    /// It takes connections and says nothing.
    void freeze() const { ::kill(child_, SIGSTOP); }
    void thaw() const { ::kill(child_, SIGCONT); }

    [[nodiscard]] storage::directory::LdapOptions options() const {
        storage::directory::LdapOptions options;
        options.url = "ldap://127.0.0.1:" + std::to_string(port_);
        options.ca_file = folder_ / "ca.pem";
        options.base = "dc=sluis,dc=test";
        options.bind_dn = "cn=admin,dc=sluis,dc=test";
        options.bind_password = "geheim";
        return options;
    }
    [[nodiscard]] std::filesystem::path other_ca() const { return folder_ / "other-ca.pem"; }

private:
    static std::string as_nobody() {
        return ::geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : "";
    }
    static void run(const std::string& command) {
        if (std::system((command + " >/dev/null 2>&1").c_str()) != 0) throw std::runtime_error{"failed: " + command};
    }
    void make_certificates(const std::string& ca, const std::string& name) const {
        const auto at = [&](const std::string& file) { return (folder_ / file).string(); };
        const std::string key = " -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes ";
        run("openssl req -x509" + key + "-days 30 -subj '/CN=Test CA' -keyout " + at(ca + ".key") + " -out " +
            at(ca + ".pem"));
        run("openssl req" + key + "-subj /CN=ldap -keyout " + at(name + ".key") + " -out " + at(name + ".csr"));
        std::ofstream{at(name + ".ext")} << "subjectAltName=IP:127.0.0.1\n";
        run("openssl x509 -req -days 20 -CAcreateserial -in " + at(name + ".csr") + " -CA " + at(ca + ".pem") +
            " -CAkey " + at(ca + ".key") + " -extfile " + at(name + ".ext") + " -out " + at(name + ".pem"));
    }
    static std::uint16_t free_port() {
        const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        const bool bound = ::bind(socket, reinterpret_cast<sockaddr*>(&address), length) == 0 &&
                           ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length) == 0;
        ::close(socket);
        if (!bound) throw std::runtime_error{"no free port"};
        return ntohs(address.sin_port);
    }
    void write_files() const {
        const std::filesystem::path source{SLUIS_SOURCE_DIR};
        std::ofstream{folder_ / "slapd.conf"}
            << "include /etc/ldap/schema/core.schema\ninclude /etc/ldap/schema/cosine.schema\n"
            << "include /etc/ldap/schema/inetorgperson.schema\ninclude "
            << (source / "packaging/ldap/sluis.schema").string() << "\nmodulepath /usr/lib/ldap\n"
            << "moduleload back_mdb\nTLSCertificateFile " << (folder_ / "server.pem").string()
            << "\nTLSCertificateKeyFile " << (folder_ / "server.key").string() << "\nsecurity simple_bind=128\n"
            << "access to attrs=userPassword by anonymous auth by * none\n"
            << "access to * by users read by * none\n"
            << "database mdb\nmaxsize 16777216\ndbnosync\nsuffix dc=sluis,dc=test\n"
            << "rootdn cn=admin,dc=sluis,dc=test\nrootpw geheim\ndirectory " << (folder_ / "db").string()
            << "\nindex objectClass,mail,uid eq\n";
        std::ifstream stream{source / "tests/data/directory/organisations.ldif"};
        std::ostringstream entries;
        entries << stream.rdbuf();
        // A bare slapd lacks the module for these records: it gets the passwords themselves.
        auto text = std::regex_replace(entries.str(), std::regex{"userPassword: \\{PBKDF2[^\n]*"},
                                       "userPassword: geheim-an", std::regex_constants::format_first_only);
        text = std::regex_replace(text, std::regex{"userPassword: \\{PBKDF2[^\n]*"},
                                  "userPassword:: d2FjaHR3b29yZCBtZXQgw6k=");
        std::ofstream{folder_ / "entries.ldif"} << text;
    }
    [[noreturn]] void exec() const {
        // setpriv first, so that root never runs slapd; the same process goes on as slapd.
        const auto command = "exec " + as_nobody() + "/usr/sbin/slapd -d 0 -f " + (folder_ / "slapd.conf").string() +
                             " -h ldap://127.0.0.1:" + std::to_string(port_) + " >/dev/null 2>&1";
        ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
        ::_exit(127);
    }
    [[nodiscard]] bool answers() const {
        const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port_);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const bool connected = ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
        ::close(socket);
        return connected;
    }

    std::filesystem::path folder_;
    std::uint16_t port_ = 0;
    pid_t child_ = -1;
};

}  // namespace sluis::test
