#include "tests/support/test_database.h"

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "storage/postgres/migrations.h"
#include "storage/postgres/private_cluster.h"

namespace sluis::test {
namespace {

namespace fs = std::filesystem;
using storage::postgres::Connection;
using storage::postgres::PrivateCluster;

/// Ends the servers whose data lies below this folder, then removes it. Runs in the guardian.
void clean_up(const fs::path& root) {
    std::error_code ignored;
    for (fs::recursive_directory_iterator file{root, fs::directory_options::skip_permission_denied, ignored}, end;
         file != end; file.increment(ignored)) {
        if (ignored || file->path().filename() != "postmaster.pid") continue;
        const auto data = file->path().parent_path();
        const auto server = storage::postgres::read_postmaster_file(data);
        if (!server || !storage::postgres::is_postmaster_of(server->pid, data)) continue;
        ::kill(server->pid, SIGQUIT);  // immediate: the data goes anyway
        for (int round = 0; round < 500 && ::kill(server->pid, 0) == 0; ++round)
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    fs::remove_all(root, ignored);
}

/// Waits for the end of all who hold the other end of the pipe: this process, and children it forked.
[[noreturn]] void guard(int pipe, const fs::path& root) {
    ::setsid();
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) ::signal(number, SIG_IGN);
    const int null = ::open("/dev/null", O_RDWR);
    for (int fd = 0; fd < 3; ++fd) ::dup2(null, fd);
    for (int fd = 3; fd < 1024; ++fd)
        if (fd != pipe) ::close(fd);
    char octet = 0;
    while (::read(pipe, &octet, 1) < 0 && errno == EINTR) {
    }
    clean_up(root);
    ::_exit(0);
}

struct Root {
    fs::path path;
    pid_t guardian = -1;
    int pipe = -1;
    pid_t owner = ::getpid();

    Root() {
        char name[] = "/tmp/sluis-test-XXXXXX";
        if (::mkdtemp(name) == nullptr) throw std::runtime_error{"no temporary folder"};
        ::chmod(name, 0711);
        path = name;
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
        guardian = ::fork();
        if (guardian == 0) guard(ends[0], path);
        ::close(ends[0]);
        pipe = ends[1];
    }
    ~Root() {
        if (::getpid() != owner) return;
        ::close(pipe);
        ::waitpid(guardian, nullptr, 0);
    }
    Root(const Root&) = delete;
    Root& operator=(const Root&) = delete;
};

const Root& root() {
    static const Root instance;
    return instance;
}

/// The one cluster, with the database every other is a copy of.
const PrivateCluster& cluster() {
    static const auto instance = [] {
        PrivateCluster::Options options;
        options.folder = test_root() / "pg";
        options.server_user = test_server_user();
        options.database = "pattern";
        options.durable = false;
        options.max_connections = 100;
        auto made = std::make_unique<PrivateCluster>(std::move(options));
        made->start();
        Connection owner{made->conninfo("owner")};
        storage::postgres::apply_migrations(owner);
        return made;
    }();
    return *instance;
}

}  // namespace

const fs::path& test_root() {
    return root().path;
}

std::string test_server_user() {
    if (::geteuid() != 0) return {};
    return ::getpwnam("postgres") != nullptr ? "postgres" : "nobody";
}

TestDatabase::TestDatabase() {
    static std::atomic<int> count{0};
    name_ = "test_" + std::to_string(++count);
    Connection owner{cluster().conninfo("owner", "postgres")};
    owner.run_script("create database " + name_ + " template pattern");
}

TestDatabase::~TestDatabase() {
    try {
        Connection owner{cluster().conninfo("owner", "postgres")};
        owner.run_script("drop database " + name_ + " with (force)");
    } catch (const storage::Error&) {
        // It goes with the cluster.
    }
}

std::string TestDatabase::conninfo(std::string_view role) const {
    return cluster().conninfo(role, name_);
}

TestFolder::TestFolder() {
    auto name = (test_root() / "folder-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
    path_ = name;
}

TestFolder::~TestFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

}  // namespace sluis::test
