#include "storage/postgres/private_cluster.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <thread>

#include "storage/postgres/connection.h"

namespace sluis::storage::postgres {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPause{20};
constexpr std::chrono::milliseconds kOthersStart{5000};
constexpr int kAttempts = 5;

/// Asks again until it holds or the deadline passes. For what only another process can bring about.
template <typename Condition>
bool wait_for(std::chrono::milliseconds deadline, Condition holds) {
    const auto until = Clock::now() + deadline;
    while (!holds()) {
        if (Clock::now() >= until) return false;
        std::this_thread::sleep_for(kPause);
    }
    return true;
}

/// Closes it; a lock goes with it.
class Descriptor {
public:
    explicit Descriptor(int number) : number_{number} {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

Descriptor take_lock(const fs::path& file, std::chrono::milliseconds deadline) {
    const int number = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (number < 0 || !wait_for(deadline, [&] { return ::flock(number, LOCK_EX | LOCK_NB) == 0; })) {
        if (number >= 0) ::close(number);
        throw Error{"the private database is being started or stopped by another process", true};
    }
    return Descriptor{number};
}

void make_folder(const fs::path& folder, uid_t uid, gid_t gid, mode_t mode) {
    if (::mkdir(folder.c_str(), mode) != 0 && errno != EEXIST) throw Error{"cannot make " + folder.string(), false};
    const Descriptor open{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
    struct stat state {};
    if (open.number() < 0 || ::fstat(open.number(), &state) != 0) throw Error{"cannot open " + folder.string(), false};
    const bool owned = state.st_uid == uid && state.st_gid == gid;
    if (!owned && ::fchown(open.number(), uid, gid) != 0)
        throw Error{folder.string() + " belongs to another user", false};
    if ((state.st_mode & 07777) != mode && ::fchmod(open.number(), mode) != 0)
        throw Error{"cannot set the mode of " + folder.string(), false};
}

void sync_folder(const fs::path& folder) {
    const Descriptor open{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (open.number() < 0 || ::fsync(open.number()) != 0) throw Error{"cannot sync " + folder.string(), true};
}

std::vector<UserRoles> with_caller(std::vector<UserRoles> users, const std::string& caller) {
    if (users.empty()) return {{caller, {"owner", "relay", "portal"}}};
    auto own = std::find_if(users.begin(), users.end(), [&](const auto& user) { return user.os_user == caller; });
    if (own == users.end()) own = users.insert(users.end(), {caller, {}});
    if (std::find(own->roles.begin(), own->roles.end(), "owner") == own->roles.end()) own->roles.emplace_back("owner");
    return users;
}

void refuse_names_with_marks(const std::vector<UserRoles>& users) {
    for (const auto& user : users) {
        // A leading slash would be a regular expression in pg_ident.conf.
        if (user.os_user.empty() || user.os_user.front() == '/' ||
            user.os_user.find_first_of("\"\n\r\\") != std::string::npos)
            throw Error{"private database: a user name that cannot be mapped", false};
        for (const auto& role : user.roles)
            if (role != "owner" && role != "relay" && role != "portal")
                throw Error{"private database: there is no role " + role, false};
    }
}

}  // namespace

PrivateCluster::PrivateCluster(Options options)
    : options_{std::move(options)}, paths_{options_.folder}, caller_{current_user()}, server_{caller_} {
    if (const auto problem = problem_with_folder(options_.folder))
        throw Error{"private database: the folder " + options_.folder.string() + " " + *problem, false};
    if (caller_.uid == 0) {
        if (options_.server_user.empty())
            throw Error{"private database: started as root, it needs the name of a user to run PostgreSQL as", false};
        server_ = find_user(options_.server_user);
        if (server_.uid == 0) throw Error{"private database: PostgreSQL does not run as root", false};
    } else if (!options_.server_user.empty() && options_.server_user != caller_.name) {
        throw Error{"private database: only root can run PostgreSQL as another user", false};
    }
    options_.users = with_caller(std::move(options_.users), caller_.name);
    refuse_names_with_marks(options_.users);
}

void PrivateCluster::start() {
    make_folder(paths_.folder, caller_.uid, caller_.gid, 0711);
    const auto lock = take_lock(paths_.lock(), options_.deadline);
    make_folders();
    make_cluster();
    const bool changed = write_configuration();
    if (!is_running()) {
        start_whatever_was_left();
    } else if (const auto file = read_postmaster_file(paths_.data()); changed && file) {
        ::kill(file->pid, SIGHUP);  // reads the map of users again
    }
    wait_until_answering();
    make_database();
}

void PrivateCluster::start_whatever_was_left() const {
    // After kills in quick succession the remains of one server, or one that a killed starter left on its way up, may
    // stand in the way for a moment: the latter is adopted, the former goes by itself.
    for (int attempt = 1;; ++attempt) {
        clear_stale_lock_file();
        try {
            return start_server();
        } catch (const Error&) {
            if (wait_for(kOthersStart, [this] { return is_running(); })) return;
            if (attempt == kAttempts) throw;
        }
    }
}

void PrivateCluster::stop() {
    if (!fs::exists(paths_.folder)) return;
    const auto lock = take_lock(paths_.lock(), options_.deadline);
    if (!is_running()) return;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(options_.deadline).count();
    if (run({binaries() / "pg_ctl", "stop", "-D", paths_.data(), "-m", "fast", "-w", "-t", std::to_string(seconds)}) !=
        0)
        throw Error{"the private database did not stop; see " + paths_.log().string(), true};
}

bool PrivateCluster::is_running() const {
    const auto file = read_postmaster_file(paths_.data());
    return file && is_postmaster_of(file->pid, paths_.data());
}

std::string PrivateCluster::conninfo(std::string_view role, std::string_view database) const {
    return "host=" + quote_conninfo(paths_.run().string()) + " port=5432 user=" + quote_conninfo(role) +
           " dbname=" + quote_conninfo(database.empty() ? options_.database : database);
}

void PrivateCluster::make_folders() const {
    const gid_t group = options_.group.empty() ? server_.gid : find_group(options_.group);
    make_folder(paths_.conf(), caller_.uid, caller_.gid, 0755);
    make_folder(paths_.run(), server_.uid, group, 0750);
    make_folder(paths_.log(), server_.uid, server_.gid, 0700);
}

void PrivateCluster::make_cluster() const {
    if (fs::exists(paths_.data() / "PG_VERSION")) return;
    if (fs::exists(paths_.data()))
        throw Error{"private database: " + paths_.data().string() + " is there but is no cluster", false};
    // Under another name until it is whole: a crash on the way leaves nothing that looks like a cluster.
    const fs::path fresh = paths_.folder / ("data.new." + std::to_string(::getpid()));
    for (const auto& entry : fs::directory_iterator{paths_.folder}) {
        std::error_code ignored;
        if (entry.path().filename().string().starts_with("data.new.")) fs::remove_all(entry.path(), ignored);
    }
    make_folder(fresh, server_.uid, server_.gid, 0700);
    std::vector<std::string> arguments{binaries() / "initdb",
                                       "-D",
                                       fresh,
                                       "-U",
                                       "owner",
                                       "-E",
                                       "UTF8",
                                       "--no-locale",
                                       "--auth=peer",
                                       "--data-checksums",
                                       "--no-instructions"};
    if (!options_.durable) arguments.emplace_back("--no-sync");
    if (run(std::move(arguments)) != 0)
        throw Error{"the private database could not be made; see " + paths_.setup_log().string(), true};
    fs::rename(fresh, paths_.data());
    sync_folder(paths_.folder);
}

bool PrivateCluster::write_configuration() const {
    const bool settings = write_if_changed(paths_.conf() / "postgresql.conf",
                                           postgresql_conf(paths_, options_.max_connections, options_.durable), 0644);
    const bool access = write_if_changed(paths_.conf() / "pg_hba.conf", pg_hba_conf(), 0644);
    const bool map = write_if_changed(paths_.conf() / "pg_ident.conf", pg_ident_conf(options_.users), 0644);
    return settings || access || map;
}

void PrivateCluster::clear_stale_lock_file() const {
    const auto file = read_postmaster_file(paths_.data());
    if (!file) return;
    // The children of a killed server notice within moments; a second server beside them would ruin the data.
    if (!wait_for(options_.deadline, [&] { return !is_shared_memory_held(*file); }))
        throw Error{"the private database's server is gone but its children still run", true};
    // PostgreSQL itself takes any living process of its user under that number for a server, also a stranger's.
    if (::kill(file->pid, 0) == 0 && !is_postmaster_of(file->pid, paths_.data()))
        fs::remove(paths_.data() / "postmaster.pid");
}

void PrivateCluster::start_server() const {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(options_.deadline).count();
    // problem_with_folder() saw to it that these paths mean nothing to the shell which pg_ctl uses.
    const std::string settings = "-c config_file=" + (paths_.conf() / "postgresql.conf").string();
    if (run({binaries() / "pg_ctl", "start", "-D", paths_.data(), "-l", paths_.log() / "start.log", "-o", settings,
             "-w", "-t", std::to_string(seconds), "-s"}) != 0)
        throw Error{
            "the private database did not start; see " + paths_.log().string() + " and " + paths_.setup_log().string(),
            true};
}

void PrivateCluster::wait_until_answering() const {
    std::string last;
    const bool answers = wait_for(options_.deadline, [&] {
        try {
            const Connection connection{conninfo("owner", "postgres")};
            return true;
        } catch (const Error& error) {
            last = error.what();
            return false;
        }
    });
    if (!answers) throw Error{"the private database does not answer: " + last, true};
}

void PrivateCluster::make_database() const {
    Connection connection{conninfo("owner", "postgres")};
    if (!connection.execute("select from pg_database where datname = $1", {options_.database}).empty()) return;
    if (options_.database.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos)
        throw Error{"private database: a name may hold only small letters, digits and _", false};
    connection.set_statement_deadline(options_.deadline);
    connection.run_script("create database " + options_.database);
}

fs::path PrivateCluster::binaries() const {
    std::string major;
    if (std::ifstream in{paths_.data() / "PG_VERSION"}; in >> major) return find_binaries(major);
    return find_binaries(std::nullopt);
}

int PrivateCluster::run(std::vector<std::string> arguments) const {
    const Descriptor output{
        ::open(paths_.setup_log().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600)};
    // A little longer than pg_ctl's own deadline, so that it can say what went wrong.
    return run_program({std::move(arguments), server_, output.number(), options_.deadline + std::chrono::seconds{10}});
}

}  // namespace sluis::storage::postgres
