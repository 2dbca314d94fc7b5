#pragma once

#include <cstddef>
#include <string_view>

/// Octet classes as the mail RFCs define them, free of locales.
namespace sluis::mime {

[[nodiscard]] constexpr bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t';
}
[[nodiscard]] constexpr bool is_white(char c) noexcept {
    return is_blank(c) || c == '\r' || c == '\n';
}
[[nodiscard]] constexpr bool is_printable(char c) noexcept {
    return c > 32 && c < 127;
}
[[nodiscard]] constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// The value of a hexadecimal digit; -1 for anything else.
[[nodiscard]] constexpr int hex_value(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    const char l = lower(c);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

/// Equal but for the case of ASCII letters.
[[nodiscard]] constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (lower(a[i]) != lower(b[i])) return false;
    }
    return true;
}

/// Without blanks, CR and LF at both ends.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) noexcept {
    while (!text.empty() && is_white(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_white(text.back())) text.remove_suffix(1);
    return text;
}

/// The line that mbox files put before a message.
[[nodiscard]] constexpr bool is_mbox_line(std::string_view line) noexcept {
    return line.substr(0, 5) == "From " || line.substr(0, 6) == ">From ";
}

/// The first line of a text, and how many octets it and its end (LF or CRLF) take.
struct Line {
    std::string_view text;   ///< Without its end.
    std::size_t length = 0;  ///< With its end.
};
[[nodiscard]] constexpr Line first_line(std::string_view text) noexcept {
    const std::size_t feed = text.find('\n');
    if (feed == std::string_view::npos) return {text, text.size()};
    const bool has_return = feed > 0 && text[feed - 1] == '\r';
    return {text.substr(0, has_return ? feed - 1 : feed), feed + 1};
}

}  // namespace sluis::mime
