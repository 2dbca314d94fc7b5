#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "storage/directory/cached_source.h"
#include "storage/directory/directory.h"
#include "storage/directory/ldif_source.h"
#include "storage/directory/schema_directory.h"

namespace {

using namespace sluis;
using namespace sluis::storage::directory;
namespace fs = std::filesystem;

const std::string organisation{"dn: o=a\nobjectClass: sluisOrganisation\no: a\nsluisKind: facility\n\n"};

std::string a_person(const std::string& uid, const std::string& mail) {
    return "dn: uid=" + uid + "\nobjectClass: sluisPerson\nuid: " + uid + "\ncn: " + uid + "\no: a\nmail: " + mail +
           "\n\n";
}

class File {
public:
    File() {
        std::string pattern = (fs::temp_directory_path() / "sluis-ldif-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
        folder_ = pattern;
    }
    ~File() { fs::remove_all(folder_); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    // A new file in its place, as editors do, so that it differs whatever the clock's grain.
    void write(const std::string& text) const {
        std::ofstream{folder_ / "new"} << text;
        fs::rename(folder_ / "new", path());
    }
    [[nodiscard]] fs::path path() const { return folder_ / "directory.ldif"; }

private:
    fs::path folder_;
};

// Counts what it is asked, and fails when told to.
class Counting final : public Source {
public:
    explicit Counting(int& asked, bool& away) : asked_{asked}, away_{away} {}
    std::vector<Entry> find(const Query& query) const override {
        if (away_) throw Unavailable{"away"};
        ++asked_;
        if (query.value == "nobody") return {};
        return {Entry{"x", {{"uid", {query.value}}}, 0}};
    }
    bool prove(const Entry&, const std::string&) const override {
        ++asked_;
        return !away_;
    }
    void probe() const override {}

private:
    int& asked_;
    bool& away_;
};

const Query an{"sluisperson", {"uid"}, "an"};

}  // namespace

TEST_CASE("a changed file is read again", "[directory][ldif]") {
    const File file;
    file.write(organisation + a_person("an", "an@a.example"));
    const LdifSource source{file.path(), std::chrono::seconds{60}};
    REQUIRE(source.find(an).size() == 1);
    file.write(organisation + a_person("jan", "jan@a.example"));
    CHECK(source.find(an).empty());
    CHECK(source.find({"sluisperson", {"uid"}, "jan"}).size() == 1);
}

TEST_CASE("a change with a fault leaves the last good version for a while, and the probe says it",
          "[directory][ldif]") {
    const File file;
    file.write(organisation + a_person("an", "an@a.example"));
    const LdifSource patient{file.path(), std::chrono::seconds{60}};
    const LdifSource strict{file.path(), std::chrono::seconds{0}};
    REQUIRE(patient.find(an).size() == 1);

    file.write("dn: half\nmai");

    CHECK(patient.find(an).size() == 1);
    CHECK_THROWS_WITH(patient.probe(), Catch::Contains(":2: "));
    CHECK_THROWS_AS(strict.find(an), Unavailable);
    fs::remove(file.path());
    CHECK_THROWS_AS(patient.probe(), Unavailable);
    file.write(organisation + a_person("an", "an@a.example"));
    CHECK_NOTHROW(patient.probe());
    CHECK(strict.find(an).size() == 1);
}

TEST_CASE("a file that breaks the schema is refused with its line, without personal data", "[directory][ldif]") {
    struct Case {
        std::string text;
        int line;
        const char* what;
    };
    const auto an_entry = a_person("an", "an@a.example");
    for (const auto& [text, line, what] : std::vector<Case>{
             {"dn: o=a\nobjectClass: sluisOrganisation\no: a\n", 1, "sluisKind"},
             {"dn: o=a\nobjectClass: sluisOrganisation\nsluisKind: facility\n", 1, "needs o:"},
             {organisation + "dn: o=b\nobjectClass: sluisOrganisation\no: A\nsluisKind: facility\n", 6, "same o:"},
             {organisation +
                  "dn: o=b\nobjectClass: sluisOrganisation\no: b\nsluisKind: agency\nassociatedDomain: a b\n",
              6, "not a domain"},
             {an_entry, 1, "no organisation"},
             {organisation + an_entry + a_person("AN", "x@a.example"), 13, "DN"},
             {organisation + an_entry + a_person("jan", "AN@a.example"), 13, "another entry's"},
             {organisation + a_person("an", "geen adres"), 6, "not an address"},
             {organisation + "dn: uid=an\nobjectClass: sluisPerson\nuid: an\no: a\n", 6, "needs mail:"},
             {organisation + "dn: uid=an\nobjectClass: sluisPerson\nmail: an@a.example\no: a\n", 6, "needs uid:"},
             {organisation +
                  "dn: uid=an\nobjectClass: sluisPerson\nuid: an\nmail: an@a.example\no: a\nuserPassword: an-geheim\n",
              6, "PBKDF2"},
         }) {
        INFO(text);
        const File file;
        file.write(text);
        const std::string place = "directory.ldif:" + std::to_string(line) + ": ";
        if (std::string{what} == "DN") {
            CHECK_THROWS_WITH((LdifSource{file.path(), {}}), Catch::Contains(place));
            continue;
        }
        CHECK_THROWS_WITH((LdifSource{file.path(), {}}), Catch::Contains(place) && Catch::Contains(what) &&
                                                             !Catch::Contains("an@a") && !Catch::Contains("geheim") &&
                                                             !Catch::Contains("geen adres"));
    }
    CHECK_THROWS_AS((LdifSource{"/nowhere/directory.ldif", {}}), Unavailable);
}

TEST_CASE("an answer is remembered as long as it may be stale and no longer", "[directory][cache]") {
    int asked = 0;
    bool away = false;
    std::chrono::steady_clock::time_point now{};
    const CachedSource cached{std::make_unique<Counting>(asked, away), std::chrono::seconds{60}, [&] { return now; }};

    REQUIRE(cached.find(an).size() == 1);
    REQUIRE(cached.find({"sluisperson", {"uid"}, "AN"}).size() == 1);
    REQUIRE(cached.find({"sluisperson", {"uid"}, "nobody"}).empty());
    REQUIRE(cached.find({"sluisperson", {"uid"}, "nobody"}).empty());
    CHECK(asked == 2);

    away = true;
    now += std::chrono::seconds{59};
    CHECK(cached.find(an).size() == 1);
    now += std::chrono::seconds{1};
    CHECK_THROWS_AS(cached.find(an), Unavailable);
    away = false;
    CHECK(cached.find(an).size() == 1);
    CHECK(asked == 3);
}

TEST_CASE("a password is asked anew each time", "[directory][cache][security]") {
    int asked = 0;
    bool away = false;
    const CachedSource cached{std::make_unique<Counting>(asked, away), std::chrono::seconds{60}};
    CHECK(cached.prove({}, "x"));
    away = true;
    CHECK_FALSE(cached.prove({}, "x"));
    CHECK(asked == 2);
}

TEST_CASE("the cache does not grow beyond its bound", "[directory][cache]") {
    int asked = 0;
    bool away = false;
    const CachedSource cached{std::make_unique<Counting>(asked, away), std::chrono::seconds{60}};
    for (std::size_t i = 0; i <= CachedSource::max_answers; ++i) {
        static_cast<void>(cached.find({"sluisperson", {"uid"}, "u" + std::to_string(i)}));
    }
    asked = 0;
    static_cast<void>(cached.find({"sluisperson", {"uid"}, "u1"}));
    CHECK(asked == 1);
}
