#pragma once

#include <string>
#include <string_view>

namespace sluis::match {

/// Text made ready for searching: one ASCII byte per letter or digit, lower case, without diacritics (NFKD).
///
/// Digits of every script are 0–9, dashes are '-', white space is ' ', '\t' or '\n', full-width forms are their plain
/// ones, the degree sign that stands for "born" is '*'. What is invisible (soft hyphen, zero-width, combining marks,
/// control characters) is gone. A letter without a Latin base is `foreign`; other signs are a space. Superscript digits
/// are a space too: they are footnotes.
struct Folded {
    static constexpr char foreign = '\x80';
    std::string text;
    std::string upper;  ///< As long as text; 1 where the letter was a capital.
};

/// Folds UTF-8; invalid sequences become a space.
[[nodiscard]] Folded fold(std::string_view utf8);
/// The same into a text whose memory is used again.
void fold(std::string_view utf8, Folded& out);

/// Fills the table that fold() reads. Needs ICU's data.
void warm_up_fold();

/// The text as valid UTF-8 on one line, without control characters and bidirectional overrides, at most `max` octets,
/// cut at a code point. White space around it is gone.
[[nodiscard]] std::string clean(std::string_view text, std::size_t max);

[[nodiscard]] inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
[[nodiscard]] inline bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || c == Folded::foreign;
}
[[nodiscard]] inline bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t';
}
[[nodiscard]] inline bool is_word(char c) {
    return is_digit(c) || is_letter(c);
}

}  // namespace sluis::match
