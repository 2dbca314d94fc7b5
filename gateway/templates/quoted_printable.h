#pragma once

#include <string>
#include <string_view>

namespace sluis::templates {

/// Text as quoted-printable with CRLF line ends (RFC 2045 §6.7), lines of at most 76. LF, CRLF and CR end a
/// line. mimetic's encoder is for binary content: it writes line ends as =0D=0A.
[[nodiscard]] std::string quoted_printable(std::string_view text);

/// Text, its line ends made CRLF, in base64 lines of 76 (RFC 2045 §6.8).
[[nodiscard]] std::string base64_lines(std::string_view text);

/// An address in the 7-bit form of RFC 6533 §3 (utf-8-addr-xtext): `j\x{FC}rgen@…`.
[[nodiscard]] std::string escaped_utf8(std::string_view text);

/// Foreign text as printable ASCII on one line: every other octet becomes `?`, control characters a blank.
[[nodiscard]] std::string printable_ascii(std::string_view text, std::size_t max);

}  // namespace sluis::templates
