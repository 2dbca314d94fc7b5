#include <catch2/catch.hpp>
#include <sstream>

#include "config/policy_file.h"
#include "gateway/ctl/commands.h"
#include "tests/gateway/ctl/sluisctl.h"
#include "tests/gateway/ctl/stored_facts.h"
#include "tests/storage/queue/a_queue.h"

using namespace sluis;
using namespace sluis::test;
using Catch::Matchers::Contains;

namespace {

const std::string no_config = " --config /nowhere/sluis.toml";
const std::string shipped = SLUIS_SOURCE_DIR "/config/policy-tests";

std::string written(const TestFolder& folder, const std::string& name, const std::string& text) {
    const auto file = folder.path() / name;
    std::ofstream{file, std::ios::binary} << text;
    return file.string();
}

/// An empty configuration besides the policy: the factory's where none is given.
std::string config_with(const TestFolder& folder, const std::string& policy) {
    const auto file = (folder.path() / "sluis.toml").string();
    const auto config = write_config(folder);
    std::ifstream in{config};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    const auto at = text.find("policy = ");
    text.replace(at, text.find('\n', at) - at, "policy = \"" + policy + '"');
    std::ofstream{file} << text;
    return file;
}

const std::string a_case = R"(directory = ")" + shipped + R"(/people.ldif"
[[case]]
name = "een plan naar een ouder"
from = "an@huis.example"
subject = "[dossier:1] Plan"
  [[case.part]]
  name = "handelingsplan.pdf"
  found = ["certain 1"]
  [[case.expect]]
  to = "mama@ouders.example"
  outcome = "share"
  label = "client-bound"
  warnings = ["no-dossier"]
)";

}  // namespace

TEST_CASE("the cases that come with Sluis hold for the flowchart as it stands and for the demo", "[ctl]") {
    const TestFolder folder;
    for (const auto& config : {config_with(folder, ""), write_config(folder)}) {
        const auto ran = sluisctl("policy test " + shipped + " --config " + config, folder);
        INFO(ran.out << ran.err);
        CHECK(ran.status == 0);
        CHECK_THAT(ran.out, Contains(" passed, 0 failed.") && !Contains("FAIL"));
    }
}

TEST_CASE("a case that fails says what was expected, what came and why, in Dutch", "[ctl]") {
    const TestFolder folder;
    const auto file = written(folder, "eigen.toml", a_case);
    const auto ran = sluisctl(
        "policy test " + file + " --policy " + shipped + "/layers.policy.toml" + " --config " + write_config(folder),
        folder);
    INFO(ran.out << ran.err);
    CHECK(ran.status == 1);
    CHECK_THAT(ran.out, Contains("FAIL  eigen.toml:2  een plan naar een ouder") &&
                            Contains("to mama@ouders.example (line 9)") && Contains("expected share, came hold") &&
                            Contains("expected [no-dossier], came []") && Contains("wacht op de afzender") &&
                            Contains("0 cases passed, 1 failed."));
    CHECK_THAT(ran.out, !Contains("expected client-bound"));
    const auto json = sluisctl("policy test --json " + file + " --config " + write_config(folder), folder).json();
    CHECK(json["failed"] == 1);
    CHECK(json["cases"][0]["passed"] == false);
    CHECK(json["cases"][0]["recipients"][0]["mismatches"][0]["key"] == "outcome");
    CHECK(json["cases"][0]["recipients"][0]["mismatches"][0]["came"] == "hold");
}

TEST_CASE("cases are chosen by their name; none of that name is said", "[ctl]") {
    const TestFolder folder;
    const auto ran = sluisctl("policy test " + shipped + " --case HELPDESK --config " + write_config(folder), folder);
    CHECK(ran.status == 0);
    CHECK_THAT(ran.out, Contains("helpdesk") && !Contains("consulent"));
    const auto none =
        sluisctl("policy test " + shipped + " --case bestaatniet --config " + write_config(folder), folder);
    CHECK(none.status == 3);
    CHECK_THAT(none.err, Contains("no case has \"bestaatniet\" in its name"));
}

TEST_CASE("a mistake in a case, in its policy or its directory is told at its place, and nothing is run", "[ctl]") {
    const TestFolder folder;
    const auto config = write_config(folder);
    const auto wrong = written(folder, "fout.toml", a_case + "  outcom = \"hold\"\n");
    const auto ran = sluisctl("policy test " + wrong + " " + shipped + " --config " + config, folder);
    CHECK(ran.status == 65);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, Contains("fout.toml:14:3: unknown key 'case.expect.outcom' (did you mean \"outcome\"?)"));

    written(folder, "fout.policy.toml", "max_days = 31\n");
    const auto policy = written(folder, "beleid.toml", "policy = \"fout.policy.toml\"\n" + a_case);
    const auto of_policy = sluisctl("policy test " + policy + " --config " + config, folder);
    CHECK(of_policy.status == 65);
    CHECK_THAT(of_policy.err, Contains("fout.policy.toml:1:12"));

    auto text = a_case;
    text.replace(text.find("people.ldif"), 11, "niemand.ldif");
    const auto directory =
        sluisctl("policy test " + written(folder, "gids.toml", text) + " --config " + config, folder);
    CHECK(directory.status == 65);
    CHECK_THAT(directory.err, Contains("gids.toml:1:1: key 'directory'"));
    CHECK(sluisctl("policy test " + folder.path().string() + "/leeg.toml --config " + config, folder).status == 65);
}

TEST_CASE("policy test needs no configuration, and finds the cases that came with Sluis", "[ctl]") {
    const TestFolder folder;
    const auto ran = sluisctl("policy test --config /nowhere/sluis.toml", folder);
    CHECK(ran.status == 78);
    // A policy with a folder beside it is tested with what lies there.
    std::filesystem::create_directory(folder.path() / "policy-tests");
    written(folder, "policy-tests/een.toml", a_case);
    const auto beside = config_with(folder, written(folder, "policy.toml", "revision = \"eigen\"\n"));
    const auto own = sluisctl("policy test --config " + beside, folder);
    CHECK(own.status == 1);
    CHECK_THAT(own.out, Contains("een.toml:2") && Contains("0 cases passed, 1 failed."));
}

TEST_CASE("policy diff says which values differ, where each stands, and which outcomes follow", "[ctl]") {
    const TestFolder folder;
    const auto config = config_with(folder, written(folder, "policy.toml", "revision = \"oud\"\nmax_days = 20\n"));
    const auto fresh = written(folder, "new.toml", R"(revision = "nieuw"
max_days = 20
consumer_domains = ["postvak.example"]
[class.facility]
personal = "hold"
[type.groeiplan]
label = "confidential"
[class.clb]
name = "CLB"
personal = "share"
[group.stage]
members = { divisions = ["stage"] }
class.court.personal = "return"
[[rule]]
name = "verslag"
then = "return"
when = { class = ["agency"], type = ["verslag"] }
)");
    const auto ran = sluisctl("policy diff " + fresh + " --config " + config, folder);
    INFO(ran.out << ran.err);
    CHECK(ran.status == 1);
    CHECK_THAT(ran.out, Contains("class.facility.personal") && Contains("factory → new.toml:5") &&
                            Contains("\"share\" → \"hold\"") && Contains("new: \"CLB\""));
    CHECK_THAT(ran.out, Contains("rule.verslag") && Contains("new.toml:14") && Contains("then = \"return\""));
    CHECK_THAT(ran.out, Contains("new: \"postvak.example\"; gone: \"aol.com\""));
    CHECK_THAT(ran.out, !Contains("max_days"));
    CHECK_THAT(ran.out, Contains("share → hold") && Contains("client-bound → confidential") && Contains("groeiplan"));
    CHECK_THAT(ran.out,
               Contains("share → return") && Contains("for senders of group stage, also:") && Contains("court"));

    const auto json = sluisctl("policy diff --json " + fresh + " --config " + config, folder).json();
    CHECK(json["same"] == false);
    CHECK(json["complete"] == true);
    bool held = false;
    for (const auto& line : json["outcomes"]) {
        if (line["what"] != "share → hold" || line["who"] != "") continue;
        held = true;
        CHECK(line["class"] == nlohmann::json::array({"facility"}));
        CHECK(line["personal"] == nlohmann::json::array({"weak", "yes"}));
        CHECK(line["type"].size() > 20);
        CHECK(line["where"] == "to facility, personal data weak or yes, all types but groeiplan");
    }
    CHECK(held);
}

TEST_CASE("policy diff tells a topic that comes or goes, and where it stands", "[ctl]") {
    const TestFolder folder;
    const auto config = config_with(folder, written(folder, "policy.toml", "revision = \"oud\"\n"));
    const auto fresh = written(folder, "new.toml",
                               "revision = \"nieuw\"\n[topic.vervoer]\nname = \"Vervoer\"\nwords = [\"vervoer\"]\n"
                               "contact = \"vervoer@agentschap.example\"\n");
    const auto ran = sluisctl("policy diff " + fresh + " --config " + config, folder);
    INFO(ran.out << ran.err);
    CHECK(ran.status == 1);
    CHECK_THAT(ran.out, Contains("topic.vervoer") && Contains("new.toml:"));
    const auto back = config_with(folder, fresh);
    const auto gone =
        sluisctl("policy diff " + written(folder, "old.toml", "revision = \"oud\"\n") + " --config " + back, folder);
    CHECK(gone.status == 1);
    CHECK_THAT(gone.out, Contains("topic.vervoer"));
}

TEST_CASE("policy diff says when there are more combinations than it compares", "[ctl]") {
    const TestFolder folder;
    std::string recipients;
    for (int i = 0; i < 400; ++i) recipients += (i == 0 ? "\"huis" : ", \"huis") + std::to_string(i) + '"';
    const auto rule = "[[rule]]\nname = \"veel\"\nthen = \"return\"\nwhen = { recipient = [" + recipients + "] }\n";
    const auto config = config_with(folder, written(folder, "policy.toml", rule));
    const auto fresh = written(folder, "new.toml", "[class.unknown]\npersonal = \"hold\"\n" + rule);
    const auto json = sluisctl("policy diff --json " + fresh + " --config " + config, folder).json();
    CHECK(json["complete"] == false);
    CHECK_THAT(sluisctl("policy diff " + fresh + " --config " + config, folder).out,
               Contains("more combinations than are compared"));
}

TEST_CASE("policy diff: the same says so, a wrong policy is refused, one sender is asked for", "[ctl]") {
    const TestFolder folder;
    const auto config = config_with(folder, written(folder, "policy.toml", "revision = \"oud\"\n"));
    const auto same = sluisctl(
        "policy diff " + written(folder, "a.toml", "# anders\nmax_days = 30\n") + " --config " + config, folder);
    CHECK(same.status == 0);
    CHECK_THAT(same.out, Contains("They say the same."));
    const auto wrong =
        sluisctl("policy diff " + written(folder, "b.toml", "max_days = 31\n") + " --config " + config, folder);
    CHECK(wrong.status == 78);
    CHECK_THAT(wrong.err, Contains("b.toml:1:12"));

    const auto fresh = written(
        folder, "c.toml", "[organisation.de-regenboog]\nclass.court.code = false\nclass.agency.personal = \"hold\"\n");
    const auto for_an =
        sluisctl("policy diff " + fresh + " --from an.claes@huisterlinde.example --config " + config, folder);
    CHECK(for_an.status == 0);
    const auto for_griet =
        sluisctl("policy diff " + fresh + " --from griet.vanhoof@deregenboog.example --config " + config, folder);
    CHECK(for_griet.status == 1);
    CHECK_THAT(for_griet.out, Contains("class.court.code") && Contains("c.toml:2") && Contains("share → hold") &&
                                  Contains("without a code"));
    CHECK(sluisctl("policy diff " + fresh + " --from niemand --config " + config, folder).status == 64);
}

TEST_CASE("policy replay says which stored decisions a new policy would take otherwise, and why", "[ctl]") {
    Queue queue;
    config::Settings settings;
    settings.database_url = queue.database.conninfo();
    const TestFolder folder;
    const auto in_force = config::factory_policy();
    store_facts(queue, facts_to(in_force, {"facility", "client"}));
    store_facts(queue, facts_to(in_force, {"facility", "agency"}));
    store_facts(queue, facts_to(in_force, {"court"}));
    auto incomplete = facts_to(in_force, {"facility"});
    incomplete.complete = false;
    store_facts(queue, incomplete);
    store_octets(queue, R"({"version": 1})");
    auto earlier = facts_to(in_force, {"facility"});
    earlier.policy_version = "vroeger";
    earlier.decisions[0].days = 3;
    store_facts(queue, earlier);
    const auto old = store_facts(queue, facts_to(in_force, {"facility"}));
    queue.relay.execute("update message set received_at = clock_timestamp() - interval '9 days' where id = $1",
                        {std::string_view{old}});

    ctl::PolicyReplayOptions options;
    options.file =
        written(folder, "new.toml", "[class.facility]\npersonal = \"hold\"\n[type.groeiplan]\nwords = [\"plan\"]\n");
    options.days = 7;
    std::ostringstream out, err;
    CHECK(ctl::policy_replay(settings, options, {out, err}) == ctl::status::finding);
    INFO(out.str() << err.str());
    CHECK_THAT(out.str(), Contains("4 mails of the last 7 days, 6 decisions") && Contains("3 decisions in 3 mails") &&
                              Contains("3  share client-bound → hold client-bound"));
    CHECK_THAT(out.str(), Contains("facility.client-bound → facility.hold"));
    CHECK_THAT(out.str(), Contains("type.groeiplan.words"));
    CHECK_THAT(out.str(), Contains("1 mail was not taken again: it had so many parts that not all is stored.") &&
                              Contains("1 mail was not taken again: stored by another version of Sluis (version 1)."));
    CHECK_THAT(out.str(), Contains("1 mail was decided by an earlier policy; 1 decision of these is another by"));
    CHECK_THAT(out.str(), !Contains("WARNING"));

    std::ostringstream json;
    options.days = 30;
    options.max = 1;
    CHECK(ctl::policy_replay(settings, options, {json, err, true}) == ctl::status::finding);
    const auto parsed = ctl::Json::parse(json.str());
    CHECK(parsed["mails"] == 5);
    CHECK(parsed["differing"] == 4);
    CHECK(parsed["kinds"]["share client-bound → hold client-bound"] == 4);
    CHECK(parsed["differences"].size() == 1);
    CHECK(parsed["differences"][0]["id"] == old);
    CHECK(parsed["unexplained"] == 0);
}

TEST_CASE("policy replay: none differ, and what the policy in force does not explain is told apart", "[ctl]") {
    Queue queue;
    config::Settings settings;
    settings.database_url = queue.database.conninfo();
    const TestFolder folder;
    ctl::PolicyReplayOptions options;
    options.file = written(folder, "new.toml", "# niets anders\n");
    std::ostringstream none, err;
    CHECK(ctl::policy_replay(settings, options, {none, err}) == ctl::status::ok);
    CHECK_THAT(none.str(), Contains("0 mails of the last 30 days"));

    auto facts = facts_to(config::factory_policy(), {"facility"});
    facts.decisions[0].outcome = policy::Outcome::pass;
    store_facts(queue, facts);
    std::ostringstream out;
    CHECK(ctl::policy_replay(settings, options, {out, err}) == ctl::status::ok);
    CHECK_THAT(out.str(), Contains("WARNING: 1 decision comes out otherwise by the very policy that took it"));
    CHECK(queue.relay.execute("select count(*) from message where state = 'prepared'").number(0, 0) == 1);

    options.file = written(folder, "wrong.toml", "max_days = 99\n");
    CHECK(ctl::policy_replay(settings, options, {out, err}) == ctl::status::configuration);
    options.file = written(folder, "new.toml", "");
    options.on = "morgen";
    CHECK(ctl::policy_replay(settings, options, {out, err}) == ctl::status::usage);
}

TEST_CASE("policy replay takes rules with a date on the day that is asked", "[ctl]") {
    Queue queue;
    config::Settings settings;
    settings.database_url = queue.database.conninfo();
    const TestFolder folder;
    store_facts(queue, facts_to(config::factory_policy(), {"facility"}));
    ctl::PolicyReplayOptions options;
    options.file = written(
        folder, "new.toml",
        "[[rule]]\nname = \"later\"\nthen = \"return\"\nfrom = \"2099-01-01\"\nwhen = { class = [\"facility\"] }\n");
    std::ostringstream out, err;
    CHECK(ctl::policy_replay(settings, options, {out, err}) == ctl::status::ok);
    options.on = "2099-06-01";
    CHECK(ctl::policy_replay(settings, options, {out, err}) == ctl::status::finding);
    CHECK_THAT(out.str(), Contains("share client-bound → return") && Contains("rule.later.return"));
}
