#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace sluis::smtp {

/// What the Received field tells of the session. Claimed values may be anything: what is no host name or address is
/// left out.
struct ReceivedFrom {
    std::string helo;     ///< What EHLO or HELO said.
    std::string address;  ///< IP address, or empty.
    bool esmtp = true;
    bool tls = false;
    bool authenticated = false;
};

/// The trace field of RFC 5321 §4.4, folded, with its CRLF. No `for`, no login; and of a person who authenticated no
/// `from` either: it would tell every recipient where they were and what their computer is called.
/// `with` is one of SMTP, ESMTP, ESMTPS, ESMTPA, ESMTPSA (RFC 3848).
[[nodiscard]] std::string received_field(const ReceivedFrom& from, std::string_view hostname, std::string_view id,
                                         std::chrono::system_clock::time_point time);

/// `Sun, 22 Nov 2026 10:00:00 +0000` (RFC 5322 §3.3), always UTC.
[[nodiscard]] std::string mail_date(std::chrono::system_clock::time_point time);

}  // namespace sluis::smtp
