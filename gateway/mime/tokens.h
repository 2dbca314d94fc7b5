#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sluis::mime {

/// A cursor over an unfolded structured value (RFC 5322 §3.2). No recursion: nested comments are counted.
class Tokens {
public:
    explicit Tokens(std::string_view text) : text_{text} {}

    [[nodiscard]] bool at_end() const noexcept { return at_ >= text_.size(); }
    [[nodiscard]] char peek() const noexcept { return at_end() ? '\0' : text_[at_]; }
    [[nodiscard]] std::size_t position() const noexcept { return at_; }
    [[nodiscard]] std::string_view rest() const noexcept { return text_.substr(at_); }
    void skip(std::size_t octets) noexcept { at_ = at_ + octets < text_.size() ? at_ + octets : text_.size(); }

    /// Past blanks and comments.
    void skip_blanks_and_comments();
    /// At '(': past the comment; gives its text. An unclosed one goes up to the end.
    std::string_view comment();
    /// At '"': past the quoted string; gives what it quotes, backslashes included. An unclosed one goes up to the end.
    std::string_view quoted_string();
    /// Up to one of these characters, or the end.
    std::string_view until(std::string_view stops);

private:
    std::string_view text_;
    std::size_t at_ = 0;
};

/// Quoted pairs undone. With keep_lone, only \" and \\ are: Windows paths in file names keep their backslashes.
[[nodiscard]] std::string unquote_pairs(std::string_view quoted, bool keep_lone = false);

}  // namespace sluis::mime
