#include "gateway/ctl/arguments.h"

namespace sluis::ctl {
namespace {

void add_show(CLI::App& policy, Arguments& arguments) {
    auto* show = add(policy, "show", "Every value that holds for a sender, and the layer, file and line it comes from",
                     "  sluisctl policy show --from an@huis.example\n"
                     "  Without --from and --organisation: what holds for the installation.\n\n"
                     "Exit status: 0 shown, 64 no address, 69 the directory is away, 78 configuration or policy.",
                     arguments);
    show->add_option("--from", arguments.policy_show.from, "Mail of this sender")->type_name("ADDRESS");
    show->add_option("--organisation", arguments.policy_show.organisation,
                     "Whose mail it is; that of --from in the directory unless given")
        ->type_name("NAME");
    show->add_flag("--all", arguments.policy_show.all, "The factory's values too");
    show->callback([&arguments] {
        arguments.command =
            with_settings([](const config::Settings& settings, const Arguments& given, const Output& output) {
                return policy_show(settings, given.policy_show, output);
            });
    });
}

void add_test(CLI::App& policy, Arguments& arguments) {
    auto* test = add(policy, "test", "Run policy tests: mails, and what must be decided about each",
                     "  sluisctl policy test\n  sluisctl policy test --policy new.toml --case helpdesk\n"
                     "  Without FILE: the folder policy-tests beside the policy, else the cases that came with Sluis.\n"
                     "  docs/policy-tests.md says how to write a case. Nothing is sent or stored.\n\n"
                     "Exit status: 0 all passed, 1 a case failed, 3 no case of that name, 65 a mistake in a case, 69 "
                     "directory or scan is away, 78 configuration or policy.",
                     arguments);
    auto& options = arguments.policy_test;
    test->add_option("files", options.paths, "Files of cases, or folders of them")->type_name("FILE");
    test->add_option("--policy", options.policy, "Test this policy, not the one in force")->type_name("FILE");
    test->add_option("--case", options.filter, "Only cases with this in their name")->type_name("NAME");
    test->callback([&arguments] {
        arguments.command = [](const Arguments& given, const Output& output) {
            auto options_given = given.policy_test;
            options_given.config = known_config(given);
            return policy_test(options_given, output);
        };
    });
}

void add_diff(CLI::App& policy, Arguments& arguments) {
    auto* diff = add(policy, "diff", "What a new policy says otherwise than the one in force, and what that changes",
                     "  sluisctl policy diff new.toml\n  sluisctl policy diff new.toml --from an@huis.example\n\n"
                     "Exit status: 0 the same, 1 something differs, 78 configuration or policy, the new one too.",
                     arguments);
    diff->add_option("file", arguments.policy_diff.file, "The new policy")->required()->type_name("NEW");
    diff->add_option("--from", arguments.policy_diff.from, "Only for mail of this sender")->type_name("ADDRESS");
    diff->callback([&arguments] {
        arguments.command =
            with_settings([](const config::Settings& settings, const Arguments& given, const Output& output) {
                return policy_diff(settings, given.policy_diff, output);
            });
    });
}

void add_replay(CLI::App& policy, Arguments& arguments) {
    auto* replay =
        add(policy, "replay", "Which decisions of the last days a new policy would have taken otherwise",
            "  sluisctl policy replay new.toml --days 30\n"
            "  From what was stored with each decision, never from content. Nothing is changed.\n\n"
            "Exit status: 0 none differ, 1 some do, 69 the database is away, 78 configuration or policy, the new one "
            "too.",
            arguments);
    auto& options = arguments.policy_replay;
    replay->add_option("file", options.file, "The new policy")->required()->type_name("NEW");
    replay->add_option("--days", options.days, "How many days back")->capture_default_str()->check(CLI::Range(1, 30));
    replay
        ->add_option("--on", options.on,
                     "As if every mail came on this day, for rules with a date; its own day unless given")
        ->type_name("2027-01-31");
    replay->add_option("--max", options.max, "Show at most so many decisions; all are counted")
        ->capture_default_str()
        ->check(CLI::Range(1, 100'000));
    replay->callback([&arguments] {
        arguments.command =
            with_settings([](const config::Settings& settings, const Arguments& given, const Output& output) {
                return policy_replay(settings, given.policy_replay, output);
            });
    });
}

}  // namespace

void add_policy(CLI::App& app, Arguments& arguments) {
    auto* policy = app.add_subcommand("policy", "The policy: which values hold, test it, and what a new one changes");
    policy->require_subcommand(1);
    add_show(*policy, arguments);
    add_test(*policy, arguments);
    add_diff(*policy, arguments);
    add_replay(*policy, arguments);
}

}  // namespace sluis::ctl
