#include "gateway/ctl/scan_access.h"

#include <sys/socket.h>
#include <sys/un.h>

#include "gateway/runtime/data_folder.h"
#include "gateway/runtime/scan_arguments.h"

namespace sluis::ctl {
namespace {

// Longer than the template's own for one message, so that it is the template that says "too slow".
constexpr std::chrono::seconds beyond_template{5};

}  // namespace

bool answers(const std::filesystem::path& socket) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (socket.native().size() >= sizeof address.sun_path) return false;
    socket.native().copy(address.sun_path, sizeof address.sun_path - 1);
    const scan::Descriptor descriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    return descriptor && ::connect(descriptor.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

std::vector<std::string> template_arguments(const config::ScanSettings& settings) {
    auto arguments = runtime::scan_limit_arguments(settings);
    arguments.insert(arguments.end(), {"--max-children", "1"});
    return arguments;
}

ScanAccess::ScanAccess(const config::Settings* settings) {
    const config::ScanSettings limits = settings != nullptr ? settings->scan : config::ScanSettings{};
    scan::Scanner::Options options;
    options.deadline = limits.deadline + beyond_template;
    if (settings != nullptr) options.socket = runtime::data_folder(*settings).scan_socket();
    if (settings == nullptr || !answers(options.socket)) {
        own_.emplace(scan::TemplateProcess::Options{scan::scan_program(), template_arguments(limits)});
        options.socket = own_->socket();
    }
    scanner_.emplace(options);
}

}  // namespace sluis::ctl
