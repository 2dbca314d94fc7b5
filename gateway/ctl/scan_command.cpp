#include <algorithm>

#include "gateway/ctl/commands.h"
#include "gateway/ctl/configuration.h"
#include "gateway/ctl/mail_file.h"
#include "gateway/ctl/scan_access.h"
#include "gateway/ctl/scan_result.h"
#include "gateway/ctl/terminal.h"

namespace sluis::ctl {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_files = 100'000;

/// What is named, and with -r what lies in the folders that are; in a stable order.
std::vector<fs::path> files_of(const ScanOptions& options) {
    std::vector<fs::path> files;
    for (const auto& named : options.files) {
        std::error_code error;
        if (!options.recursive || !fs::is_directory(named, error)) {
            files.push_back(named);
            continue;
        }
        const auto from = static_cast<std::ptrdiff_t>(files.size());
        const auto quietly = fs::directory_options::skip_permission_denied;
        for (fs::recursive_directory_iterator at{named, quietly, error}, end; at != end && files.size() < max_files;
             at.increment(error))
            if (at->is_regular_file(error)) files.push_back(at->path());
        std::sort(files.begin() + from, files.end());
    }
    return files;
}

FileResult scan_one(const fs::path& file, const scan::Scanner& scanner, const policy::Policy& policy) {
    FileResult result;
    result.file = file.string();
    auto octets = read_file(file);
    if (!octets) {
        result.problem = octets.error();
        return result;
    }
    result.is_mail = looks_like_mail(*octets);
    const auto message =
        result.is_mail ? as_message(std::move(*octets)) : message_around(*octets, file.filename().string());
    weigh_into(result, scanner.scan(message).findings, policy);
    return result;
}

int status_of(const std::vector<FileResult>& results) {
    const auto any = [&results](auto which) { return std::any_of(results.begin(), results.end(), which); };
    if (any([](const FileResult& result) { return !result.problem.empty(); })) return status::no_input;
    if (any([](const FileResult& result) { return result.answer == Answer::yes; })) return status::finding;
    if (any([](const FileResult& result) { return result.answer == Answer::unscannable; })) return status::unscannable;
    return status::ok;
}

void show_sum(const std::vector<FileResult>& results, const Output& output) {
    if (results.size() < 2) return;
    std::int64_t yes = 0, no = 0, unscannable = 0, problems = 0;
    for (const auto& result : results) {
        if (!result.problem.empty()) {
            ++problems;
        } else {
            ++(result.answer == Answer::yes ? yes : result.answer == Answer::no ? no : unscannable);
        }
    }
    output.out << counted(static_cast<std::int64_t>(results.size()), "file", "files") << ": " << yes
               << " with personal data, " << no << " without, " << unscannable << " unscannable";
    if (problems > 0) output.out << ", " << problems << " not read";
    output.out << '\n';
}

}  // namespace

int scan_files(const ScanOptions& options, const Output& output) {
    std::optional<config::Settings> settings;
    if (!options.config.empty()) {
        auto read = config::read_settings(options.config);
        if (!read) return print(read.error(), output);
        settings = std::move(*read);
    }
    const auto policy = settings
                            ? policy_of(*settings)
                            : Result<policy::PolicySet, config::Problems>{policy::PolicySet{config::factory_policy()}};
    if (!policy) return print(policy.error(), output);
    const ScanAccess scan{settings ? &*settings : nullptr};

    std::vector<FileResult> results;
    for (const auto& file : files_of(options)) {
        results.push_back(scan_one(file, scan.scanner(), policy->installation));
        if (output.json) continue;
        // Each as soon as it is known: a folder may take minutes.
        if (results.back().problem.empty()) {
            output.out << in_words(results.back(), output) << std::flush;
        } else {
            output.err << "sluisctl: " << results.back().file << ' ' << results.back().problem << '\n';
        }
    }
    if (output.json) {
        Json files = Json::array();
        for (const auto& result : results) files.push_back(as_json(result));
        print(output, Json{{"policy", policy->installation.version}, {"files", files}});
    } else {
        show_sum(results, output);
    }
    return status_of(results);
}

}  // namespace sluis::ctl
