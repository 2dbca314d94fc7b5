#include "gateway/templates/quoted_printable.h"

#include <mimetic/codec/base64.h>
#include <mimetic/codec/codec.h>

#include <array>
#include <cstdio>
#include <iterator>

namespace sluis::templates {
namespace {

constexpr std::size_t max_encoded_line = 76;

std::string hex_octet(char c) {
    constexpr std::string_view digits{"0123456789ABCDEF"};
    const auto octet = static_cast<unsigned char>(c);
    return {'=', digits[octet >> 4], digits[octet & 15]};
}

// A dot or "From " at the start of a line is changed by some servers on the way.
bool must_encode(std::string_view line, std::size_t i) {
    const char c = line[i];
    if (c == '=' || c == 0x7f || static_cast<unsigned char>(c) >= 0x80) return true;
    if (c == ' ' || c == '\t') return i + 1 == line.size();
    if (static_cast<unsigned char>(c) < 0x20) return true;
    return i == 0 && (c == '.' || line.starts_with("From "));
}

std::string encoded_line(std::string_view line) {
    std::string encoded;
    std::size_t column = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const auto piece = must_encode(line, i) ? hex_octet(line[i]) : std::string(1, line[i]);
        const std::size_t room = i + 1 == line.size() ? max_encoded_line : max_encoded_line - 1;
        if (column + piece.size() > room) {
            encoded += "=\r\n";
            column = 0;
        }
        encoded += piece;
        column += piece.size();
    }
    return encoded;
}

// Calls `use` with each line, without its end.
template <class Use>
void each_line(std::string_view text, Use use) {
    while (!text.empty()) {
        const auto end = text.find_first_of("\r\n");
        use(text.substr(0, end));
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
    }
}

}  // namespace

std::string quoted_printable(std::string_view text) {
    std::string encoded;
    each_line(text, [&](std::string_view line) { encoded += encoded_line(line) + "\r\n"; });
    return encoded;
}

std::string base64_lines(std::string_view text) {
    std::string canonical;
    each_line(text, [&](std::string_view line) { canonical.append(line).append("\r\n"); });
    mimetic::Base64::Encoder encoder{0};
    std::string whole;
    mimetic::encode(canonical.begin(), canonical.end(), encoder, std::back_inserter(whole));
    std::string lines;
    for (std::size_t at = 0; at < whole.size(); at += max_encoded_line)
        lines += whole.substr(at, max_encoded_line) + "\r\n";
    return lines;
}

std::string escaped_utf8(std::string_view text) {
    std::string escaped;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            const bool plain = lead > 0x20 && lead < 0x7f && lead != '\\' && lead != '+' && lead != '=';
            std::array<char, 16> code{};
            std::snprintf(code.data(), code.size(), "\\x{%02X}", static_cast<unsigned>(lead));
            escaped += plain ? std::string(1, text[i]) : std::string{code.data()};
            continue;
        }
        const std::size_t more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        unsigned point = lead & (0x3fu >> more);
        for (std::size_t k = 0; k < more && i + 1 < text.size(); ++k) {
            point = point << 6 | (static_cast<unsigned char>(text[++i]) & 0x3fu);
        }
        std::array<char, 16> code{};
        std::snprintf(code.data(), code.size(), "\\x{%X}", point);
        escaped += code.data();
    }
    return escaped;
}

std::string printable_ascii(std::string_view text, std::size_t max) {
    std::string line;
    for (char c : text.substr(0, max)) {
        const auto octet = static_cast<unsigned char>(c);
        line += octet >= 0x80 ? '?' : octet < 0x20 || octet == 0x7f ? ' ' : c;
    }
    return line;
}

}  // namespace sluis::templates
