#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "gateway/mail/path.h"
#include "gateway/mail/reply.h"
#include "gateway/mail/result.h"

namespace sluis::smtp {

/// The commands of RFC 5321 §4.1.1, RFC 3207 and RFC 4954, as values.
namespace command {

/// EHLO or HELO. The name is one printable word, claimed and not checked: clients send all sorts.
struct Hello {
    std::string domain;
    bool extended = false;
};
/// MAIL with SIZE (RFC 1870) and BODY (RFC 6152). AUTH= (RFC 4954 §5) is read over.
struct Mail {
    mail::ReversePath reverse_path;
    std::optional<std::uint64_t> size;
    bool eight_bit_mime = false;
};
struct Rcpt {
    mail::ForwardPath forward_path;
};
struct Auth {
    std::string mechanism;                        ///< In upper case.
    std::optional<std::string> initial_response;  ///< As on the wire: base64, or "=" for an empty one.
};
struct Data {};
struct Rset {};
struct Noop {};
struct Quit {};
struct Vrfy {};
struct Help {};
struct StartTls {};
/// What no mail client says: an HTTP verb, or BDAT though it was not offered. The octets after it are no commands.
struct Foreign {};

}  // namespace command

using Command =
    std::variant<command::Hello, command::Mail, command::Rcpt, command::Auth, command::Data, command::Rset,
                 command::Noop, command::Quit, command::Vrfy, command::Help, command::StartTls, command::Foreign>;

/// Longest command line without CRLF: RFC 5321 §4.5.3.1.4 with room for the parameters.
inline constexpr std::size_t max_command_line = 2048;
/// Longest line of an AUTH exchange without CRLF (RFC 4954 §4).
inline constexpr std::size_t max_auth_line = 12288;

/// Reads one command line without its CRLF. On failure the reply to give: 500, 501, 502, 553 or 555.
/// `hostname` completes `<Postmaster>` (RFC 5321 §4.1.1.3). Lenient where clients are known to err and nothing can be
/// misread: blanks after "FROM:" and at the end of the line, source routes (dropped, appendix C). A path always
/// stands in angle brackets.
[[nodiscard]] Result<Command, mail::Reply> parse_command(std::string_view line, const std::string& hostname);

}  // namespace sluis::smtp
