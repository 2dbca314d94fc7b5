#pragma once

#include <cstdint>
#include <optional>

namespace sluis::smtp {

/// What the client should know of a content before it sends it.
struct ContentFacts {
    std::optional<std::uint64_t> size;  ///< Octets, for SIZE.
    bool eight_bit = false;             ///< Holds octets above 127. (The envelope's eight_bit_mime says so, too.)
    bool smtputf8 = false;              ///< Its header needs SMTPUTF8 (RFC 6532), whatever the addresses are.
};

}  // namespace sluis::smtp
