#include "gateway/runtime/database.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include "gateway/runtime/data_folder.h"
#include "storage/postgres/migrations.h"

namespace sluis::runtime {
namespace {

std::string user_or_current(const std::string& name) {
    return name.empty() ? current_user().name : name;
}

/// The roles that each user of the system may take: several when all processes run as one.
std::vector<storage::postgres::UserRoles> users_of(const config::Settings& settings) {
    std::vector<storage::postgres::UserRoles> users;
    const auto allow = [&users](const std::string& os_user, const char* role) {
        for (auto& user : users) {
            if (user.os_user == os_user) return user.roles.emplace_back(role), void();
        }
        users.push_back({os_user, {role}});
    };
    allow(current_user().name, "owner");
    // The administrator's commands look at the queue and the shares as the relay does.
    allow(current_user().name, "relay");
    if (const auto relay = user_or_current(settings.users.relay); relay != current_user().name) allow(relay, "relay");
    allow(user_or_current(settings.users.portal), "portal");
    return users;
}

}  // namespace

storage::postgres::PrivateCluster private_cluster(const config::Settings& settings) {
    storage::postgres::PrivateCluster::Options options;
    options.folder = std::filesystem::absolute(data_folder(settings).database());
    // Only root starts it as somebody else; the other processes just want to know where it listens.
    if (::geteuid() == 0) options.server_user = settings.users.database;
    options.group = settings.users.portal;
    options.users = users_of(settings);
    return storage::postgres::PrivateCluster{options};
}

std::string conninfo(const config::Settings& settings, std::string_view role) {
    const auto& url = settings.database_url;
    if (url.empty()) return private_cluster(settings).conninfo(role);
    const std::string user = "user=" + std::string{role};
    if (url.find("://") == std::string::npos) return url + ' ' + user;
    return url + (url.find('?') == std::string::npos ? '?' : '&') + user;
}

void prepare_database(const config::Settings& settings) {
    if (settings.database_url.empty()) {
        private_cluster(settings).start();
        spdlog::info("database: the private cluster runs");
    }
    storage::postgres::Connection connection{conninfo(settings, "owner")};
    const int applied = storage::postgres::apply_migrations(connection);
    if (applied > 0) spdlog::info("database: {} migrations applied", applied);
}

}  // namespace sluis::runtime
