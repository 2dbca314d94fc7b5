#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluis::smtp {

/// Base64 with padding (RFC 4648 §4), as AUTH uses it (RFC 4954 §4).
[[nodiscard]] std::string base64_encode(std::string_view octets);

/// Nothing for anything but canonical base64: no blanks, padding complete, unused bits zero.
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text);

}  // namespace sluis::smtp
