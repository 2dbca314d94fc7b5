#include "storage/vault/content.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <random>
#include <sstream>

#include "tests/support/test_database.h"

using namespace sluis;
using namespace sluis::storage;
using namespace sluis::storage::vault;
namespace fs = std::filesystem;
using std::chrono::seconds;

namespace {

std::string noise(std::size_t size, unsigned seed) {
    std::minstd_rand random{seed};
    std::string octets(size, '\0');
    for (auto& octet : octets) octet = static_cast<char>(random());
    return octets;
}

std::string day(int from_today) {
    const std::time_t when = std::time(nullptr) + from_today * 86400;
    std::tm utc{};
    ::gmtime_r(&when, &utc);
    char text[16];
    std::strftime(text, sizeof text, "%Y-%m-%d", &utc);
    return KeyDirectory::day_key_name(text);
}

std::string read_file(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    std::ostringstream octets;
    octets << in.rdbuf();
    return octets.str();
}

void write_file(const fs::path& path, const std::string& octets) {
    std::ofstream{path, std::ios::binary} << octets;
}

struct Vault {
    test::TestDatabase database;
    test::TestFolder folder;
    test::TestFolder key_folder;
    KeyDirectory keys{key_folder.path()};
    ContentStore store{{.folder = folder.path(), .min_free_bytes = 0}, keys};
    postgres::Connection relay{database.conninfo("relay")};

    ContentId put(std::string_view octets, ContentKind kind = ContentKind::document,
                  const std::string& key = "queue-1") {
        const auto staged = store.stage(kind, "De Wilg", key);
        staged->append(octets);
        staged->finish();
        postgres::Transaction transaction{relay};
        auto id = staged->insert(transaction);
        transaction.commit();
        staged->committed();
        return id;
    }
    [[nodiscard]] fs::path file(const ContentId& id) const {
        return folder.path() / id.substr(0, 2) / (id + ".sealed");
    }
    [[nodiscard]] std::size_t files() const {
        std::size_t count = 0;
        for (const auto& entry : fs::recursive_directory_iterator{folder.path()})
            if (entry.is_regular_file()) ++count;
        return count;
    }
};

}  // namespace

TEST_CASE("content of every size comes back as it went, small in the row and large in a file") {
    Vault vault;
    for (const std::size_t size : {0u, 1u, 65535u, 65536u, 65537u, 131072u, 131073u, 300000u}) {
        INFO(size);
        const auto octets = noise(size, 7);
        const auto id = vault.put(octets);
        CHECK(vault.store.read_all(vault.relay, id, 1u << 20) == octets);
        CHECK(fs::exists(vault.file(id)) == (size > 65536));
        CHECK(vault.store.open(vault.relay, id)->size() == size);
    }
    const auto id = vault.put(noise(100, 1));
    CHECK_THROWS_AS(vault.store.read_all(vault.relay, id, 99), Error);
}

TEST_CASE("content appended in pieces of any size is the same content") {
    Vault vault;
    std::mt19937 random{4};
    const auto octets = noise(400'000, 9);
    for (int round = 0; round < 5; ++round) {
        const auto staged = vault.store.stage(ContentKind::received, "De Wilg", "queue-1");
        for (std::size_t at = 0; at < octets.size();) {
            const auto count = std::min<std::size_t>(octets.size() - at, random() % 150'000);
            staged->append(std::string_view{octets}.substr(at, count));
            at += count;
        }
        CHECK(staged->size() == octets.size());
        staged->finish();
        postgres::Transaction transaction{vault.relay};
        const auto id = staged->insert(transaction);
        transaction.commit();
        CHECK(vault.store.read_all(vault.relay, id, 1u << 20) == octets);
    }
}

TEST_CASE("every range of an object is that range of its content") {
    Vault vault;
    std::mt19937 random{11};
    for (const std::size_t size : {0u, 1u, 40000u, 65536u, 200'000u, 262144u}) {
        const auto octets = noise(size, 3);
        const auto content = vault.store.open(vault.relay, vault.put(octets));
        for (int round = 0; round < 200; ++round) {
            const std::size_t offset = random() % (size + 2);
            std::string into(random() % 140'000, '?');
            const auto got = content->read(offset, into);
            const auto expected = offset >= size ? std::string{} : octets.substr(offset, into.size());
            REQUIRE(got == expected.size());
            REQUIRE(into.substr(0, got) == expected);
        }
    }
}

TEST_CASE("what lies on the disk and in the row shows nothing of the content") {
    Vault vault;
    const std::string marked = "Marker Peeters 97.01.01-970.42 ";
    std::string octets;
    for (int i = 0; i < 10'000; ++i) octets += marked;
    const auto large = vault.put(octets);
    const auto small = vault.put(marked);
    CHECK(read_file(vault.file(large)).find("Peeters") == std::string::npos);
    CHECK(vault.relay.execute("select inline from content where id = $1", {std::string_view{small}})
              .bytes(0, 0)
              .find("Peeters") == std::string::npos);
    struct stat state {};
    REQUIRE(::stat(vault.file(large).c_str(), &state) == 0);
    CHECK((state.st_mode & 07777) == 0640);
}

TEST_CASE("a file that was cut, lengthened, reordered or changed gives an error, and no octet of the bad chunk") {
    Vault vault;
    const auto octets = noise(200'000, 5);
    const auto id = vault.put(octets);
    const auto whole = read_file(vault.file(id));
    constexpr std::size_t chunk = 65536 + 16;
    const auto damaged = [&](const std::string& sealed) {
        write_file(vault.file(id), sealed);
        try {
            return vault.store.read_all(vault.relay, id, 1u << 20) != octets ? "wrong" : "right";
        } catch (const Error& error) {
            return error.is_transient() ? "transient" : "refused";
        }
    };
    CHECK(damaged(whole) == std::string{"right"});
    for (const std::size_t size : {0ul, 7ul, 8ul, 23ul, 24ul, chunk, 8 + chunk, 8 + 2 * chunk, whole.size() - 1})
        CHECK(damaged(whole.substr(0, size)) == std::string{"refused"});
    CHECK(damaged(whole + "x") == std::string{"refused"});
    CHECK(damaged(whole.substr(0, 8) + whole.substr(8 + chunk, chunk) + whole.substr(8, chunk) +
                  whole.substr(8 + 2 * chunk)) == std::string{"refused"});
    for (std::size_t at = 0; at < whole.size(); at += 9973) {
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x40);
        CHECK(damaged(changed) == std::string{"refused"});
    }
}

TEST_CASE("an end that was cut off is noticed even when the row's size was changed with it") {
    Vault vault;
    const auto id = vault.put(noise(200'000, 5));
    write_file(vault.file(id), read_file(vault.file(id)).substr(0, 8 + 2 * (65536 + 16)));
    vault.relay.execute("update content set size = 131072 where id = $1", {std::string_view{id}});
    CHECK_THROWS_AS(vault.store.open(vault.relay, id), Error);
}

TEST_CASE("an object never passes for one of another kind, organisation or id") {
    Vault vault;
    const auto id = vault.put("text", ContentKind::received);
    const auto other = vault.put("other");
    vault.relay.execute("update content set kind = 'document' where id = $1", {std::string_view{id}});
    CHECK_THROWS_AS(vault.store.open(vault.relay, id), Error);
    vault.relay.execute("update content set kind = 'received', organisation = 'De Eik' where id = $1",
                        {std::string_view{id}});
    CHECK_THROWS_AS(vault.store.open(vault.relay, id), Error);
    vault.relay.execute("update content set organisation = 'De Wilg' where id = $1", {std::string_view{id}});
    CHECK_NOTHROW(vault.store.open(vault.relay, id));
    vault.relay.execute(
        "update content set (wrapped_key, inline, size, kind) = (select wrapped_key, inline, size, kind from content "
        "where id = $2) "
        "where id = $1",
        {std::string_view{id}, std::string_view{other}});
    CHECK_THROWS_AS(vault.store.open(vault.relay, id), Error);
    CHECK_THROWS_AS(vault.store.open(vault.relay, "00000000-0000-4000-8000-000000000000"), Error);
    CHECK_THROWS_AS(vault.store.open(vault.relay, "../../etc/passwd"), Error);
}

TEST_CASE("a name sealed with an object opens with that object alone") {
    Vault vault;
    const auto staged = vault.store.stage(ContentKind::document, "De Wilg", "queue-1");
    staged->append(std::string_view{"x"});
    const auto name = staged->seal_field("name", "Verslag.pdf");
    staged->finish();
    postgres::Transaction transaction{vault.relay};
    const auto id = staged->insert(transaction);
    transaction.commit();
    const auto content = vault.store.open(vault.relay, id);
    CHECK(content->open_field("name", name) == "Verslag.pdf");
    CHECK_THROWS_AS(content->open_field("subject", name), Error);
    CHECK_THROWS_AS(vault.store.open(vault.relay, vault.put("y"))->open_field("name", name), Error);
}

TEST_CASE("what was never named leaves no file, and what lost its row goes with the sweep") {
    Vault vault;
    {
        const auto staged = vault.store.stage(ContentKind::received, "De Wilg", "queue-1");
        staged->append(noise(200'000, 1));
        CHECK(vault.files() == 1);
    }
    CHECK(vault.files() == 0);
    const auto kept = vault.put(noise(200'000, 1));
    const auto erased = vault.put(noise(200'000, 2));
    {
        postgres::Transaction transaction{vault.relay};
        vault.store.erase(transaction, erased);
        transaction.commit();
    }
    CHECK(vault.store.sweep(vault.relay) == 0);
    CHECK(vault.store.sweep(vault.relay, seconds{0}) == 1);
    CHECK_FALSE(fs::exists(vault.file(erased)));
    CHECK(vault.store.read_all(vault.relay, kept, 1u << 20).size() == 200'000);
}

TEST_CASE("a process killed anywhere between the first octet and the commit loses nothing named and leaves no orphan") {
    enum Point { staged, appended, finished, inserted, committed };
    for (const Point point : {staged, appended, finished, inserted, committed}) {
        INFO("killed after step " << point);
        Vault vault;
        const auto child_conninfo = vault.database.conninfo("relay");
        const pid_t child = ::fork();
        if (child == 0) {
            try {
                postgres::Connection own{child_conninfo};
                const auto content = vault.store.stage(ContentKind::received, "De Wilg", "queue-1");
                if (point >= appended) content->append(noise(200'000, 6));
                if (point >= finished) content->finish();
                if (point >= inserted) {
                    postgres::Transaction transaction{own};
                    const auto id = content->insert(transaction);
                    if (point >= committed) transaction.commit();
                    ::kill(::getpid(), SIGKILL);
                }
                ::kill(::getpid(), SIGKILL);
            } catch (const std::exception&) {
            }
            ::_exit(1);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        REQUIRE(WIFSIGNALED(status));
        vault.store.sweep(vault.relay, seconds{0});
        const auto rows = vault.relay.execute("select id from content");
        CHECK(rows.size() == (point == committed ? 1 : 0));
        CHECK(vault.files() == rows.size());
        if (point == committed)
            CHECK(vault.store.read_all(vault.relay, rows.text(0, 0), 1u << 20) == noise(200'000, 6));
    }
}

TEST_CASE("a full disk is a transient error before anything is promised") {
    Vault vault;
    const ContentStore full{{.folder = vault.folder.path(), .min_free_bytes = ~0ull}, vault.keys};
    try {
        static_cast<void>(full.stage(ContentKind::received, "De Wilg", "queue-1"));
        FAIL("staged");
    } catch (const Error& error) {
        CHECK(error.is_transient());
    }
    const ContentStore away{{.folder = vault.folder.path() / "none", .min_free_bytes = 0}, vault.keys};
    CHECK_THROWS_AS(away.stage(ContentKind::received, "De Wilg", "queue-1"), Error);
}

TEST_CASE("the portal reads documents by its view, and nothing else") {
    Vault vault;
    const auto document = vault.put("brief");
    const auto received = vault.put("mail", ContentKind::received);
    postgres::Connection portal{vault.database.conninfo("portal")};
    const ContentStore store{{.folder = vault.folder.path(), .documents_only = true}, vault.keys};
    CHECK(store.read_all(portal, document, 100) == "brief");
    CHECK_THROWS_AS(store.open(portal, received), Error);
    CHECK_THROWS_AS(vault.store.open(portal, document), Error);
}

TEST_CASE("what expired stays shut when a dump of the database is put back next to today's keys") {
    Vault vault;
    const auto passing = vault.put("verloopt", ContentKind::document, day(1));
    const auto large = vault.put(noise(200'000, 8), ContentKind::document, day(1));
    const auto staying = vault.put("blijft", ContentKind::document, day(2));
    CHECK(vault.store.read_all(vault.relay, passing, 100) == "verloopt");

    postgres::Connection owner{vault.database.conninfo()};
    const auto saved = owner.execute("select content::text from content");
    vault.keys.destroy(day(1));
    CHECK_THROWS_AS(vault.store.open(vault.relay, passing), KeyDestroyed);
    owner.execute("delete from content");

    for (std::size_t row = 0; row < saved.size(); ++row)
        owner.execute("insert into content select (r).* from (select $1::text::content as r) as put_back",
                      {std::string_view{saved.text(row, 0)}});
    const KeyDirectory today{vault.key_folder.path()};
    const ContentStore restored{{.folder = vault.folder.path(), .min_free_bytes = 0}, today};
    CHECK_THROWS_AS(restored.open(vault.relay, passing), KeyDestroyed);
    CHECK_THROWS_AS(restored.open(vault.relay, large), KeyDestroyed);
    CHECK(restored.read_all(vault.relay, staying, 100) == "blijft");
    CHECK_THROWS_AS(restored.stage(ContentKind::document, "De Wilg", day(1)), Error);
}

TEST_CASE("a missing queue key is an error that waits for its return, and no expiry") {
    Vault vault;
    const auto id = vault.put("mail", ContentKind::received);
    fs::rename(vault.key_folder.path() / "queue-1", vault.key_folder.path() / "away");
    try {
        static_cast<void>(vault.store.open(vault.relay, id));
        FAIL("opened");
    } catch (const KeyDestroyed&) {
        FAIL("took it for expired");
    } catch (const Error& error) {
        CHECK(error.is_transient());
    }
}
