// sluis-scan without tesseract in its memory: what the larger template costs a message without pictures. Pictures
// cannot be read.

#include <unistd.h>

#include "gateway/scan/extract/analyse.h"
#include "gateway/scan/template.h"

int main(int argc, char** argv) {
    const auto options = sluis::scan::template_options({argv + 1, static_cast<std::size_t>(argc > 0 ? argc - 1 : 0)});
    if (!options) return 64;
    const auto analyse = [](std::string_view message, sluis::scan::Ask) { return sluis::scan::analyse(message, {}); };
    ::_exit(sluis::scan::run_template(*options, sluis::scan::warm_up_without_pictures, analyse));
}
