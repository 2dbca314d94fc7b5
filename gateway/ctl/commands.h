#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "config/settings.h"
#include "gateway/ctl/output.h"

/// The commands of sluisctl: each takes what the command line said, writes, and returns the exit status
/// (gateway/ctl/output.h). What the environment throws (storage::Error, …) is for run() to explain.
namespace sluis::ctl {

struct ScanOptions {
    std::vector<std::filesystem::path> files;
    bool recursive = false;
    std::filesystem::path config;  ///< Empty: the factory policy, and a scan of one's own.
};
int scan_files(const ScanOptions& options, const Output& output);

struct ExplainOptions {
    std::filesystem::path file;
    std::string from;  ///< Empty: the null reverse-path.
    std::vector<std::string> to;
    std::string organisation;   ///< Empty: that of the sender's address in the directory.
    std::filesystem::path svg;  ///< Where the picture goes; "-": standard output; empty: nowhere.
};
/// A mail in a file as it would be decided, or what was decided about a message that `file` names by its queue id.
int explain(const config::Settings& settings, const ExplainOptions& options, const Output& output);
/// @param options  `file` is a queue id; `to` chooses among its recipients
int explain_stored(const config::Settings& settings, const ExplainOptions& options, const Output& output);

/// @param file  the configuration, which may be wrong: saying so is part of the work
int check(const std::filesystem::path& file, const Output& output);

struct PolicyShowOptions {
    std::string from;          ///< A sender; empty: nobody in particular.
    std::string organisation;  ///< Empty: that of the sender's address in the directory.
    bool all = false;          ///< The factory's values too.
};
int policy_show(const config::Settings& settings, const PolicyShowOptions& options, const Output& output);

struct PolicyTestOptions {
    std::vector<std::filesystem::path> paths;  ///< Files and folders of cases; empty: those of the installation.
    std::filesystem::path policy;              ///< Which policy is tested; empty: the one in force.
    std::string filter;                        ///< Only cases with this in their name.
    std::filesystem::path config;              ///< Empty: the factory policy, and a scan of one's own.
};
int policy_test(const PolicyTestOptions& options, const Output& output);

struct PolicyDiffOptions {
    std::filesystem::path file;  ///< The new policy.
    std::string from;            ///< A sender; empty: whatever differs for anybody.
};
int policy_diff(const config::Settings& settings, const PolicyDiffOptions& options, const Output& output);

struct PolicyReplayOptions {
    std::filesystem::path file;  ///< The new policy.
    int days = 30;               ///< 1…30.
    std::string on;              ///< A day for rules with a date, "2027-01-31"; empty: each mail's own.
    std::size_t max = 100;       ///< Differences shown; all are counted.
};
int policy_replay(const config::Settings& settings, const PolicyReplayOptions& options, const Output& output);

int queue_list(const config::Settings& settings, const Output& output);
int queue_show(const config::Settings& settings, const std::string& id, const Output& output);
/// @param id  empty: everything that waits
int queue_retry(const config::Settings& settings, const std::string& id, const Output& output);

struct SharesListOptions {
    std::string sender;
    std::string recipient;
    std::string organisation;
    std::string message;
    bool open_only = false;
    std::size_t max = 100;
};
int shares_list(const config::Settings& settings, const SharesListOptions& options, const Output& output);
int shares_show(const config::Settings& settings, const std::string& reference, const Output& output);
struct WithdrawOptions {
    std::string reference;
    std::string recipient;  ///< Empty: everyone.
    bool yes = false;
};
int shares_withdraw(const config::Settings& settings, const WithdrawOptions& options, const Output& output);

struct ListsImportOptions {
    std::filesystem::path file;
    std::string organisation;
    std::string kind;  ///< clients or staff.
    bool dry_run = false;
};
int lists_import(const config::Settings& settings, const ListsImportOptions& options, const Output& output);
/// @param organisation  empty: of every organisation
int lists_show(const config::Settings& settings, const std::string& organisation, const Output& output);
struct ListsRemoveOptions {
    std::string organisation;
    std::string kind;
    bool yes = false;
};
int lists_remove(const config::Settings& settings, const ListsRemoveOptions& options, const Output& output);

/// Where health becomes a warning, or critical.
struct HealthLimits {
    std::int64_t oldest_warning_minutes = 15;
    std::int64_t oldest_critical_minutes = 120;
    std::int64_t queue_warning = 500;
    std::int64_t queue_critical = 5000;
    std::int64_t certificate_warning_days = 21;
    std::int64_t certificate_critical_days = 3;
    std::int64_t disk_warning_percent = 15;  ///< Free.
    std::int64_t disk_critical_percent = 5;
};
int health(const std::filesystem::path& file, const HealthLimits& limits, const Output& output);

}  // namespace sluis::ctl
