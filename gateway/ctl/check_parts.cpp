#include <sys/statvfs.h>
#include <unistd.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <set>

#include "gateway/ctl/checks.h"
#include "gateway/ctl/scan_access.h"
#include "gateway/ctl/terminal.h"
#include "gateway/net/connect.h"
#include "gateway/net/error.h"
#include "gateway/pipeline/shared_cloud.h"
#include "gateway/runtime/data_folder.h"
#include "gateway/runtime/database.h"
#include "gateway/runtime/parts.h"
#include "storage/postgres/migrations.h"

namespace sluis::ctl {
namespace {

constexpr std::chrono::seconds probe_deadline{5};
constexpr std::string_view probe_message = "Subject: probe\r\n\r\nprobe\r\n";

Finding check_running_scan(const std::filesystem::path& socket) {
    scan::Scanner::Options options;
    options.socket = socket;
    options.deadline = probe_deadline;
    try {
        const auto report = scan::Scanner{options}.scan(probe_message);
        if (!report.findings.unscannable) return {"scan", "", Verdict::ok, "the running template reads a message."};
        return {"scan", "", Verdict::failure, "the template answers, but its children fail to read a plain message.",
                "Restart sluisd, if it was upgraded: all programs must be of one version. Else its log says how they "
                "ended; "
                "[scan] max_memory may be too small."};
    } catch (const scan::Unavailable& error) {
        return {"scan", "", Verdict::failure, error.what(), "Restart sluisd. Mail waits meanwhile."};
    }
}

int newest_migration() {
    return storage::postgres::embedded_migrations().empty() ? 0
                                                            : storage::postgres::embedded_migrations().back().number;
}

}  // namespace

Finding check_data_folder(const config::Settings& settings) {
    struct statvfs disk {};
    const auto path = settings.data.string();
    if (::statvfs(path.c_str(), &disk) != 0)
        return {"data folder", path, Verdict::warning, "is not there yet.",
                "sluisd makes it at its first start, when it may."};
    const auto free = static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
    const auto percent = disk.f_blocks == 0 ? 100 : disk.f_bavail * 100 / disk.f_blocks;
    const std::string what = size_in_words(free) + " free (" + std::to_string(percent) + "%).";
    if (free < settings.smtp.max_message_bytes * 20)
        return {"data folder", path, Verdict::warning, what,
                "Make room: when it is full, mail is refused for now, and waits at who sends it."};
    return {"data folder", path, Verdict::ok, what};
}

Finding check_keys(const config::Settings& settings) {
    const auto folder = runtime::data_folder(settings).keys;
    std::error_code error;
    if (!std::filesystem::exists(folder, error))
        return {"keys", folder.string(), Verdict::warning, "is not there yet.", "sluisd makes it at its first start."};
    if (::access(folder.c_str(), R_OK | X_OK) != 0)
        return {"keys", folder.string(), Verdict::warning, "cannot be looked into by this user.",
                "Run sluisctl as root or as the relay's user."};
    try {
        const storage::vault::KeyDirectory keys{folder};
        const auto count = static_cast<std::int64_t>(keys.names("").size());
        return {"keys", folder.string(), Verdict::ok, counted(count, "key", "keys") + ", closed to others."};
    } catch (const storage::Error& problem) {
        return {"keys", folder.string(), Verdict::failure, problem.what(),
                "Give it mode 0700 and the relay's user as owner."};
    }
}

Finding check_directory(const config::Settings& settings) {
    const auto& named = settings.directory;
    const auto about = named.ldif_file.empty() ? named.url : named.ldif_file.string();
    try {
        runtime::open_directory(named)->probe();
        return {"directory", about, Verdict::ok, "answers."};
    } catch (const std::exception& problem) {
        return {"directory", about, Verdict::failure, problem.what(),
                named.ldif_file.empty()
                    ? "Check [directory]: url, base, bind_dn, bind_password_file, ca_file. Mail waits meanwhile."
                    : "Mend the file; docs/directory.md describes it. Mail waits meanwhile."};
    }
}

Findings check_relay_clients(const config::Settings& settings) {
    Findings findings;
    try {
        (void)pipeline::cloud_clients(settings.relay_clients);
    } catch (const std::exception& problem) {
        findings.push_back({"relay client", "header_secret_file", Verdict::failure, problem.what(),
                            "Write the secret there, readable for the relay. Sluis does not start without it."});
    }
    try {
        const auto directory = runtime::open_directory(settings.directory);
        for (const auto& client : settings.relay_clients) {
            if (directory->domains(client.organisation).empty()) {
                findings.push_back(
                    {"relay client", client.name, Verdict::failure,
                     "the directory knows no organisation \"" + client.organisation + "\" with mail domains.",
                     "Write its identifier (attribute o) as the directory has it."});
            } else {
                findings.push_back(
                    {"relay client", client.name, Verdict::ok, "sends for " + client.organisation + "."});
            }
        }
    } catch (const std::exception&) {
        // Said by check_directory() already.
    }
    return findings;
}

Finding check_database(const config::Settings& settings, bool may_be_missing) {
    const std::string about = settings.database_url.empty() ? "private cluster" : "database.url";
    try {
        std::error_code error;
        if (settings.database_url.empty() && !std::filesystem::exists(runtime::data_folder(settings).database(), error))
            return {"database", about, may_be_missing ? Verdict::warning : Verdict::failure, "is not there yet.",
                    "sluisd makes it at its first start."};
        storage::postgres::Connection connection{runtime::conninfo(settings, "relay")};
        const int version = storage::postgres::schema_version(connection);
        const auto shown = "schema version " + std::to_string(version) + ", of " + std::to_string(newest_migration());
        if (version == newest_migration())
            return {"database", about, Verdict::ok, "answers; schema version " + std::to_string(version) + "."};
        if (version < newest_migration())
            return {"database", about, Verdict::warning, shown + ": older than this program.",
                    "Restart sluisd: it brings the schema up."};
        return {"database", about, Verdict::failure, shown + ": newer than this program.",
                "Install the version of Sluis that made it."};
    } catch (const std::exception& problem) {
        return {"database", about, Verdict::failure, problem.what(),
                settings.database_url.empty()
                    ? "Start sluisd, which starts it; and run sluisctl as root or as the relay's user."
                    : "See that the server runs, and that role relay may log in from here."};
    }
}

Finding check_scan(const config::Settings& settings, bool may_start) {
    const auto socket = runtime::data_folder(settings).scan_socket();
    if (answers(socket)) return check_running_scan(socket);
    if (!may_start)
        return {"scan", "", Verdict::failure, "no template answers.", "Start sluisd. Mail waits meanwhile."};
    try {
        const ScanAccess own{&settings};
        (void)own.scanner().scan(probe_message);
        return {"scan", "", Verdict::warning, "sluis-scan works, but no running daemon answers here.",
                "Start sluisd; or, when it runs, run sluisctl as root or as the relay's user."};
    } catch (const scan::Unavailable& error) {
        return {"scan", "", Verdict::failure, error.what(),
                "See that sluis-scan stands beside sluisctl and that this kernel has seccomp and Landlock."};
    }
}

Finding check_templates(const config::Settings& settings) {
    const auto folder = runtime::template_folder(settings);
    try {
        const templates::Renderer renderer{folder};
        const templates::Texts texts{renderer,
                                     {settings.portal.url, settings.portal.help_contact, settings.portal.privacy_url,
                                      settings.portal.dpo_contact}};
        return {"templates", folder.string(), Verdict::ok,
                counted(static_cast<std::int64_t>(renderer.names().size()), "text", "texts") + ", complete."};
    } catch (const templates::TemplateError& problem) {
        return {"templates", folder.string(), Verdict::failure, problem.what(),
                "Set `templates` to the folder with the texts, or mend the file."};
    }
}

Finding check_portal(const config::Settings& settings) {
    const auto about = settings.portal.listen.address + ':' + std::to_string(settings.portal.listen.port);
    if (takes_connections(settings.portal.listen, probe_deadline))
        return {"portal", about, Verdict::ok, "takes connections."};
    return {"portal", about, Verdict::failure, "takes no connections.",
            "Start sluisd, or look in its log why the portal does not run."};
}

bool takes_connections(const config::Endpoint& endpoint, std::chrono::milliseconds within) {
    auto address = endpoint.address;
    if (address == "0.0.0.0") address = "127.0.0.1";
    if (address == "::") address = "::1";
    bool taken = false;
    asio::io_context reactor{1};
    auto attempt = [&]() -> asio::awaitable<void> {
        try {
            const auto stream = co_await net::connect_tcp(address, endpoint.port, within);
            taken = stream != nullptr;
        } catch (const net::Error&) {
            taken = false;
        }
    };
    asio::co_spawn(reactor, attempt(), asio::detached);
    reactor.run_for(within + probe_deadline);
    return taken;
}

}  // namespace sluis::ctl
