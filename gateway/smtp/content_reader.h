#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sluis::smtp {

/// Takes the content of a mail off the wire after DATA: finds its end, removes the stuffed dots (RFC 5321 §4.5.2).
///
/// The one place where SMTP smuggling could come in, so two servers must never be able to disagree on where this mail
/// ends. Therefore:
///
/// - CRLF alone ends a line, and only CRLF "." CRLF ends the content.
/// - A bare CR or a NUL, and a bare LF unless it is normalized, is a fault. The content is then read on to its real end
///   and refused there (RFC 5321 §2.3.8).
/// - A lone dot between two line ends of which one is a bare CR or a bare LF, or with a NUL beside it, is what some
///   server somewhere takes for the end. It is neither end nor content: the state becomes `broken`, whatever the mode.
///   Nothing that follows may be read, as commands or otherwise: refuse and close.
///
/// With BareLf::normalize (`RelayClient::normalize_bare_lf`: office scanners) a bare LF counts as CRLF in the content:
/// CRLF is what is stored, and a dot after it is a stuffed one. It never ends the content.
class ContentReader {
public:
    enum class BareLf { refuse, normalize };
    enum class State { receiving, complete, broken };
    enum class Fault { none, bare_cr, bare_lf, nul, too_big };

    /// `max_bytes`: of the content without its stuffing. Twice that and then some is `broken`: it will not be
    /// swallowed.
    ContentReader(BareLf bare_lf, std::uint64_t max_bytes) : bare_lf_{bare_lf}, max_bytes_{max_bytes} {}

    /// Takes octets off the front of `input`, to its end or to the end of the content, and appends the content to
    /// `content`. Appends nothing more once there is a fault. Precondition: state() == receiving.
    State read(std::string_view& input, std::string& content);

    [[nodiscard]] State state() const noexcept { return state_; }
    /// The first fault; with one, a complete content is to be refused all the same.
    [[nodiscard]] Fault fault() const noexcept { return fault_; }

private:
    enum class Loose { empty, dot, more };  ///< The current line, NULs left out.

    void take(char c, std::string& content);
    void end_line(bool by_crlf, std::string& content);
    void emit(std::string_view octets, std::string& content);
    void blame(Fault fault);

    BareLf bare_lf_;
    std::uint64_t max_bytes_;
    std::uint64_t bytes_ = 0;
    State state_ = State::receiving;
    Fault fault_ = Fault::none;
    Loose line_ = Loose::empty;
    bool began_clean_ = true;  ///< After CRLF, or at the very start.
    bool has_nul_ = false;
    bool after_cr_ = false;
};

}  // namespace sluis::smtp
