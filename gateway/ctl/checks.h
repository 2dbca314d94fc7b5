#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.h"
#include "gateway/ctl/output.h"

/// The looks that check and health are made of. None of them throws for what it looks at: that is its result.
namespace sluis::ctl {

/// In order of gravity.
enum class Verdict { ok, warning, failure };
[[nodiscard]] std::string_view to_string(Verdict verdict);

/// What one look found.
struct Finding {
    std::string check;  ///< Stable name: "configuration", "database", …
    std::string about;  ///< Which one of several: a domain, a file; may be empty.
    Verdict verdict = Verdict::ok;
    std::string what;      ///< One sentence.
    std::string advice{};  ///< What to do; empty when all is well.
};
using Findings = std::vector<Finding>;

[[nodiscard]] Finding check_data_folder(const config::Settings& settings);
[[nodiscard]] Finding check_keys(const config::Settings& settings);
[[nodiscard]] Finding check_directory(const config::Settings& settings);
/// That every relay client's organisation is one that the directory knows.
[[nodiscard]] Findings check_relay_clients(const config::Settings& settings);
/// @param may_be_missing  one that sluisd did not make yet is a warning, not a failure
[[nodiscard]] Finding check_database(const config::Settings& settings, bool may_be_missing);
/// Each list of clients or staff: whether its key is there, and whether it is not too old. None where there is no list,
/// or no database to ask.
[[nodiscard]] Findings check_lists(const config::Settings& settings);
/// @param may_start  try a template of our own where no daemon answers
[[nodiscard]] Finding check_scan(const config::Settings& settings, bool may_start);
[[nodiscard]] Finding check_templates(const config::Settings& settings);
/// The certificates that Sluis serves with, and the authorities that it trusts.
[[nodiscard]] Findings check_certificates(const config::Settings& settings);
/// Each next hop once, all at the same time: connects, says EHLO, secures, logs in where so configured. Sends no mail.
[[nodiscard]] Findings check_next_hops(const config::Settings& settings);
[[nodiscard]] Finding check_portal(const config::Settings& settings);
/// What links in notices begin with, `portal.url`, asked as a recipient's browser would: its name, its certificate, the
/// proxy in front, and that this portal is what answers. Where no portal runs here, it is not asked.
[[nodiscard]] Finding check_public_address(const config::Settings& settings);

/// The first moment at which a certificate of this PEM file ends. The failing side says what is wrong with the file.
[[nodiscard]] Result<std::chrono::system_clock::time_point> certificate_end(const std::filesystem::path& file);
/// That of all certificates that Sluis serves with, in whole days from now; nothing when there is none to read.
[[nodiscard]] std::optional<std::int64_t> soonest_certificate_days(const config::Settings& settings);

/// True when a TCP connection to the endpoint is taken within the time. An address of all interfaces counts as
/// loopback.
[[nodiscard]] bool takes_connections(const config::Endpoint& endpoint, std::chrono::milliseconds within);

}  // namespace sluis::ctl
