#include "gateway/ctl/pictures.h"

#include <fstream>

#include "policy/flowchart_svg.h"

namespace sluis::ctl {
namespace {

std::string drawn(const policy::Policy& policy, const policy::Decision& decision, const std::string& version) {
    auto chart = policy::flowchart(policy, decision);
    chart.policy = version;
    if (version != policy.version) chart.policy += ", getekend op dat van nu: " + policy.version;
    return policy::as_svg(chart);
}

}  // namespace

std::vector<std::filesystem::path> picture_files(const std::filesystem::path& file, std::size_t count) {
    if (count == 1) return {file};
    std::vector<std::filesystem::path> files;
    for (std::size_t i = 1; i <= count; ++i) {
        auto numbered = file;
        numbered.replace_filename(file.stem().string() + '.' + std::to_string(i) + file.extension().string());
        files.push_back(numbered);
    }
    return files;
}

int write_pictures(const facts::Facts& facts, const policy::Policy& policy, const std::filesystem::path& file,
                   const Output& output) {
    const auto& decisions = facts.decisions;
    if (file == "-" && decisions.size() != 1) {
        output.err << "sluisctl: a picture shows the decision for one recipient, and there are " << decisions.size()
                   << ": name one with --to, or give a file: --svg weg.svg writes weg.1.svg, weg.2.svg, …\n";
        return status::usage;
    }
    std::vector<std::string> pictures;
    for (const auto& decision : decisions) pictures.push_back(drawn(policy, decision, facts.policy_version));
    if (file == "-") return output.out << pictures.front(), status::ok;
    const auto files = picture_files(file, pictures.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
        std::ofstream stream{files[i], std::ios::binary | std::ios::trunc};
        stream << pictures[i];
        stream.close();
        if (!stream) {
            output.err << "sluisctl: " << files[i].string() << " cannot be written\n";
            return status::no_output;
        }
    }
    return status::ok;
}

}  // namespace sluis::ctl
