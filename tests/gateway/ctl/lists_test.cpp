#include <catch2/catch.hpp>
#include <sstream>

#include "gateway/ctl/checks.h"
#include "gateway/ctl/commands.h"
#include "gateway/runtime/data_folder.h"
#include "storage/register/person_lists.h"
#include "tests/gateway/ctl/sluisctl.h"

using namespace sluis;
using Catch::Matchers::Contains;

namespace {

struct Answer {
    std::ostringstream out, err;
    ctl::Output words{out, err};
    ctl::Output json{out, err, true};
    [[nodiscard]] ctl::Json parsed() const { return ctl::Json::parse(out.str()); }
};

/// The demo organisation with a database, a key directory and a file to import.
struct World {
    test::TestDatabase database;
    test::TestFolder folder;
    config::Settings settings;
    ctl::ListsImportOptions options;

    World() {
        settings.database_url = database.conninfo();
        settings.data = folder.path();
        settings.keys = folder.path() / "keys";
        settings.directory.ldif_file = test::demo_folder + "/directory.ldif";
        const auto keys = runtime::data_folder(settings).keys;
        std::filesystem::create_directories(keys);
        std::filesystem::permissions(keys, std::filesystem::perms::owner_all);
        storage::lists::make_list_keys(storage::vault::KeyDirectory{keys});
        options.file = folder.path() / "lijst.csv";
        options.organisation = "huis-ter-linde";
        options.kind = "clients";
        write("naam;voornaam;telefoon;team\nEkstermans;Lore;0470/98.76.54;A\nZandbroeck;Mats;geen;B\n");
    }
    void write(const std::string& text) const { std::ofstream{options.file, std::ios::binary} << text; }
    int import(Answer& answer) const { return ctl::lists_import(settings, options, answer.json); }
    void age(int days) {
        storage::postgres::Connection owner{database.conninfo()};
        owner.execute("update person_list set imported_at = imported_at - make_interval(days => $1::int)",
                      {std::int64_t{days}});
    }
};

}  // namespace

TEST_CASE("an import says in figures what it took and what it left, and never a value", "[ctl]") {
    const World world;
    Answer json, words;
    REQUIRE(world.import(json) == ctl::status::ok);
    const auto told = json.parsed();
    CHECK(told["persons"] == 2);
    CHECK(told["imported"] == true);
    CHECK(told["hashes"] == 5);
    CHECK(told["values"]["phone"] == 1);
    CHECK(told["skipped"][0]["line"] == 3);
    CHECK(told["skipped"][0]["column"] == 3);
    CHECK(told["columns_left_out"][0] == "team");
    CHECK(ctl::lists_import(world.settings, world.options, words.words) == ctl::status::ok);
    CHECK_THAT(words.out.str(), Contains("is in force"));
    for (const auto* planted : {"Ekstermans", "Lore", "98.76", "geen", "Mats"}) {
        CHECK(json.out.str().find(planted) == std::string::npos);
        CHECK(words.out.str().find(planted) == std::string::npos);
    }
}

TEST_CASE("a rehearsal stores nothing", "[ctl]") {
    World world;
    world.options.dry_run = true;
    Answer answer, shown;
    CHECK(world.import(answer) == ctl::status::ok);
    CHECK(answer.parsed()["imported"] == false);
    CHECK(answer.parsed()["persons"] == 2);
    CHECK(ctl::lists_show(world.settings, "", shown.words) == ctl::status::ok);
    CHECK_THAT(shown.out.str(), Contains("No lists"));
}

TEST_CASE("what cannot be imported is refused whole, and the old list stays", "[ctl]") {
    World world;
    Answer first;
    REQUIRE(world.import(first) == ctl::status::ok);
    const auto refused = [&](const std::string& text, int status) {
        world.write(text);
        Answer answer, shown;
        CHECK(world.import(answer) == status);
        ctl::lists_show(world.settings, "", shown.json);
        CHECK(shown.parsed()["lists"][0]["persons"] == 2);
        return answer.out.str();
    };
    CHECK_THAT(refused("naam;voornaam\nEkstermans\n", ctl::status::no_mail), Contains("\"line\": 2"));
    CHECK_THAT(refused("naam;voornaam\n", ctl::status::no_mail), Contains("nobody"));
    refused("", ctl::status::no_mail);
    world.options.organisation = "bestaat-niet";
    refused("naam;voornaam\nEkstermans;Lore\n", ctl::status::not_found);
    world.options.organisation = "huis-ter-linde";
    world.options.file = world.folder.path() / "weg.csv";
    Answer answer;
    CHECK(ctl::lists_import(world.settings, world.options, answer.json) == ctl::status::no_input);
}

TEST_CASE("removing asks first, and says when there is nothing", "[ctl]") {
    const World world;
    Answer imported, asked, done, again;
    REQUIRE(world.import(imported) == ctl::status::ok);
    ctl::ListsRemoveOptions options{"huis-ter-linde", "clients", false};
    CHECK(ctl::lists_remove(world.settings, options, asked.words) == ctl::status::usage);
    CHECK_THAT(asked.err.str(), Contains("--yes"));
    options.yes = true;
    CHECK(ctl::lists_remove(world.settings, options, done.json) == ctl::status::ok);
    CHECK(done.parsed()["removed"] == true);
    CHECK(ctl::lists_remove(world.settings, options, again.json) == ctl::status::not_found);
}

TEST_CASE("check tells a list that grew old, or whose key is gone", "[ctl]") {
    World world;
    Answer answer;
    CHECK(ctl::check_lists(world.settings).empty());
    REQUIRE(world.import(answer) == ctl::status::ok);
    CHECK(ctl::check_lists(world.settings).at(0).verdict == ctl::Verdict::ok);
    world.age(41);
    CHECK(ctl::check_lists(world.settings).at(0).verdict == ctl::Verdict::warning);
    world.settings.lists.max_age = std::chrono::hours{24 * 50};
    CHECK(ctl::check_lists(world.settings).at(0).verdict == ctl::Verdict::ok);
    std::filesystem::remove(runtime::data_folder(world.settings).keys / "list-clients");
    CHECK(ctl::check_lists(world.settings).at(0).verdict == ctl::Verdict::failure);
    storage::lists::make_list_keys(storage::vault::KeyDirectory{runtime::data_folder(world.settings).keys});
    CHECK(ctl::check_lists(world.settings).at(0).verdict == ctl::Verdict::failure);
}

TEST_CASE("the command line teaches the lists", "[ctl]") {
    const test::TestFolder folder;
    const auto help = test::sluisctl("lists import --help", folder);
    CHECK(help.status == 0);
    CHECK_THAT(help.out, Contains("rijksregisternummer") && Contains("--dry-run") && Contains("windows-1252"));
    CHECK(test::sluisctl("lists import --organisation a --kind klanten x.csv", folder).status == 64);
    CHECK(test::sluisctl("lists import --kind clients x.csv", folder).status == 64);
}
