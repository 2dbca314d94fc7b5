#include "gateway/scan/message_memfd.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "gateway/scan/unavailable.h"

namespace sluis::scan {
namespace {

constexpr unsigned never_executable = 0x0008U;  // MFD_NOEXEC_SEAL, Linux 6.3; older kernels say EINVAL.
constexpr int all_seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

}  // namespace

Descriptor make_message_memfd() {
    constexpr unsigned flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
    int fd = ::memfd_create("sluis-message", flags | never_executable);
    if (fd < 0 && errno == EINVAL) fd = ::memfd_create("sluis-message", flags);
    if (fd < 0) throw Unavailable("scan: no memory file for the message");
    return Descriptor{fd};
}

Descriptor make_message_memfd(std::span<const char> message) {
    Descriptor file = make_message_memfd();
    while (!message.empty()) {
        const ssize_t written = ::write(file.get(), message.data(), message.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) throw Unavailable("scan: the message does not fit in memory");
        message = message.subspan(static_cast<std::size_t>(written));
    }
    return file;
}

void seal_message(int memfd) {
    if (!is_sealed(memfd) && ::fcntl(memfd, F_ADD_SEALS, all_seals) != 0)
        throw Unavailable("scan: the message cannot be sealed against change");
}

bool is_sealed(int memfd) noexcept {
    const int seals = ::fcntl(memfd, F_GET_SEALS);
    return seals >= 0 && (seals & all_seals) == all_seals;
}

}  // namespace sluis::scan
