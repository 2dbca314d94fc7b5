#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gateway/match/values.h"

/// What an answer may hold at most. encode() cuts to these, decode() refuses beyond them.
namespace sluis::scan::bounds {

inline constexpr std::string_view magic{"sluis\x04", 6};  ///< The last octet is the format's version.

inline constexpr std::size_t path = 1024;  ///< Octets, as all texts below.
inline constexpr std::size_t field_name = 1000;
inline constexpr std::size_t media_type = 256;
inline constexpr std::size_t boundary = 1000;
inline constexpr std::size_t value = 8192;  ///< A decoded header value.
inline constexpr std::size_t subject = 8192;
inline constexpr std::size_t detector = 64;
inline constexpr std::size_t place = 256;
inline constexpr std::size_t masked = 256;
inline constexpr std::size_t file_name = 1024;
inline constexpr std::size_t title = 256;
inline constexpr std::size_t head = 2000;

inline constexpr std::size_t link_host = 253;
inline constexpr std::size_t candidate = match::max_value;

inline constexpr std::size_t link_hosts = 64;      ///< Findings::link_hosts.
inline constexpr std::size_t values = 2000;        ///< Structure::values.
inline constexpr std::size_t evidence = 1000;      ///< Pieces for one document, or for the subject.
inline constexpr std::size_t candidates = 20'000;  ///< Over the whole message.
inline constexpr std::uint32_t persons = 100'000;  ///< Ordinals are below this.

}  // namespace sluis::scan::bounds
