#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sluis::smtp {

/// One line without its CRLF, or what is wrong with it.
struct Line {
    enum class Fault {
        none,
        too_long,  ///< Over the limit; swallowed up to its CRLF.
        stray,     ///< Holds a bare CR, a bare LF or a NUL. Where the next line begins cannot be known: close.
        endless,   ///< Longer than anyone needs to see: close.
    };
    std::string text;  ///< Empty unless fault is none.
    Fault fault = Fault::none;
};

/// Cuts octets into lines. CRLF alone ends a line (RFC 5321 §2.3.8). Holds one unfinished line at most.
class LineReader {
public:
    /// `limit`: octets of one line without its CRLF.
    explicit LineReader(std::size_t limit) : limit_{limit} {}

    /// Takes octets off the front of `input` until a line is whole. Nothing when the input ends first.
    [[nodiscard]] std::optional<Line> next(std::string_view& input);
    /// From the next line on.
    void set_limit(std::size_t limit) noexcept { limit_ = limit; }
    [[nodiscard]] bool is_empty() const noexcept { return seen_ == 0; }

private:
    [[nodiscard]] Line finish(Line::Fault fault);

    std::size_t limit_;
    std::string text_;
    std::size_t seen_ = 0;
    bool after_cr_ = false;
};

}  // namespace sluis::smtp
