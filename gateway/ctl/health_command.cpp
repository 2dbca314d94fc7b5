#include <sys/statvfs.h>

#include <algorithm>
#include <utility>

#include "gateway/ctl/checks.h"
#include "gateway/ctl/commands.h"
#include "gateway/ctl/findings_text.h"
#include "gateway/ctl/terminal.h"
#include "gateway/runtime/database.h"
#include "storage/queue/queue_view.h"

namespace sluis::ctl {
namespace {

constexpr int unknown = 3;

/// What was measured; -1 where it could not be.
struct Measured {
    std::int64_t depth = -1, received = -1, deliveries = -1, held = -1, deferred = -1, oldest_seconds = -1;
    std::int64_t disk_free_percent = -1, certificate_days = -1;
};

Verdict above(std::int64_t value, std::int64_t warning, std::int64_t critical) {
    if (value >= critical) return Verdict::failure;
    return value >= warning ? Verdict::warning : Verdict::ok;
}

Verdict below(std::int64_t value, std::int64_t warning, std::int64_t critical) {
    if (value <= critical) return Verdict::failure;
    return value <= warning ? Verdict::warning : Verdict::ok;
}

void look_at_queue(const config::Settings& settings, const HealthLimits& limits, Measured& measured,
                   Findings& findings) {
    findings.push_back(check_database(settings, false));
    if (findings.back().verdict == Verdict::failure) return;
    storage::postgres::Connection connection{runtime::conninfo(settings, "relay")};
    const auto counts = storage::queue::count_queue(connection);
    measured.received = counts.received;
    measured.deliveries = counts.pending;
    measured.held = counts.held;
    measured.deferred = counts.deferred;
    measured.depth = counts.received + counts.pending;
    const auto oldest = std::max(counts.oldest_received, counts.oldest_pending);
    measured.oldest_seconds = oldest.count();
    const auto by_age = above(oldest.count() / 60, limits.oldest_warning_minutes, limits.oldest_critical_minutes);
    const auto by_depth = above(measured.depth, limits.queue_warning, limits.queue_critical);
    const auto verdict = std::max(by_age, by_depth);
    findings.push_back({"queue", "", verdict,
                        std::to_string(measured.depth) + " waiting, " + std::to_string(measured.deferred) +
                            " deferred, oldest " + in_words(oldest) + ", " + std::to_string(measured.held) +
                            " held for their senders.",
                        verdict == Verdict::ok ? "" : "sluisctl queue list shows what waits, and why."});
}

void look_at_disk(const config::Settings& settings, const HealthLimits& limits, Measured& measured,
                  Findings& findings) {
    struct statvfs disk {};
    if (::statvfs(settings.data.c_str(), &disk) != 0 || disk.f_blocks == 0) {
        findings.push_back({"disk", settings.data.string(), Verdict::failure, "cannot be looked at.",
                            "See that the data folder is there."});
        return;
    }
    measured.disk_free_percent = static_cast<std::int64_t>(disk.f_bavail * 100 / disk.f_blocks);
    const auto verdict = below(measured.disk_free_percent, limits.disk_warning_percent, limits.disk_critical_percent);
    findings.push_back({"disk", settings.data.string(), verdict, std::to_string(measured.disk_free_percent) + "% free.",
                        verdict == Verdict::ok ? "" : "Make room."});
}

void look_at_certificates(const config::Settings& settings, const HealthLimits& limits, Measured& measured,
                          Findings& findings) {
    for (const auto& finding : check_certificates(settings))
        if (finding.verdict == Verdict::failure) findings.push_back(finding);
    const auto days = soonest_certificate_days(settings);
    if (!days) return;
    measured.certificate_days = *days;
    const auto verdict = below(*days, limits.certificate_warning_days, limits.certificate_critical_days);
    findings.push_back({"certificate", "", verdict, "the first one ends in " + counted(*days, "day.", "days."),
                        verdict == Verdict::ok ? "" : "Renew it."});
}

const char* nagios_word(Verdict verdict) {
    if (verdict == Verdict::ok) return "OK";
    return verdict == Verdict::warning ? "WARNING" : "CRITICAL";
}

Json as_json(const Measured& measured, const Findings& findings, Verdict worst) {
    const auto value = [](std::int64_t number) { return number < 0 ? Json{} : Json(number); };
    Json checks = Json::array();
    for (const auto& finding : findings) checks.push_back(ctl::as_json(finding));
    return Json{{"status", worst == Verdict::ok        ? "ok"
                           : worst == Verdict::warning ? "warning"
                                                       : "critical"},
                {"queue_depth", value(measured.depth)},
                {"queue_received", value(measured.received)},
                {"queue_deliveries", value(measured.deliveries)},
                {"queue_deferred", value(measured.deferred)},
                {"queue_held", value(measured.held)},
                {"oldest_seconds", value(measured.oldest_seconds)},
                {"disk_free_percent", value(measured.disk_free_percent)},
                {"certificate_days", measured.certificate_days == -1 ? Json{} : Json(measured.certificate_days)},
                {"checks", checks}};
}

std::string without_stop(std::string sentence) {
    if (sentence.ends_with('.')) sentence.pop_back();
    return sentence;
}

/// One line as monitoring wants it: the state, the troubles, and figures after the bar.
void show(const Measured& measured, const Findings& findings, Verdict worst, const Output& output) {
    const auto colour = worst == Verdict::ok ? Colour::good : worst == Verdict::warning ? Colour::warning : Colour::bad;
    output.out << coloured(std::string{"SLUIS "} + nagios_word(worst), colour, output.colours) << " - ";
    std::string troubles;
    for (const auto& finding : findings)
        if (finding.verdict != Verdict::ok)
            troubles += (troubles.empty() ? "" : "; ") + finding.check + ": " + without_stop(finding.what);
    if (troubles.empty())
        troubles = std::to_string(measured.depth) + " waiting, " + std::to_string(measured.deferred) + " deferred, " +
                   std::to_string(measured.held) + " held";
    std::replace(troubles.begin(), troubles.end(), '|', '/');
    std::replace(troubles.begin(), troubles.end(), '\n', ' ');
    output.out << troubles;
    const char* before = " | ";
    const auto figure = [&output, &before](const char* name, std::int64_t value, const char* unit) {
        if (value >= 0) output.out << std::exchange(before, " ") << name << '=' << value << unit;
    };
    figure("depth", measured.depth, "");
    figure("deferred", measured.deferred, "");
    figure("held", measured.held, "");
    figure("oldest", measured.oldest_seconds, "s");
    figure("disk_free", measured.disk_free_percent, "%");
    figure("certificate_days", measured.certificate_days, "");
    output.out << '\n';
}

}  // namespace

int health(const std::filesystem::path& file, const HealthLimits& limits, const Output& output) {
    const auto settings = config::read_settings(file);
    if (!settings) {
        const auto& first = settings.error().front();
        if (output.json) {
            print(output, Json{{"status", "unknown"}, {"problem", first.text()}});
        } else {
            output.out << "SLUIS UNKNOWN - " << first.text() << '\n';
        }
        return unknown;
    }
    Measured measured;
    Findings findings;
    try {
        look_at_queue(*settings, limits, measured, findings);
    } catch (const std::exception& problem) {
        findings.push_back({"database", "", Verdict::failure, problem.what(), "Look in sluisd's log."});
    }
    findings.push_back(check_scan(*settings, false));
    findings.push_back(check_portal(*settings));
    for (const auto& finding : check_lists(*settings))
        if (finding.verdict != Verdict::ok) findings.push_back(finding);
    look_at_disk(*settings, limits, measured, findings);
    look_at_certificates(*settings, limits, measured, findings);
    auto worst = Verdict::ok;
    for (const auto& finding : findings) worst = std::max(worst, finding.verdict);
    output.json ? print(output, as_json(measured, findings, worst)) : show(measured, findings, worst, output);
    return static_cast<int>(worst);
}

}  // namespace sluis::ctl
