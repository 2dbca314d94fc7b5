#include <unistd.h>

#include <cstdio>
#include <exception>

#include "gateway/scan/extract/analyse.h"
#include "gateway/scan/memory.h"
#include "gateway/scan/template.h"

namespace {

sluis::scan::AnalyseLimits analyse_limits(const sluis::scan::TemplateOptions& options) {
    sluis::scan::AnalyseLimits limits;
    limits.mime = options.mime;
    limits.ocr_time = options.ocr_time;
    limits.max_text_bytes = options.max_text;
    limits.max_unpacked_bytes = options.max_unpacked;
    limits.max_archive_entries = options.max_entries;
    limits.max_nesting = options.max_nesting;
    limits.convert = [most = options.max_text](sluis::scan::Converter converter, std::string_view document) {
        return sluis::scan::ask_conversion(sluis::scan::conversion_descriptor, converter, document, most);
    };
    // Earlier than the template's own deadline, so that evidence found in time is not lost with the child.
    limits.soft_deadline = std::chrono::milliseconds{options.deadline} * 4 / 5;
    return limits;
}

}  // namespace

int main(int argc, char** argv) {
    sluis::scan::start_bound(argv);
    const auto options = sluis::scan::template_options({argv + 1, static_cast<std::size_t>(argc > 0 ? argc - 1 : 0)});
    if (!options) {
        std::fprintf(stderr, "sluis-scan: %s\n\n%s", options.error().c_str(), sluis::scan::template_usage());
        return 64;
    }
    const auto limits = analyse_limits(*options);
    int status = 1;
    try {
        status = sluis::scan::run_template(*options, sluis::scan::warm_up,
                                           [&limits](std::string_view message, sluis::scan::Ask ask) {
                                               auto asked = limits;
                                               asked.propose = ask == sluis::scan::Ask::candidates;
                                               return sluis::scan::analyse(message, asked);
                                           });
    } catch (const std::exception& error) {
        std::fprintf(stderr, "sluis-scan: %s\n", error.what());
    }
    // Not exit(): what runs at its end may want files, which are closed to this process by now.
    ::_exit(status);
}
