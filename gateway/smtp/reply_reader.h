#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/mail/reply.h"
#include "gateway/mail/result.h"
#include "gateway/smtp/line_reader.h"

namespace sluis::smtp {

/// Reads the replies of a server (RFC 5321 §4.2), which is not trusted: lines of at most 2,048 octets, 100 lines in a
/// reply. Text comes out as printable ASCII; an enhanced status (RFC 2034) is taken off it when its class fits the
/// code.
class ReplyReader {
public:
    static constexpr std::size_t max_line = 2048;
    static constexpr std::size_t max_lines = 100;

    /// Takes octets off the front of `input` until a reply is whole. Nothing when the input ends first. A failure is
    /// final: who speaks like this cannot be followed any further.
    [[nodiscard]] Result<std::optional<mail::Reply>> next(std::string_view& input);

private:
    LineReader lines_{max_line};
    mail::Reply reply_;
};

}  // namespace sluis::smtp
