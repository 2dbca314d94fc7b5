#pragma once

#include <string>
#include <string_view>

namespace sluis::smtp {

/// Puts a content on the wire after DATA: stuffs dots, ends it with CRLF "." CRLF (RFC 5321 §4.5.2).
///
/// What it emits has CRLF as its only line end and CRLF "." CRLF at its very end alone. It changes nothing to get
/// there: content with a bare CR, a bare LF or a NUL is a fault, and the transfer must then be cut, not ended. A
/// content that does not end in CRLF gets one, as the protocol demands.
class ContentWriter {
public:
    enum class Fault { none, stray, eight_bit };

    /// Without `eight_bit_allowed` an octet above 127 is a fault (RFC 6152 §3).
    explicit ContentWriter(bool eight_bit_allowed) : eight_bit_allowed_{eight_bit_allowed} {}

    /// Appends `content`, stuffed, to `wire`. False at a fault: `wire` then holds only what was right.
    [[nodiscard]] bool write(std::string_view content, std::string& wire);
    /// Appends the end. False when the content ended in a bare CR.
    [[nodiscard]] bool finish(std::string& wire);
    [[nodiscard]] Fault fault() const noexcept { return fault_; }

private:
    bool take(char c, std::string& wire);
    bool blame(Fault fault);

    bool eight_bit_allowed_;
    Fault fault_ = Fault::none;
    bool at_line_start_ = true;
    bool after_cr_ = false;
};

}  // namespace sluis::smtp
