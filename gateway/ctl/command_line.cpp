#include "gateway/ctl/command_line.h"

#include "gateway/ctl/arguments.h"
#include "gateway/scan/unavailable.h"
#include "storage/directory/directory.h"
#include "storage/postgres/error.h"

namespace sluis::ctl {

CLI::App* add(CLI::App& to, const char* name, const char* what, const std::string& example, Arguments& arguments) {
    auto* command = to.add_subcommand(name, what);
    command->footer("\nExample:\n" + example);
    command->add_flag("--json", arguments.json, "Answer as JSON, with the field names of docs/sluisctl.md");
    command->add_option("--config", arguments.config, "The configuration file")->capture_default_str();
    return command;
}

std::function<int(const Arguments&, const Output&)> with_settings(Command command) {
    return [command](const Arguments& arguments, const Output& output) {
        const auto settings = config::read_settings(arguments.config);
        return settings ? command(*settings, arguments, output) : print(settings.error(), output);
    };
}

std::filesystem::path known_config(const Arguments& arguments) {
    std::error_code error;
    const bool there = arguments.config_given || std::filesystem::exists(arguments.config, error);
    return there ? std::filesystem::path{arguments.config} : std::filesystem::path{};
}

namespace {

void add_check(CLI::App& app, Arguments& arguments) {
    auto* command =
        add(app, "check",
            "Look whether all is well: configuration, policy, keys, database, directory, scan, certificates, next hops",
            "  sluisctl check\n  One line for each look; below a warning or failure, what to do. No mail is sent.\n\n"
            "Exit status: 0 no failure, 1 a failure, 78 the configuration is wrong.",
            arguments);
    command->callback([&arguments] {
        arguments.command = [](const Arguments& given, const Output& output) { return check(given.config, output); };
    });
}

void add_explain(CLI::App& app, Arguments& arguments) {
    auto* command =
        add(app, "explain",
            "What would be decided about a mail, or was decided about a message, for each recipient, and why",
            "  sluisctl explain mail.eml --from an@huis.example --to griet@voorziening.example\n"
            "  mail.eml is a mail as saved from a mail client. Recipients come from --to, never from its To: field.\n"
            "  Nothing is sent or stored.\n\n"
            "  sluisctl explain k7q2m9xw4trb --to griet@voorziening.example --svg weg.svg\n"
            "  k7q2m9xw4trb is the id that the sender's server was told: 250 2.0.0 queued as k7q2m9xw4trb. Without "
            "--to, every recipient.\n  weg.svg is the flowchart with the way of this decision; open it in a "
            "browser.\n\n"
            "Exit status: 0 decided, 3 no such message or recipient, or not decided yet, 65 no mail, 66 the file "
            "cannot be read,\n69 database, directory or scan is away, 73 the picture cannot be written, 78 "
            "configuration.",
            arguments);
    command->add_option("file", arguments.explain.file, "The mail, - for standard input; or a message's queue id")
        ->required()
        ->type_name("FILE|ID");
    command->add_option("--from", arguments.explain.from, "Who sends it (the reverse-path); absent means <>")
        ->type_name("ADDRESS");
    command
        ->add_option("--to", arguments.explain.to,
                     "A recipient; may be repeated. Of a message by its id: these alone, all unless given")
        ->type_name("ADDRESS")
        ->take_all();
    command
        ->add_option("--organisation", arguments.explain.organisation,
                     "Whose mail it is; that of --from in the directory unless given")
        ->type_name("NAME");
    command
        ->add_option("--svg", arguments.explain.svg,
                     "Draw the flowchart with the way taken; one file for each recipient, - for standard output")
        ->type_name("FILE");
    command->callback([&arguments] {
        arguments.command =
            with_settings([](const config::Settings& settings, const Arguments& given, const Output& output) {
                return explain(settings, given.explain, output);
            });
    });
}

void add_scan(CLI::App& app, Arguments& arguments) {
    auto* command =
        add(app, "scan", "Which personal data documents or mails hold; needs no daemon and no configuration",
            "  sluisctl scan plan.pdf lijst.xlsx mail.eml\n  sluisctl scan -r /srv/documents\n"
            "  Samples are masked. Without a configuration file, the policy is the flowchart as it stands.\n\n"
            "Exit status: 0 nothing personal, 1 personal data, 2 unscannable but nothing personal, 66 a file cannot be "
            "read.",
            arguments);
    command->add_option("files", arguments.scan.files, "Documents or mails; - reads standard input")
        ->required()
        ->type_name("FILE");
    command->add_flag("-r,--recursive", arguments.scan.recursive, "Scan what lies in folders too");
    command->callback([&arguments] {
        arguments.command = [](const Arguments& given, const Output& output) {
            auto options = given.scan;
            options.config = known_config(given);
            return scan_files(options, output);
        };
    });
}

void add_queue(CLI::App& app, Arguments& arguments) {
    auto* queue = app.add_subcommand("queue", "What waits: list it, look at one message, try again now");
    queue->require_subcommand(1);
    auto* list = add(*queue, "list", "Messages that wait for a decision, for their sender or for delivery",
                     "  sluisctl queue list", arguments);
    list->callback([&arguments] {
        arguments.command = with_settings([](const config::Settings& settings, const Arguments&, const Output& output) {
            return queue_list(settings, output);
        });
    });
    auto* show =
        add(*queue, "show", "One message: its recipients, its timeline with the answers of mail servers, its decisions",
            "  sluisctl queue show K7Q2M9XW4TRB\n  The id is what the sender's server was told: 250 2.0.0 queued as "
            "K7Q2M9XW4TRB\n\n"
            "Exit status: 0 shown, 3 no such message.",
            arguments);
    show->add_option("id", arguments.queue_id, "The message's queue id")->required()->type_name("ID");
    show->callback([&arguments] {
        arguments.command =
            with_settings([](const config::Settings& settings, const Arguments& given, const Output& output) {
                return queue_show(settings, given.queue_id, output);
            });
    });
    auto* retry = add(*queue, "retry", "Make what waits due now, instead of at its next attempt",
                      "  sluisctl queue retry --all\n  after the next hop was mended.\n\nExit status: 0 done, 3 "
                      "nothing of that message waits.",
                      arguments);
    auto* id = retry->add_option("id", arguments.queue_id, "The message's queue id")->type_name("ID");
    retry->add_flag("--all", arguments.queue_all, "Everything that waits")->excludes(id);
    retry->callback([&arguments] {
        if (arguments.queue_id.empty() && !arguments.queue_all) throw CLI::RequiredError("an ID or --all");
        arguments.command =
            with_settings([](const config::Settings& settings, const Arguments& given, const Output& output) {
                return queue_retry(settings, given.queue_id, output);
            });
    });
}

void add_shares(CLI::App& app, Arguments& arguments) {
    auto* shares = app.add_subcommand("shares", "What was shared: list it, look at one share, withdraw it");
    shares->require_subcommand(1);
    auto* list = add(*shares, "list", "Shares, newest first; never their file names or subjects",
                     "  sluisctl shares list --open --recipient griet@voorziening.example", arguments);
    list->add_option("--sender", arguments.shares.sender, "Only of this sender")->type_name("ADDRESS");
    list->add_option("--recipient", arguments.shares.recipient, "Only to this recipient")->type_name("ADDRESS");
    list->add_option("--organisation", arguments.shares.organisation, "Only of this organisation")->type_name("NAME");
    list->add_option("--message", arguments.shares.message, "Only of this message")->type_name("ID");
    list->add_flag("--open", arguments.shares.open_only, "Only what can still be opened");
    list->add_option("--max", arguments.shares.max, "At most so many")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000));
    list->callback([&arguments] {
        arguments.command =
            with_settings([](const config::Settings& settings, const Arguments& given, const Output& output) {
                return shares_list(settings, given.shares, output);
            });
    });
    auto* show = add(*shares, "show", "One share: documents, recipients, who opened what and when, the audit",
                     "  sluisctl shares show 4f7Kq2\n\nExit status: 0 shown, 3 no such share.", arguments);
    show->add_option("reference", arguments.reference, "The share's reference")->required()->type_name("REF");
    show->callback([&arguments] {
        arguments.command =
            with_settings([](const config::Settings& settings, const Arguments& given, const Output& output) {
                return shares_show(settings, given.reference, output);
            });
    });
    auto* withdraw =
        add(*shares, "withdraw", "Close a share at once and for good, for everyone or for one recipient",
            "  sluisctl shares withdraw 4f7Kq2 --recipient griet@voorziening.example --yes\n\n"
            "Exit status: 0 withdrawn, 3 no such share or recipient, or closed already, 64 --yes is missing.",
            arguments);
    withdraw->add_option("reference", arguments.withdraw.reference, "The share's reference")
        ->required()
        ->type_name("REF");
    withdraw->add_option("--recipient", arguments.withdraw.recipient, "For this recipient alone")->type_name("ADDRESS");
    withdraw->add_flag("--yes", arguments.withdraw.yes, "Do it; without it, only says what it would do");
    withdraw->callback([&arguments] {
        arguments.command =
            with_settings([](const config::Settings& settings, const Arguments& given, const Output& output) {
                return shares_withdraw(settings, given.withdraw, output);
            });
    });
}

void add_lists(CLI::App& app, Arguments& arguments) {
    auto* lists = app.add_subcommand(
        "lists", "An organisation's lists of clients and staff, by which its mails are searched: import, look, remove");
    lists->require_subcommand(1);
    const auto name_list = [](CLI::App* command, std::string& organisation, std::string& kind) {
        command->add_option("--organisation", organisation, "Whose list: its identifier in the directory")
            ->required()
            ->type_name("NAME");
        command->add_option("--kind", kind, "clients, or staff")
            ->required()
            ->type_name("KIND")
            ->check(CLI::IsMember({"clients", "staff"}));
    };
    auto* import_list = add(
        *lists, "import", "Put a list in the place of the one that was there",
        "  sluisctl lists import --organisation huis-ter-linde --kind clients clienten.csv --dry-run\n"
        "  The first row has headings: rijksregisternummer, naam, voornaam, geboortedatum, dossier, e-mail, telefoon;\n"
        "  French and English ones do too, other columns are left out. UTF-8 or windows-1252, separated by ; , or "
        "tab.\n"
        "  Of the values only keyed hashes are kept. --dry-run says what would be; do it first, and remove the file "
        "after.\n\n"
        "Exit status: 0 imported, 3 no such organisation, 65 a mistake in the file (nothing is imported), 66 it cannot "
        "be read.",
        arguments);
    import_list->add_option("file", arguments.list_import.file, "The list; - reads standard input")
        ->required()
        ->type_name("FILE");
    name_list(import_list, arguments.list_import.organisation, arguments.list_import.kind);
    import_list->add_flag("--dry-run", arguments.list_import.dry_run, "Read and check the file, import nothing");
    import_list->callback([&arguments] {
        arguments.command =
            with_settings([](const config::Settings& settings, const Arguments& given, const Output& output) {
                return lists_import(settings, given.list_import, output);
            });
    });
    auto* show = add(*lists, "show", "Which lists there are, how large and how old; never who is on them",
                     "  sluisctl lists show --organisation huis-ter-linde", arguments);
    show->add_option("--organisation", arguments.list_organisation, "Only of this organisation")->type_name("NAME");
    show->callback([&arguments] {
        arguments.command =
            with_settings([](const config::Settings& settings, const Arguments& given, const Output& output) {
                return lists_show(settings, given.list_organisation, output);
            });
    });
    auto* remove = add(*lists, "remove", "Remove a list: nobody is recognised by it any more",
                       "  sluisctl lists remove --organisation huis-ter-linde --kind staff --yes\n\n"
                       "Exit status: 0 removed, 3 no such list, 64 --yes is missing.",
                       arguments);
    name_list(remove, arguments.list_remove.organisation, arguments.list_remove.kind);
    remove->add_flag("--yes", arguments.list_remove.yes, "Do it; without it, only says what it would do");
    remove->callback([&arguments] {
        arguments.command =
            with_settings([](const config::Settings& settings, const Arguments& given, const Output& output) {
                return lists_remove(settings, given.list_remove, output);
            });
    });
}

void add_health(CLI::App& app, Arguments& arguments) {
    auto* command = add(app, "health", "One line for monitoring: queue, scan, portal, database, disk, certificates",
                        "  sluisctl health --oldest-warning 10 --oldest-critical 60\n\n"
                        "Exit status, as Nagios has it: 0 ok, 1 warning, 2 critical, 3 unknown.",
                        arguments);
    auto& limits = arguments.health;
    const auto number = [command](const char* name, std::int64_t& value, const char* what) {
        command->add_option(name, value, what)
            ->capture_default_str()
            ->check(CLI::Range(std::int64_t{0}, std::int64_t{1'000'000'000}));
    };
    number("--oldest-warning", limits.oldest_warning_minutes, "Warn when something waits so many minutes");
    number("--oldest-critical", limits.oldest_critical_minutes, "Critical when something waits so many minutes");
    number("--queue-warning", limits.queue_warning, "Warn when so much waits");
    number("--queue-critical", limits.queue_critical, "Critical when so much waits");
    number("--certificate-warning", limits.certificate_warning_days, "Warn so many days before a certificate ends");
    number("--certificate-critical", limits.certificate_critical_days,
           "Critical so many days before a certificate ends");
    number("--disk-warning", limits.disk_warning_percent, "Warn when so many percent of the disk is free");
    number("--disk-critical", limits.disk_critical_percent, "Critical when so many percent of the disk is free");
    command->callback([&arguments] {
        arguments.command = [](const Arguments& given, const Output& output) {
            return health(given.config, given.health, output);
        };
    });
}

int away(const char* what, const std::exception& problem, const char* advice, const Output& output) {
    if (output.json) print(output, Json{{"problem", problem.what()}});
    output.err << "sluisctl: " << what << ": " << problem.what() << '\n' << advice << '\n';
    return status::unavailable;
}

int run_command(const Arguments& arguments, const Output& output) {
    try {
        return arguments.command(arguments, output);
    } catch (const storage::Error& problem) {
        return away("the database does not answer", problem,
                    "Does sluisd run? Run sluisctl as root or as the relay's user. sluisctl check says more.", output);
    } catch (const storage::directory::Unavailable& problem) {
        return away("the directory does not answer", problem, "sluisctl check says more.", output);
    } catch (const scan::Unavailable& problem) {
        return away("nothing can be scanned", problem,
                    "sluis-scan must stand beside sluisctl. sluisctl check says more.", output);
    } catch (const std::exception& problem) {
        return away("cannot go on", problem, "sluisctl check may say more.", output);
    }
}

}  // namespace

int run(int argc, const char* const* argv, const Output& output) {
    Arguments arguments;
    CLI::App app{
        "sluisctl: look at a Sluis gateway and act on it. Each command explains itself: sluisctl explain --help",
        "sluisctl"};
    app.require_subcommand(1);
    app.add_flag("--json", arguments.json, "Answer as JSON, with the field names of docs/sluisctl.md");
    app.add_option("--config", arguments.config, "The configuration file")->capture_default_str();
    add_check(app, arguments);
    add_explain(app, arguments);
    add_scan(app, arguments);
    add_policy(app, arguments);
    add_queue(app, arguments);
    add_shares(app, arguments);
    add_lists(app, arguments);
    add_health(app, arguments);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        return app.exit(problem, output.out, output.err) == 0 ? status::ok : status::usage;
    }
    arguments.config_given = arguments.config != default_config;
    return run_command(arguments,
                       Output{output.out, output.err, arguments.json, output.colours && !arguments.json, output.width});
}

}  // namespace sluis::ctl
