#include "storage/vault/keys.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <ctime>
#include <fstream>
#include <set>
#include <thread>

#include "tests/support/test_database.h"

using namespace sluis;
using namespace sluis::storage::vault;

namespace {

std::string day(int from_today) {
    const std::time_t when = std::time(nullptr) + from_today * 86400;
    std::tm utc{};
    ::gmtime_r(&when, &utc);
    char text[16];
    std::strftime(text, sizeof text, "%Y-%m-%d", &utc);
    return KeyDirectory::day_key_name(text);
}

mode_t mode_of(const std::filesystem::path& path) {
    struct stat state {};
    REQUIRE(::stat(path.c_str(), &state) == 0);
    return state.st_mode & 07777;
}

}  // namespace

TEST_CASE("a key is made once and stays the same, also for another process") {
    const test::TestFolder folder;
    const KeyDirectory keys{folder.path()};
    CHECK_FALSE(keys.find("queue-1"));
    const auto key = keys.get_or_make("queue-1");
    CHECK(keys.get_or_make("queue-1").octets() == key.octets());
    CHECK(KeyDirectory{folder.path()}.find("queue-1").value().octets() == key.octets());
    CHECK(keys.get_or_make("queue-2").octets() != key.octets());
    CHECK(keys.names("queue-") == std::vector<std::string>{"queue-1", "queue-2"});
    CHECK(mode_of(folder.path() / "queue-1") == 0600);
    static_cast<void>(keys.get_or_make(day(3)));
    static_cast<void>(keys.get_or_make("hmac-link"));
    CHECK(mode_of(folder.path() / day(3)) == 0640);
    CHECK(mode_of(folder.path() / "hmac-link") == 0640);
}

TEST_CASE("processes that make one key at once get the same") {
    const test::TestFolder folder;
    std::vector<std::string> seen(8);
    std::vector<std::thread> threads;
    for (auto& own : seen)
        threads.emplace_back([&] {
            const auto key = KeyDirectory{folder.path()}.get_or_make("queue-1");
            own.assign(key.octets().begin(), key.octets().end());
        });
    for (auto& thread : threads) thread.join();
    CHECK(std::set<std::string>(seen.begin(), seen.end()).size() == 1);
    CHECK(std::distance(std::filesystem::directory_iterator{folder.path()}, {}) == 1);
}

TEST_CASE("a destroyed key is gone for everyone at once and is never made again") {
    const test::TestFolder folder;
    const KeyDirectory keys{folder.path()};
    const KeyDirectory other{folder.path()};
    for (const auto& name : {day(0), day(10)}) {
        const auto before = keys.get_or_make(name);
        REQUIRE(other.find(name));
        keys.destroy(name);
        CHECK_FALSE(other.find(name));
        CHECK_FALSE(std::filesystem::exists(folder.path() / name));
        CHECK_THROWS_AS(other.get_or_make(name), storage::Error);
        CHECK(other.names("day-").empty());
        keys.destroy(name);
    }
}

TEST_CASE("a key of a day that has passed is not made") {
    const test::TestFolder folder;
    const KeyDirectory keys{folder.path()};
    CHECK_THROWS_AS(keys.get_or_make(day(-1)), storage::Error);
    CHECK_THROWS_AS(keys.get_or_make("day-2019-12-31"), storage::Error);
    CHECK_FALSE(keys.find(day(-1)));
    CHECK(keys.names("").empty());
}

TEST_CASE("destroying overwrites what the file held before it goes") {
    const test::TestFolder folder;
    const KeyDirectory keys{folder.path()};
    const auto key = keys.get_or_make(day(1));
    std::filesystem::create_hard_link(folder.path() / day(1), folder.path() / "witness");
    keys.destroy(day(1));
    std::ifstream in{folder.path() / "witness", std::ios::binary};
    std::string left(32, '\0');
    in.read(left.data(), 32);
    CHECK(left != std::string(key.octets().begin(), key.octets().end()));
}

TEST_CASE("a directory that others may enter, or that is not there, is refused") {
    const test::TestFolder folder;
    for (const mode_t mode : {0755u, 0701u, 0770u, 0777u}) {
        ::chmod(folder.path().c_str(), mode);
        CHECK_THROWS_AS(KeyDirectory{folder.path()}, storage::Error);
    }
    for (const mode_t mode : {0700u, 0750u, 02750u}) {
        ::chmod(folder.path().c_str(), mode);
        CHECK_NOTHROW(KeyDirectory{folder.path()});
    }
    CHECK_THROWS_AS(KeyDirectory{folder.path() / "none"}, storage::Error);
}

TEST_CASE("a directory that vanished is an error and no destroyed key") {
    const test::TestFolder folder;
    const auto inner = folder.path() / "keys";
    std::filesystem::create_directory(inner);
    ::chmod(inner.c_str(), 0700);
    const KeyDirectory keys{inner};
    static_cast<void>(keys.get_or_make(day(2)));
    std::filesystem::rename(inner, folder.path() / "elsewhere");
    CHECK_THROWS_AS(keys.find(day(2)), storage::Error);
}

TEST_CASE("a damaged key is an error, and a name with other signs none") {
    const test::TestFolder folder;
    const KeyDirectory keys{folder.path()};
    std::ofstream{folder.path() / "queue-1"} << "short";
    std::ofstream{folder.path() / "queue-2"} << std::string(33, 'x');
    CHECK_THROWS_AS(keys.find("queue-1"), storage::Error);
    CHECK_THROWS_AS(keys.get_or_make("queue-2"), storage::Error);
    for (const auto* name : {"", "../x", "a/b", ".new", "Queue", "a b"})
        CHECK_THROWS_AS(keys.get_or_make(name), storage::Error);
    CHECK_THROWS_AS(keys.find(std::string(65, 'a')), storage::Error);
}

TEST_CASE("a keyed hash is HMAC-SHA-256 over the purpose's length, the purpose and the text") {
    std::array<unsigned char, 32> octets{};
    for (int i = 0; i < 32; ++i) octets[static_cast<std::size_t>(i)] = static_cast<unsigned char>(i);
    const Key key{octets};
    CHECK(keyed_hash(key, "link", "token") == "fa91be4ba0a15f00c55db00f3cc15bd7001f356522f9781f34c2e8b0addb60eb");
    CHECK(keyed_hash(key, "link", "token") != keyed_hash(key, "code", "token"));
    CHECK(keyed_hash(key, "linkt", "oken") != keyed_hash(key, "link", "token"));
    CHECK(keyed_hash(Key::random(), "link", "token") != keyed_hash(key, "link", "token"));
}

TEST_CASE("secrets are the same only when every octet is") {
    CHECK(same_secret("", ""));
    CHECK(same_secret("abc", "abc"));
    CHECK_FALSE(same_secret("abc", "abd"));
    CHECK_FALSE(same_secret("abc", "ab"));
    CHECK_FALSE(same_secret("abc", "abcd"));
}

TEST_CASE("a token is URL-safe base64 of as many octets as asked, and never the same") {
    CHECK(random_token(0).empty());
    CHECK(random_token(1).size() == 2);
    CHECK(random_token(16).size() == 22);
    CHECK(random_token(32).size() == 43);
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const auto token = random_token(18);
        CHECK(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
              std::string::npos);
        seen.insert(token);
    }
    CHECK(seen.size() == 1000);
}
