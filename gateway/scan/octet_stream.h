#pragma once

#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <string_view>

namespace sluis::scan {

/// False when the other side is gone.
inline bool write_whole(int fd, std::string_view octets) {
    while (!octets.empty()) {
        const ssize_t written = ::write(fd, octets.data(), octets.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        octets.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// False when fewer octets come than asked for.
inline bool read_whole(int fd, char* to, std::size_t size) {
    while (size > 0) {
        const ssize_t got = ::read(fd, to, size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        to += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

/// One octet and a size of eight: what goes before the octets of a request and of an answer.
struct FrameHead {
    static constexpr std::size_t octets = 9;
    std::uint8_t what = 0;
    std::uint64_t size = 0;
};

inline bool write_head(int fd, FrameHead head) {
    char octets[FrameHead::octets];
    octets[0] = static_cast<char>(head.what);
    for (std::size_t i = 1; i < sizeof octets; ++i) octets[i] = static_cast<char>(head.size >> (8 * (i - 1)));
    return write_whole(fd, {octets, sizeof octets});
}

inline bool read_head(int fd, FrameHead& head) {
    char octets[FrameHead::octets];
    if (!read_whole(fd, octets, sizeof octets)) return false;
    head = {static_cast<std::uint8_t>(octets[0]), 0};
    for (std::size_t i = sizeof octets - 1; i > 0; --i)
        head.size = head.size << 8 | static_cast<unsigned char>(octets[i]);
    return true;
}

}  // namespace sluis::scan
