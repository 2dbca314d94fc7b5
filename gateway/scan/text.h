#pragma once

#include <string>
#include <string_view>

namespace sluis::scan {

/// Valid UTF-8 without characters that steer a terminal, a log or a layout: no controls (C0, DEL, C1), no
/// line or paragraph separator, no change of writing direction (U+202A–202E, U+2066–2069).
/// @param line_feeds  whether U+000A may stand in it
[[nodiscard]] bool is_plain_text(std::string_view text, bool line_feeds = false);

/// The text as is_plain_text() wants it, cut to `limit` octets at a character: what may not stand becomes a
/// blank, what is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::string plain_text(std::string_view text, std::size_t limit, bool line_feeds = false);

/// A host as Findings::link_hosts has it: of at most 253 octets, lower-case ASCII letters, digits, dots, dashes and
/// underscores; or an IPv6 address in brackets.
[[nodiscard]] bool is_link_host(std::string_view text);

}  // namespace sluis::scan
