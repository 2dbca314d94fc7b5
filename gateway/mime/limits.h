#pragma once

#include <cstddef>
#include <cstdint>

namespace sluis::mime {

/// What the reader accepts before it calls a message too deep or too large. Each is a bound on work and memory.
struct Limits {
    std::size_t max_depth = 32;                 ///< Multiparts and nested messages around a leaf.
    std::size_t max_parts = 2000;               ///< Entities in one message, multiparts included.
    std::size_t max_header_fields = 2000;       ///< In one entity.
    std::size_t max_header_bytes = 256 * 1024;  ///< In one entity.
    std::size_t max_parameters = 100;           ///< In one header field.
    std::size_t max_kept_fields = 20'000;       ///< Fields whose places are told (Structure), over the whole message.
};

}  // namespace sluis::mime
