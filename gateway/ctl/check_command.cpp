#include <algorithm>

#include "config/policy_file.h"
#include "gateway/ctl/checks.h"
#include "gateway/ctl/commands.h"
#include "gateway/ctl/configuration.h"
#include "gateway/ctl/findings_text.h"
#include "gateway/ctl/terminal.h"

namespace sluis::ctl {
namespace {

Findings of(const config::Problems& problems, const char* check, const char* advice) {
    Findings findings;
    for (const auto& problem : problems)
        findings.push_back(
            {check, place_of(problem), Verdict::failure, problem.what,
             problem.line == 0 ? "Name the right file, and let this user read it: --config FILE" : advice});
    return findings;
}

void append(Findings& all, Findings more) {
    all.insert(all.end(), more.begin(), more.end());
}

Findings check_policy(const config::Settings& settings) {
    if (settings.policy.empty())
        return {{"policy", "", Verdict::ok, "the flowchart as it stands (" + config::factory_policy().version + ")."}};
    const auto policy = config::read_policy(settings.policy);
    if (!policy) return of(policy.error(), "policy", "Mend this line; a running sluisd keeps the policy it has.");
    return {{"policy", settings.policy.string(), Verdict::ok, "version " + policy->installation.version + "."}};
}

int finish(const Findings& findings, bool configuration_wrong, const Output& output) {
    show(findings, output);
    if (configuration_wrong) return status::configuration;
    const bool failed = std::any_of(findings.begin(), findings.end(),
                                    [](const Finding& finding) { return finding.verdict == Verdict::failure; });
    return failed ? status::finding : status::ok;
}

}  // namespace

int check(const std::filesystem::path& file, const Output& output) {
    const auto settings = config::read_settings(file);
    if (!settings)
        return finish(of(settings.error(), "configuration", "Mend this line; docs/configuration.md knows every key."),
                      true, output);
    Findings findings{{"configuration", file.string(), Verdict::ok, "no problems."}};
    auto policy = check_policy(*settings);
    const bool wrong = policy.front().verdict == Verdict::failure;
    append(findings, std::move(policy));
    findings.push_back(check_data_folder(*settings));
    findings.push_back(check_keys(*settings));
    findings.push_back(check_database(*settings, true));
    findings.push_back(check_directory(*settings));
    append(findings, check_relay_clients(*settings));
    append(findings, check_lists(*settings));
    findings.push_back(check_scan(*settings, true));
    findings.push_back(check_templates(*settings));
    append(findings, check_certificates(*settings));
    append(findings, check_next_hops(*settings));
    findings.push_back(check_public_address(*settings));
    return finish(findings, wrong, output);
}

}  // namespace sluis::ctl
