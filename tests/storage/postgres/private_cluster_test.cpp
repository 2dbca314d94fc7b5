#include "storage/postgres/private_cluster.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

#include "storage/postgres/connection.h"
#include "storage/postgres/migrations.h"
#include "tests/support/test_database.h"

using namespace sluis;
using namespace sluis::storage::postgres;
namespace fs = std::filesystem;

namespace {

/// A durable cluster of the test's own, stopped when it goes.
struct OwnCluster {
    PrivateCluster::Options options;
    explicit OwnCluster(const char* name) {
        options.folder = test::test_root() / name;
        options.server_user = test::test_server_user();
    }
    ~OwnCluster() {
        PrivateCluster{options}.stop();
        fs::remove_all(options.folder);
    }
    OwnCluster(const OwnCluster&) = delete;
    OwnCluster& operator=(const OwnCluster&) = delete;
    [[nodiscard]] fs::path data() const { return options.folder / "data"; }
    [[nodiscard]] pid_t server() const { return read_postmaster_file(data()).value().pid; }
};

std::string read_all(const fs::path& folder) {
    std::ostringstream all;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        std::ifstream in{entry.path(), std::ios::binary};
        if (entry.is_regular_file()) all << in.rdbuf();
    }
    return all.str();
}

void wait_until_gone(pid_t pid) {
    for (int round = 0; round < 3000 && ::kill(pid, 0) == 0; ++round)
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    REQUIRE(::kill(pid, 0) != 0);
}

}  // namespace

TEST_CASE("a private cluster is made, kept durable, closed to the network, and stopped in order") {
    const OwnCluster own{"whole"};
    PrivateCluster cluster{own.options};
    CHECK_FALSE(cluster.is_running());
    cluster.start();
    CHECK(cluster.is_running());
    {
        Connection owner{cluster.conninfo("owner")};
        CHECK(apply_migrations(owner) > 0);
        const auto setting = [&](std::string_view name) {
            return owner.execute("select current_setting($1)", {name}).text(0, 0);
        };
        CHECK(setting("fsync") == "on");
        CHECK(setting("full_page_writes") == "on");
        CHECK(setting("listen_addresses").empty());
        CHECK(setting("data_checksums") == "on");
        struct stat run {};
        REQUIRE(::stat((own.options.folder / "run").c_str(), &run) == 0);
        CHECK((run.st_mode & 07777) == 0750);
        for (const auto* role : {"relay", "portal"})
            CHECK(Connection{cluster.conninfo(role)}.execute("select current_user").text(0, 0) == role);
    }
    cluster.start();
    cluster.stop();
    CHECK_FALSE(cluster.is_running());
    cluster.stop();
    CHECK_THROWS_AS(Connection{cluster.conninfo("owner")}, storage::Error);
}

TEST_CASE("what the private cluster logs holds no value and no statement, whatever goes wrong") {
    const OwnCluster own{"quiet"};
    PrivateCluster cluster{own.options};
    cluster.start();
    {
        Connection owner{cluster.conninfo("owner")};
        owner.execute("create table person (name text unique)");
        owner.execute("insert into person values ($1)", {std::string_view{"Marker Peeters"}});
        for (const auto* statement :
             {"insert into person values ($1)", "select $1::uuid", "select ($1 || '')::int", "selekt $1",
              "select pg_terminate_backend(pg_backend_pid()) from person where name = $1"})
            CHECK_THROWS_AS(owner.execute(statement, {std::string_view{"Marker Peeters"}}), storage::Error);
        CHECK_THROWS_AS(Connection{cluster.conninfo("owner", "Marker Peeters")}, storage::Error);
        Connection again{cluster.conninfo("owner")};
        CHECK_THROWS_AS(
            again.run_script("do $$ begin raise warning 'Marker Peeters'; raise exception 'Marker Peeters'; end $$"),
            storage::Error);
        const auto pid = again.execute("select pg_backend_pid()").number(0, 0);
        CHECK_THROWS_AS(again.execute("select pg_terminate_backend($2::int), $1::text, pg_sleep(60)",
                                      {std::string_view{"Marker Peeters"}, pid}),
                        storage::Error);
    }
    cluster.stop();
    const auto log = read_all(own.options.folder / "log");
    CHECK(log.find("database system is ready") != std::string::npos);
    INFO(log);
    // A client that names a database which is not there writes that name itself, in a FATAL line; no data comes that
    // way.
    std::istringstream lines{log};
    for (std::string line; std::getline(lines, line);)
        if (line.find("does not exist") == std::string::npos) CHECK(line.find("Peeters") == std::string::npos);
}

TEST_CASE("after kill -9 of the process that started it a running cluster is adopted, not doubled") {
    const OwnCluster own{"orphan"};
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const pid_t supervisor = ::fork();
    if (supervisor == 0) {
        try {
            PrivateCluster{own.options}.start();
            [[maybe_unused]] const auto told = ::write(ready[1], "x", 1);
            ::pause();
        } catch (const std::exception&) {
        }
        ::_exit(1);
    }
    ::close(ready[1]);
    char octet = 0;
    REQUIRE(::read(ready[0], &octet, 1) == 1);
    ::close(ready[0]);
    const pid_t server = own.server();
    ::kill(supervisor, SIGKILL);
    ::waitpid(supervisor, nullptr, 0);
    PrivateCluster cluster{own.options};
    CHECK(cluster.is_running());
    cluster.start();
    CHECK(own.server() == server);
    CHECK(Connection{cluster.conninfo("owner")}.execute("select 1").number(0, 0) == 1);
}

TEST_CASE("a private cluster that was itself killed recovers what was committed") {
    const OwnCluster own{"killed"};
    PrivateCluster cluster{own.options};
    cluster.start();
    Connection owner{cluster.conninfo("owner")};
    owner.execute("create table kept (id int)");
    owner.execute("insert into kept select generate_series(1, 1000)");
    const pid_t server = own.server();
    ::kill(server, SIGKILL);
    wait_until_gone(server);
    cluster.start();
    CHECK(own.server() != server);
    CHECK_THROWS_AS(owner.execute("select 1"), storage::Error);
    CHECK(Connection{cluster.conninfo("owner")}.execute("select count(*) from kept").number(0, 0) == 1000);
}

TEST_CASE("a lock file whose number a stranger has now does not stand in the way") {
    const OwnCluster own{"stale"};
    PrivateCluster cluster{own.options};
    cluster.start();
    cluster.stop();
    const pid_t stranger = ::fork();
    if (stranger == 0) {
        if (const auto user = own.options.server_user; !user.empty()) {
            const auto found = find_user(user);
            if (::setgid(found.gid) != 0 || ::setuid(found.uid) != 0) ::_exit(1);
        }
        ::pause();
        ::_exit(0);
    }
    std::ofstream{own.data() / "postmaster.pid"} << stranger << "\n" << own.data().string() << "\n0\n5432\n\n\n0 0\n";
    CHECK_FALSE(cluster.is_running());
    cluster.start();
    CHECK(own.server() != stranger);
    CHECK(::kill(stranger, 0) == 0);
    ::kill(stranger, SIGKILL);
    ::waitpid(stranger, nullptr, 0);
}

TEST_CASE("a crash while the cluster was being made leaves nothing in the way of the next start") {
    const OwnCluster own{"half"};
    fs::create_directories(own.options.folder / "data.new.1");
    std::ofstream{own.options.folder / "data.new.1" / "PG_VERSION"} << "15\n";
    PrivateCluster{own.options}.start();
    CHECK_FALSE(fs::exists(own.options.folder / "data.new.1"));
}

TEST_CASE("several processes that start one cluster at once start one") {
    const OwnCluster own{"race"};
    std::vector<std::thread> threads;
    std::atomic<int> started{0};
    for (int i = 0; i < 3; ++i)
        threads.emplace_back([&] {
            PrivateCluster{own.options}.start();
            ++started;
        });
    for (auto& thread : threads) thread.join();
    CHECK(started == 3);
    CHECK(is_postmaster_of(own.server(), own.data()));
}

TEST_CASE("a user that the map gives one role cannot take another") {
    OwnCluster own{"map"};
    own.options.users = {{current_user().name, {"owner", "relay"}}};
    PrivateCluster cluster{own.options};
    cluster.start();
    Connection owner{cluster.conninfo("owner")};
    apply_migrations(owner);
    CHECK(Connection{cluster.conninfo("relay")}.is_usable());
    CHECK_THROWS_AS(Connection{cluster.conninfo("portal")}, storage::Error);
    own.options.users = {{current_user().name, {"portal"}}};
    PrivateCluster changed{own.options};
    changed.start();
    // The server reads its map again when it handles the signal; until then it answers by the old one.
    const auto opens = [&](const char* role) {
        try {
            return Connection{changed.conninfo(role)}.is_usable();
        } catch (const storage::Error&) {
            return false;
        }
    };
    for (int round = 0; round < 1000 && !opens("portal"); ++round)
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    CHECK(opens("portal"));
    CHECK_FALSE(opens("relay"));
}

TEST_CASE("options that cannot work are refused in words before anything is made") {
    PrivateCluster::Options options;
    options.server_user = test::test_server_user();
    options.folder = "/tmp/" + std::string(90, 'x');
    CHECK_THROWS_WITH(PrivateCluster{options}, Catch::Contains("too long") && Catch::Contains("107"));
    options.folder = "relative";
    CHECK_THROWS_WITH(PrivateCluster{options}, Catch::Contains("absolute"));
    options.folder = "/tmp/a'b";
    CHECK_THROWS_AS(PrivateCluster{options}, storage::Error);
    options.folder = "/tmp/$(id)";
    CHECK_THROWS_AS(PrivateCluster{options}, storage::Error);
    options.folder = "/tmp/fine";
    options.users = {{"some\none", {"relay"}}};
    CHECK_THROWS_AS(PrivateCluster{options}, storage::Error);
    options.users = {{"someone", {"postgres"}}};
    CHECK_THROWS_AS(PrivateCluster{options}, storage::Error);
    options.users = {};
    if (::geteuid() == 0) {
        options.server_user = "root";
        CHECK_THROWS_WITH(PrivateCluster{options}, Catch::Contains("does not run as root"));
        options.server_user = "";
        CHECK_THROWS_WITH(PrivateCluster{options}, Catch::Contains("name of a user"));
    }
    CHECK_FALSE(fs::exists("/tmp/fine"));
}
