#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sluis::scan {

/// Little-endian integers in octets; zero where the octets end before.
[[nodiscard]] inline std::uint32_t little(std::string_view octets, std::size_t at, std::size_t count) {
    if (at > octets.size() || octets.size() - at < count) return 0;
    std::uint32_t value = 0;
    for (std::size_t i = count; i > 0; --i) value = value << 8 | static_cast<unsigned char>(octets[at + i - 1]);
    return value;
}
[[nodiscard]] inline std::uint32_t little16(std::string_view octets, std::size_t at) {
    return little(octets, at, 2);
}
[[nodiscard]] inline std::uint32_t little32(std::string_view octets, std::size_t at) {
    return little(octets, at, 4);
}

}  // namespace sluis::scan
