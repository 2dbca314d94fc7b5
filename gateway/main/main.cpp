#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <set>

#include "config/policy_file.h"
#include "gateway/main/process.h"
#include "gateway/main/supervisor.h"
#include "gateway/runtime/data_folder.h"
#include "gateway/runtime/database.h"

namespace {

using namespace sluis;

constexpr int exit_failure = 1;
constexpr int exit_configuration = 78;  // EX_CONFIG of sysexits.h

struct CommandLine {
    std::string config = "/etc/sluis/sluis.toml";
    std::vector<std::string> roles;
    std::string process;  ///< One role's own process; for the supervisor alone.
    int ready = -1;
};

/// Keys and mail are in this memory: no core file, and no look from beside.
void keep_memory_to_ourselves() {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

int print(const config::Problems& problems) {
    for (const auto& problem : problems) std::fprintf(stderr, "%s\n", problem.text().c_str());
    std::fprintf(stderr, "sluisd: %zu problem%s in the configuration; nothing was started\n", problems.size(),
                 problems.size() == 1 ? "" : "s");
    return exit_configuration;
}

int supervise(const config::Settings& settings, const CommandLine& arguments) {
    std::set<std::string> roles(arguments.roles.begin(), arguments.roles.end());
    if (roles.empty()) roles = {"relay", "portal", "scan"};
    runtime::make_data_folder(settings);
    const runtime::DataFolderLock lock{runtime::data_folder(settings).lock()};
    runtime::prepare_database(settings);
    const int status = main_program::Supervisor{settings, roles}.run();
    if (settings.database_url.empty()) runtime::private_cluster(settings).stop();
    return status;
}

int run(const CommandLine& arguments) {
    const auto settings = config::read_settings(arguments.config);
    if (!settings) return print(settings.error());
    if (!settings->policy.empty()) {
        if (const auto policy = config::read_policy(settings->policy); !policy) return print(policy.error());
    }
    spdlog::set_level(spdlog::level::from_str(settings->log_level));
    if (arguments.process == "relay") return main_program::run_relay(*settings, arguments.ready);
    if (arguments.process == "portal") return main_program::run_portal(*settings, arguments.ready);
    return supervise(*settings, arguments);
}

}  // namespace

int main(int argc, char** argv) {
    CommandLine arguments;
    CLI::App app{"Sluis: a secure mail gateway. Runs in the foreground until SIGTERM; SIGHUP reads the policy again.",
                 "sluisd"};
    app.add_option("--config", arguments.config, "The configuration file")->capture_default_str();
    app.add_option("--role", arguments.roles, "Run only this role; may be repeated")
        ->check(CLI::IsMember({"relay", "portal", "scan"}));
    app.add_option("--process", arguments.process)->group("")->check(CLI::IsMember({"relay", "portal"}));
    app.add_option("--ready-fd", arguments.ready)->group("");
    CLI11_PARSE(app, argc, argv);

    keep_memory_to_ourselves();
    ::signal(SIGPIPE, SIG_IGN);
    auto logger = spdlog::stderr_logger_mt("sluisd");
    logger->set_pattern(
        "%Y-%m-%dT%H:%M:%S.%eZ %l " + (arguments.process.empty() ? std::string{"sluisd"} : arguments.process) + ": %v",
        spdlog::pattern_time_type::utc);
    spdlog::set_default_logger(logger);
    try {
        return run(arguments);
    } catch (const std::exception& problem) {
        spdlog::critical("{}", problem.what());
        return exit_failure;
    }
}
