#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "gateway/ctl/commands.h"
#include "gateway/ctl/configuration.h"

/// How the command line is read: shared by the files that describe commands, and by nobody else.
namespace sluis::ctl {

inline constexpr const char* default_config = "/etc/sluis/sluis.toml";

/// What the command line said, and which command it asked for.
struct Arguments {
    std::string config = default_config;
    bool config_given = false;
    bool json = false;
    ScanOptions scan;
    ExplainOptions explain;
    PolicyShowOptions policy_show;
    PolicyTestOptions policy_test;
    PolicyDiffOptions policy_diff;
    PolicyReplayOptions policy_replay;
    std::string queue_id;
    bool queue_all = false;
    SharesListOptions shares;
    WithdrawOptions withdraw;
    std::string reference;
    ListsImportOptions list_import;
    ListsRemoveOptions list_remove;
    std::string list_organisation;
    HealthLimits health;
    std::function<int(const Arguments&, const Output&)> command;
};

using Command = int (*)(const config::Settings&, const Arguments&, const Output&);

/// A command that needs the configuration.
[[nodiscard]] std::function<int(const Arguments&, const Output&)> with_settings(Command command);

/// The configuration that was named, or stands where it stands by default; empty for none.
[[nodiscard]] std::filesystem::path known_config(const Arguments& arguments);

/// A subcommand with what every command takes.
CLI::App* add(CLI::App& to, const char* name, const char* what, const std::string& example, Arguments& arguments);

/// sluisctl policy …
void add_policy(CLI::App& app, Arguments& arguments);

}  // namespace sluis::ctl
