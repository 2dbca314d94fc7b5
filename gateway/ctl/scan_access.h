#pragma once

#include <memory>
#include <optional>

#include "config/settings.h"
#include "gateway/scan/scanner.h"
#include "gateway/scan/template_process.h"

namespace sluis::ctl {

/// The scan for one command: that of the running daemon when this user may ask it, else a template of one's own.
class ScanAccess {
public:
    /// @param settings  null: no configuration, so a template of one's own with its own limits
    /// @throws scan::Unavailable when neither works
    explicit ScanAccess(const config::Settings* settings);

    [[nodiscard]] const scan::Scanner& scanner() const { return *scanner_; }

private:
    std::optional<scan::TemplateProcess> own_;
    std::optional<scan::Scanner> scanner_;
};

/// True when something listens on this socket and lets us in.
[[nodiscard]] bool answers(const std::filesystem::path& socket);

/// What the daemon asks of its template, as arguments of sluis-scan.
[[nodiscard]] std::vector<std::string> template_arguments(const config::ScanSettings& settings);

}  // namespace sluis::ctl
