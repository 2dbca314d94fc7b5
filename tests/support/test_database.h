#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "storage/postgres/pool.h"

namespace sluis::test {

/// A fresh, migrated database for one test case, dropped when it goes. All of a process' databases lie in one private
/// cluster in a temporary directory, which starts with the first and ends with the process, however that ends: a
/// guardian process outside it stops the server and removes the files.
///
///     TestDatabase database;
///     postgres::Connection relay{database.conninfo("relay")};
///
/// Works as root (the server runs as postgres or nobody) and as any other user. In tests/CMakeLists.txt: USES
/// test_database. Not for use after fork() in the child, but for conninfo() and connections of the child's own.
class TestDatabase {
public:
    TestDatabase();
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    /// @param role  owner, relay or portal
    [[nodiscard]] std::string conninfo(std::string_view role = "owner") const;
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

private:
    std::string name_;
};

/// A new temporary folder, mode 0700, removed with all it holds when it goes, and by the guardian when the process
/// dies.
class TestFolder {
public:
    TestFolder();
    ~TestFolder();
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

/// The user a private cluster's server runs as in tests: empty unless root.
[[nodiscard]] std::string test_server_user();

/// Where this process' temporary files lie; short enough for sockets. Everyone may pass, nobody may list.
[[nodiscard]] const std::filesystem::path& test_root();

}  // namespace sluis::test
