#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>

#include "tests/gateway/ctl/sluisctl.h"

using namespace sluis::test;
using Catch::Matchers::Contains;

namespace {

const std::string no_config = " --config /nowhere/sluis.toml";

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream{file, std::ios::binary} << text;
}

}  // namespace

TEST_CASE("scan says of a mail which persons it names, masked, without a configuration", "[ctl]") {
    const TestFolder folder;
    const auto ran = sluisctl("scan --json " + demo_mails + "/helpdesk.eml", folder);
    INFO(ran.out << ran.err);
    REQUIRE(ran.status == 1);
    const auto file = ran.json()["files"][0];
    CHECK(file["kind"] == "mail");
    CHECK(file["personal"] == "yes");
    CHECK(file["persons"] == 1);
    CHECK(file["documents"][0]["evidence"][0]["strength"] == "certain");
    CHECK(ran.out.find("985") == std::string::npos);
    CHECK(ran.out.find("Milan") == std::string::npos);
}

TEST_CASE("scan reads a bare document as it would in a mail", "[ctl]") {
    const TestFolder folder;
    write(folder.path() / "nota.txt", "Rijksregisternummer 08.11.03-985.72 van de jongere.\n");
    write(folder.path() / "leeg.txt", "Beste, graag tot zaterdag.\n");
    const auto personal = sluisctl("scan " + (folder.path() / "nota.txt").string(), folder);
    CHECK(personal.status == 1);
    CHECK_THAT(personal.out, Contains("nota.txt") && Contains("personal data of 1 person") && Contains("certain"));
    CHECK_THAT(personal.out, !Contains("985") && !Contains("\x1b"));
    write(folder.path() / "Evolutieverslag.txt",
          "Nota\n\nHoort bij het begeleidingsplan. Rijksregisternummer 08.11.03-985.72.\n");
    const auto report = (folder.path() / "Evolutieverslag.txt").string();
    const auto json = sluisctl("scan --json " + report, folder).json();
    const auto document = json["files"][0]["documents"].back();
    CHECK(document["type"] == "evolutieverslag");
    CHECK(document["persons"] == 1);
    std::map<std::string, std::string> sources;
    for (const auto& hint : document["types"]) sources[hint["type"]] += hint["source"].get<std::string>() + ' ';
    CHECK(sources["evolutieverslag"] == "file-name ");
    CHECK_THAT(sources["handelingsplan"], Contains("content"));
    CHECK_THAT(sluisctl("scan " + report, folder).out, Contains("evolutieverslag by file-name"));
    const auto clean = sluisctl("scan " + (folder.path() / "leeg.txt").string(), folder);
    CHECK(clean.status == 0);
    CHECK_THAT(clean.out, Contains("no personal data found"));
}

TEST_CASE("scan enters a folder only with -r, and sums up", "[ctl]") {
    const TestFolder folder;
    const auto documents = folder.path() / "documents";
    std::filesystem::create_directories(documents / "below");
    write(documents / "a.txt", "Tot zaterdag.\n");
    write(documents / "below" / "b.bin", std::string("\x00\x01\x02\x03\xff\xfe", 6));
    const auto refused = sluisctl("scan " + documents.string(), folder);
    CHECK(refused.status == 66);
    CHECK_THAT(refused.err, Contains("is a folder; add -r"));
    const auto ran = sluisctl("scan -r " + documents.string(), folder);
    CHECK(ran.status == 2);
    CHECK_THAT(ran.out, Contains("2 files: 0 with personal data, 1 without, 1 unscannable"));
}

TEST_CASE("explain decides each recipient as the demo's manifest says, and tells why", "[ctl]") {
    const TestFolder folder;
    const auto config = write_config(folder);
    const auto ran = sluisctl("explain --json --config " + config + " " + demo_mails +
                                  "/vier-ontvangers.eml --from an.claes@huisterlinde.example"
                                  " --to griet.vanhoof@deregenboog.example --to jan.rechter@jeugdrechtbank.example"
                                  " --to rachid.benali@thuismail.example",
                              folder);
    INFO(ran.out << ran.err);
    REQUIRE(ran.status == 0);
    const auto json = ran.json();
    CHECK(json["organisation"] == "huis-ter-linde");
    REQUIRE(json["decisions"].size() == 3);
    CHECK(json["decisions"][0]["outcome"] == "share");
    CHECK(json["decisions"][0]["label"] == "client-bound");
    CHECK(json["decisions"][1]["code_required"] == true);
    CHECK(json["decisions"][2]["outcome"] == "hold");
    CHECK_FALSE(json["decisions"][2]["path"].empty());
    // Nothing was made: explain needs no data folder and no database.
    CHECK_FALSE(std::filesystem::exists(folder.path() / "data"));
}

TEST_CASE("explain shows no subject, file name or content", "[ctl]") {
    const TestFolder folder;
    const auto config = write_config(folder);
    for (const std::string json : {"", "--json "}) {
        const auto ran = sluisctl("explain " + json + "--config " + config + " " + demo_mails +
                                      "/evolutieverslag.eml --from an.claes@huisterlinde.example --to "
                                      "karim.elamrani@jeugdhulp-agentschap.example",
                                  folder);
        REQUIRE(ran.status == 0);
        CHECK_THAT(ran.out, Contains("Q1") && Contains("Q2") && Contains("client-bound"));
        CHECK_THAT(ran.out, !Contains("Stand van zaken") && !Contains("najaar") && !Contains("Zoals gevraagd"));
    }
}

TEST_CASE("explain draws the way for each recipient", "[ctl]") {
    const TestFolder folder;
    const auto config = write_config(folder);
    const auto command = "explain --config " + config + " " + demo_mails +
                         "/vier-ontvangers.eml --from an.claes@huisterlinde.example"
                         " --to griet.vanhoof@deregenboog.example";
    const auto read = [&](const char* name) {
        std::ifstream stream{folder.path() / name};
        return std::string{std::istreambuf_iterator<char>{stream}, {}};
    };
    const auto alone = sluisctl(command + " --svg -", folder);
    REQUIRE(alone.status == 0);
    CHECK_THAT(alone.out, Catch::Matchers::StartsWith("<svg ") && Catch::Matchers::EndsWith("</svg>\n"));
    CHECK_THAT(alone.out, Contains("data-node=\"q2.facility\" data-mark=\"taken\""));
    CHECK_THAT(alone.out, !Contains("griet") && !Contains("••"));

    const auto both = command + " --to rachid.benali@thuismail.example";
    const auto file = (folder.path() / "weg.svg").string();
    const auto ran = sluisctl(both + " --json --svg " + file, folder);
    REQUIRE(ran.status == 0);
    CHECK(ran.json()["decisions"][1]["picture"] == (folder.path() / "weg.2.svg").string());
    CHECK(read("weg.1.svg") == alone.out);
    CHECK_THAT(read("weg.2.svg"), Contains("data-node=\"outcome.hold\" data-mark=\"taken\""));

    const auto one_stream = sluisctl(both + " --svg -", folder);
    CHECK(one_stream.status == 64);
    CHECK_THAT(one_stream.err, Contains("--to"));
    CHECK(sluisctl(command + " --json --svg -", folder).status == 64);
    const auto nowhere = sluisctl(command + " --svg /nowhere/weg.svg", folder);
    CHECK(nowhere.status == 73);
    CHECK_THAT(nowhere.err, Contains("/nowhere/weg.svg"));
}

TEST_CASE("explain refuses what is no mail, no address or not there, each with its own status", "[ctl]") {
    const TestFolder folder;
    const auto config = write_config(folder);
    const auto explain = [&](const std::string& rest) {
        return sluisctl("explain --config " + config + " " + rest, folder);
    };
    const auto document =
        explain(demo_folder + "/documents/ancienniteit.csv --from an.claes@huisterlinde.example --to x@y.example");
    CHECK(document.status == 65);
    CHECK_THAT(document.err, Contains("is no mail") && Contains("sluisctl scan"));
    const auto address = explain(demo_mails + "/helpdesk.eml --to nobody");
    CHECK(address.status == 64);
    CHECK_THAT(address.err, Contains("--to nobody: not an address"));
    CHECK(explain("/nowhere.eml --to x@y.example").status == 66);
    CHECK(explain(demo_mails + "/helpdesk.eml").status == 64);
    // By its id a message is looked up in the database, which is not there.
    CHECK(explain("k7q2m9xw4trb").status == 69);
    CHECK(sluisctl("explain " + demo_mails + "/helpdesk.eml --to x@y.example" + no_config, folder).status == 78);
}

TEST_CASE("explain says which directory does not answer", "[ctl]") {
    const TestFolder folder;
    const auto config = write_config(folder, "");
    const auto text = [&] {
        std::ifstream stream{config};
        return std::string{std::istreambuf_iterator<char>{stream}, {}};
    }();
    auto broken = text;
    const auto at = broken.find("directory.ldif");
    broken.replace(at, 14, "missing.ldif");
    write(config, broken);
    const auto ran = sluisctl("explain --config " + config + " " + demo_mails +
                                  "/helpdesk.eml --from an.claes@huisterlinde.example --to x@y.example",
                              folder);
    CHECK(ran.status == 69);
    CHECK_THAT(ran.err, Contains("directory"));
}

TEST_CASE("check names file, line and column of a wrong key", "[ctl]") {
    const TestFolder folder;
    const auto config = write_config(folder, "", "log_level = \"loud\"\n");
    const auto ran = sluisctl("check --config " + config, folder);
    CHECK(ran.status == 78);
    CHECK_THAT(ran.out, Contains("sluis.toml:6:") && Contains("log_level") && Contains("\"loud\""));
    const auto json = sluisctl("check --json --config " + config, folder).json();
    CHECK(json["verdict"] == "failure");
    CHECK(json["checks"][0]["check"] == "configuration");
}

TEST_CASE("check before the first start warns of what is not there, and fails on a next hop that is away", "[ctl]") {
    const TestFolder folder;
    const auto config = write_config(folder);
    const auto ran = sluisctl("check --json --config " + config, folder);
    INFO(ran.out << ran.err);
    CHECK(ran.status == 1);
    std::map<std::string, std::string> verdicts;
    const auto json = ran.json();
    for (const auto& check : json["checks"]) {
        verdicts[check["check"]] = check["verdict"];
        if (check["verdict"] != "ok") CHECK_FALSE(check["advice"].get<std::string>().empty());
    }
    CHECK(verdicts["configuration"] == "ok");
    CHECK(verdicts["policy"] == "ok");
    CHECK(verdicts["database"] == "warning");
    CHECK(verdicts["directory"] == "ok");
    CHECK(verdicts["relay client"] == "ok");
    CHECK(verdicts["scan"] == "warning");
    CHECK(verdicts["templates"] == "ok");
    CHECK(verdicts["next hop"] == "failure");
}

TEST_CASE("health is critical where nothing runs, unknown where the configuration is wrong", "[ctl]") {
    const TestFolder folder;
    const auto config = write_config(folder);
    const auto ran = sluisctl("health --config " + config, folder);
    CHECK(ran.status == 2);
    CHECK_THAT(ran.out, Catch::Matchers::StartsWith("SLUIS CRITICAL - "));
    CHECK(std::count(ran.out.begin(), ran.out.end(), '\n') == 1);
    CHECK(sluisctl("health --json --config " + config, folder).json()["status"] == "critical");
    CHECK(sluisctl("health" + no_config, folder).status == 3);
}

TEST_CASE("a wrong command line is told with status 64, and help with an example", "[ctl]") {
    const TestFolder folder;
    CHECK(sluisctl("", folder).status == 64);
    CHECK(sluisctl("explane", folder).status == 64);
    CHECK(sluisctl("queue retry", folder).status == 64);
    for (const char* command : {"check", "explain", "scan", "queue list", "queue show", "queue retry", "shares list",
                                "shares show", "shares withdraw", "health"}) {
        INFO(command);
        const auto ran = sluisctl(std::string{command} + " --help", folder);
        CHECK(ran.status == 0);
        CHECK_THAT(ran.out, Contains("Example:") && Contains("sluisctl " + std::string{command}) && Contains("--json"));
    }
}

TEST_CASE("queue and shares say that the database is away", "[ctl]") {
    const TestFolder folder;
    const auto config = write_config(folder);
    const auto ran = sluisctl("queue list --config " + config, folder);
    CHECK(ran.status == 69);
    CHECK_THAT(ran.err, Contains("the database does not answer") && Contains("Does sluisd run?"));
    CHECK(sluisctl("shares list --config " + config, folder).status == 69);
}

TEST_CASE("policy show says which values hold for a sender, and where each comes from", "[ctl]") {
    const TestFolder folder;
    write(folder.path() / "policy.toml",
          "revision = \"lagen\"\nweak_needed = 2\n[organisation.huis-ter-linde]\nmax_days = 9\n"
          "[group.directie]\nmembers = { addresses = [\"lieve.dewit@huisterlinde.example\"] }\nmode = \"observe\"\n"
          "[[rule]]\nname = \"rechtbank\"\nwhen = { class = [\"court\"] }\nthen = \"hold\"\n");
    const auto config = write_config(folder);
    std::ifstream read{config};
    std::string text{std::istreambuf_iterator<char>{read}, {}};
    const auto from = text.find("policy = \"");
    text.replace(from, text.find('\n', from) - from, "policy = \"policy.toml\"");
    write(config, text);

    const auto ran =
        sluisctl("policy show --json --config " + config + " --from lieve.dewit@huisterlinde.example", folder);
    INFO(ran.out << ran.err);
    REQUIRE(ran.status == 0);
    const auto json = ran.json();
    CHECK(json["organisation"] == "huis-ter-linde");
    CHECK(json["groups"] == nlohmann::json{"directie"});
    CHECK(json["observed_by"] == "group directie");
    CHECK(json["policy"].get<std::string>().ends_with("@huis-ter-linde+directie"));
    CHECK(json["rules"][0]["name"] == "rechtbank");
    std::map<std::string, std::string> origins;
    for (const auto& value : json["values"]) {
        origins[value["key"]] = value["value"].get<std::string>() + ' ' + value["layer"].get<std::string>() + ' ' +
                                std::to_string(value["line"].get<int>());
    }
    CHECK(origins["weak_needed"] == "2 installation 2");
    CHECK(origins["max_days"] == "9 organisation 4");
    CHECK(origins["mode"] == "\"observe\" group 7");
    CHECK(origins["class.client.personal"] == "\"hold\" factory 0");

    const auto shown = sluisctl("policy show --config " + config + " --organisation huis-ter-linde", folder);
    CHECK(shown.status == 0);
    CHECK_THAT(shown.out,
               Contains("organisation huis-ter-linde") && Contains("policy.toml:4") && Contains("rechtbank"));
    CHECK_THAT(shown.out, !Contains("class.client.personal") && !Contains("observed by"));
    CHECK_THAT(sluisctl("policy show --all --config " + config, folder).out, Contains("class.client.personal"));
    CHECK(sluisctl("policy show --config " + config + " --from niemand", folder).status == 64);
}
