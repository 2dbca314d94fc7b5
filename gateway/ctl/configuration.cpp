#include "gateway/ctl/configuration.h"

#include "gateway/ctl/terminal.h"

namespace sluis::ctl {

Result<policy::PolicySet, config::Problems> policy_of(const config::Settings& settings) {
    if (settings.policy.empty()) return policy::PolicySet{config::factory_policy()};
    return config::read_policy(settings.policy);
}

std::string place_of(const config::Problem& problem) {
    if (problem.line == 0) return problem.file;
    return problem.file + ':' + std::to_string(problem.line) + ':' + std::to_string(problem.column);
}

int print(const config::Problems& problems, const Output& output, std::string_view where) {
    if (output.json) {
        Json list = Json::array();
        for (const auto& problem : problems)
            list.push_back(
                {{"file", problem.file}, {"line", problem.line}, {"column", problem.column}, {"what", problem.what}});
        print(output, Json{{"problems", list}});
        return status::configuration;
    }
    for (const auto& problem : problems) output.err << place_of(problem) << ": " << problem.what << '\n';
    output.err << "sluisctl: " << counted(static_cast<std::int64_t>(problems.size()), "problem", "problems") << ' '
               << where << '\n';
    return status::configuration;
}

}  // namespace sluis::ctl
