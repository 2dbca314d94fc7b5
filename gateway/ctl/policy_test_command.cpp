#include <algorithm>
#include <map>
#include <set>

#include "config/policy_file.h"
#include "gateway/ctl/case_result.h"
#include "gateway/ctl/commands.h"
#include "gateway/ctl/configuration.h"
#include "gateway/ctl/mail_file.h"
#include "gateway/ctl/scan_access.h"
#include "gateway/ctl/terminal.h"
#include "gateway/pipeline/consideration.h"
#include "gateway/runtime/parts.h"

namespace sluis::ctl {
namespace {

namespace fs = std::filesystem;
using config::PolicyCase;
using config::Problem;
using config::Problems;
using storage::directory::Directory;

constexpr std::size_t max_files = 1000;

/// Where the cases of this installation stand: beside its policy, else those that came with Sluis.
fs::path default_folder(const std::optional<config::Settings>& settings) {
    std::error_code error;
    if (settings && !settings->policy.empty()) {
        const auto beside = settings->policy.parent_path() / "policy-tests";
        if (fs::is_directory(beside, error)) return beside;
    }
    const auto programs = fs::read_symlink("/proc/self/exe", error).parent_path();
    // build/release/sluisctl of a clone has its cases two folders up.
    for (const auto& folder : {programs / "../share/sluis/policy-tests", programs / "../../config/policy-tests"})
        if (fs::is_directory(folder, error)) return fs::canonical(folder);
    return "/usr/share/sluis/policy-tests";
}

/// The files to read: of a folder those that hold cases, by name. A policy that cases name lies beside them.
Result<std::vector<fs::path>, Problems> files_of(const std::vector<fs::path>& named) {
    std::set<fs::path> files;
    for (const auto& path : named) {
        std::error_code error;
        if (!fs::is_directory(path, error)) {
            files.insert(path);
            continue;
        }
        for (fs::directory_iterator at{path, error}; !error && at != fs::directory_iterator{}; at.increment(error)) {
            const auto name = at->path().filename().string();
            if (name.ends_with(".toml") && name != "policy.toml" && !name.ends_with(".policy.toml"))
                files.insert(at->path());
        }
        if (error) return failure(Problems{{path.string(), 0, 0, "cannot be read: " + error.message()}});
    }
    if (files.empty()) return failure(Problems{{named.front().string(), 0, 0, "holds no cases (*.toml)"}});
    if (files.size() > max_files)
        return failure(Problems{{named.front().string(), 0, 0, "holds more than 1000 files"}});
    return std::vector<fs::path>{files.begin(), files.end()};
}

/// What cases share: policies, directories and a scan, each opened when the first case asks for it.
class Bench {
public:
    Bench(std::optional<config::Settings> settings, policy::PolicySet in_force)
        : settings_{std::move(settings)}, in_force_{std::move(in_force)} {}

    /// Reads what the case names; a mistake in it is the case's.
    Problems prepare(const PolicyCase& tested) {
        if (!tested.policy.empty() && !policies_.contains(tested.policy)) {
            auto read = config::read_policy(tested.policy);
            if (!read) return read.error();
            policies_.emplace(tested.policy, std::move(*read));
        }
        if (directories_.contains(tested.directory)) return {};
        if (tested.directory.empty() && !settings_)
            return {{tested.file.string(), tested.line, 1,
                     "key 'directory' is missing: there is no configuration that names one"}};
        auto where = settings_ ? settings_->directory : config::DirectorySettings{};
        if (!tested.directory.empty()) {
            where = config::DirectorySettings{};
            where.ldif_file = tested.directory;
        }
        try {
            auto directory = runtime::open_directory(where);
            if (!tested.directory.empty()) directory->probe();
            directories_.emplace(tested.directory, std::move(directory));
        } catch (const std::exception& problem) {
            if (tested.directory.empty()) throw;
            return {{tested.file.string(), 1, 1, "key 'directory': " + std::string{problem.what()}}};
        }
        return {};
    }

    [[nodiscard]] CaseResult run(const PolicyCase& tested) {
        const auto& policies = tested.policy.empty() ? in_force_ : policies_.at(tested.policy);
        const auto& directory = *directories_.at(tested.directory);
        mail::Envelope envelope;
        if (!tested.from.empty()) envelope.reverse_path = mail::ReversePath{mail::Mailbox::parse(tested.from).value()};
        for (const auto& expected : tested.expected) envelope.forward_paths.push_back(expected.to.value());
        const auto considered = consider(tested, envelope, directory, policies);
        CaseResult result{tested, considered.policy_version};
        for (std::size_t i = 0; i < tested.expected.size(); ++i) {
            const auto& decision = considered.decisions[i];
            result.recipients.push_back({tested.expected[i], decision, mismatches(tested.expected[i], decision)});
        }
        return result;
    }

private:
    pipeline::Consideration consider(const PolicyCase& tested, const mail::Envelope& envelope,
                                     const Directory& directory, const policy::PolicySet& policies) {
        auto organisation = tested.organisation;
        if (organisation.empty() && !envelope.reverse_path.is_null()) {
            const auto facts = directory.find(envelope.reverse_path.mailbox());
            if (facts) organisation = facts->organisation;
        }
        if (tested.eml) {
            if (!scan_) scan_.emplace(settings_ ? &*settings_ : nullptr);
            return pipeline::consider(as_message(*tested.eml), envelope, organisation, scan_->scanner(), directory,
                                      nullptr, policies);
        }
        scan::Report report;
        report.findings = tested.findings;
        report.structure.values = tested.header;
        return pipeline::consider_described(std::move(report), envelope, organisation, directory, policies);
    }

    std::optional<config::Settings> settings_;
    policy::PolicySet in_force_;
    std::map<fs::path, policy::PolicySet> policies_;
    std::map<fs::path, std::unique_ptr<Directory>> directories_;
    std::optional<ScanAccess> scan_;
};

bool is_wanted(const PolicyCase& tested, const std::string& filter) {
    return filter.empty() || mail::ascii_lower(tested.name).find(mail::ascii_lower(filter)) != std::string::npos;
}

/// Mistakes in cases are told like those of a configuration, with a status of their own.
int refuse(const Problems& problems, const Output& output) {
    print(problems, output, "in the cases; none was run.");
    return status::no_mail;
}

int report(const std::vector<CaseResult>& results, const Output& output) {
    const auto failed = static_cast<std::int64_t>(
        std::count_if(results.begin(), results.end(), [](const auto& result) { return !result.passed(); }));
    const auto passed = static_cast<std::int64_t>(results.size()) - failed;
    if (output.json) {
        Json cases = Json::array();
        for (const auto& result : results) cases.push_back(as_json(result));
        print(output, Json{{"passed", passed}, {"failed", failed}, {"cases", cases}});
    } else {
        output.out << '\n' << counted(passed, "case", "cases") << " passed, " << failed << " failed.\n";
    }
    return failed == 0 ? status::ok : status::finding;
}

}  // namespace

int policy_test(const PolicyTestOptions& options, const Output& output) {
    std::optional<config::Settings> settings;
    if (!options.config.empty()) {
        auto read = config::read_settings(options.config);
        if (!read) return print(read.error(), output);
        settings = std::move(*read);
    }
    auto policy = !options.policy.empty() ? config::read_policy(options.policy)
                  : settings              ? policy_of(*settings)
                                          : policy::PolicySet{config::factory_policy()};
    if (!policy) return print(policy.error(), output, options.policy.empty() ? in_configuration : in_new_policy);
    const auto files = files_of(options.paths.empty() ? std::vector{default_folder(settings)} : options.paths);
    if (!files) return refuse(files.error(), output);

    Bench bench{std::move(settings), std::move(*policy)};
    std::vector<PolicyCase> cases;
    Problems problems;
    for (const auto& file : *files) {
        auto read = config::read_policy_cases(file);
        if (!read) problems.insert(problems.end(), read.error().begin(), read.error().end());
        if (!read) continue;
        for (auto& each : *read) {
            if (!is_wanted(each, options.filter)) continue;
            const auto wrong = bench.prepare(each);
            problems.insert(problems.end(), wrong.begin(), wrong.end());
            if (wrong.empty()) cases.push_back(std::move(each));
            if (!wrong.empty()) break;  // The same for each case of the file.
        }
    }
    if (!problems.empty()) return refuse(problems, output);
    if (cases.empty()) {
        output.err << "sluisctl: no case has \"" << options.filter << "\" in its name\n";
        return status::not_found;
    }
    std::vector<CaseResult> results;
    for (const auto& each : cases) {
        results.push_back(bench.run(each));
        if (!output.json) output.out << in_words(results.back(), output) << std::flush;
    }
    return report(results, output);
}

}  // namespace sluis::ctl
