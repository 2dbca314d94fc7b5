#include "gateway/ctl/mail_file.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <system_error>

#include "gateway/mail/mailbox.h"

namespace sluis::ctl {
namespace {

constexpr std::size_t max_header_looked_at = 64 * 1024;

Result<std::string> read_all(std::istream& stream) {
    std::string octets;
    std::array<char, 65536> buffer;
    while (stream.read(buffer.data(), buffer.size()) || stream.gcount() > 0) {
        octets.append(buffer.data(), static_cast<std::size_t>(stream.gcount()));
        if (octets.size() > max_file_bytes) return failure("is larger than 250 MiB, more than Sluis takes in one mail");
    }
    if (stream.bad()) return failure("cannot be read to its end");
    return octets;
}

bool is_field_name(std::string_view name) {
    if (name.empty() || name.size() > 76) return false;
    for (const char c : name)
        if (c <= 32 || c >= 127 || c == ':') return false;
    return true;
}

bool is_known_field(std::string_view name) {
    static constexpr std::array<std::string_view, 12> known{
        "from",        "to",           "subject",      "date", "received",     "message-id",
        "return-path", "mime-version", "content-type", "cc",   "delivered-to", "x-mozilla-status"};
    const auto lower = mail::ascii_lower(name);
    for (const auto each : known)
        if (lower == each) return true;
    return false;
}

/// The length of a leading "From someone date" line of an mbox file, or 0.
std::size_t mbox_line(std::string_view octets) {
    if (!octets.starts_with("From ")) return 0;
    const auto end = octets.find('\n');
    return end == std::string_view::npos ? 0 : end + 1;
}

constexpr char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string base64_lines(std::string_view octets) {
    std::string text;
    text.reserve(octets.size() / 3 * 4 + octets.size() / 57 * 2 + 8);
    for (std::size_t at = 0; at < octets.size(); at += 3) {
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8 | (at + i < octets.size() ? static_cast<unsigned char>(octets[at + i]) : 0u);
        const auto left = octets.size() - at;
        text += base64_digits[bits >> 18 & 63];
        text += base64_digits[bits >> 12 & 63];
        text += left > 1 ? base64_digits[bits >> 6 & 63] : '=';
        text += left > 2 ? base64_digits[bits & 63] : '=';
        if ((at / 3 + 1) % 19 == 0) text += "\r\n";
    }
    if (!text.ends_with("\r\n")) text += "\r\n";
    return text;
}

/// RFC 2231: everything but letters and digits as %XX, so that no name can break the header.
std::string percent_encoded(std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
                           c == '-' || c == '_';
        if (plain) {
            encoded += c;
        } else {
            encoded += '%';
            encoded += digits[octet >> 4];
            encoded += digits[octet & 15];
        }
    }
    return encoded;
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& file) {
    if (file == "-") return read_all(std::cin);
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) return failure("is a folder; add -r to scan what is in it");
    std::ifstream stream{file, std::ios::binary};
    if (!stream) return failure(std::string{"cannot be opened: "} + std::strerror(errno));
    return read_all(stream);
}

bool looks_like_mail(std::string_view octets) {
    octets = octets.substr(0, max_header_looked_at);
    octets.remove_prefix(mbox_line(octets));
    bool known = false;
    bool first = true;
    while (!octets.empty()) {
        const auto end = octets.find('\n');
        auto line = octets.substr(0, end);
        octets.remove_prefix(end == std::string_view::npos ? octets.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) return known;
        if (!first && (line.front() == ' ' || line.front() == '\t')) continue;
        first = false;
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !is_field_name(line.substr(0, colon))) return false;
        known = known || is_known_field(line.substr(0, colon));
    }
    return known;
}

std::string as_message(std::string octets) {
    octets.erase(0, mbox_line(octets));
    if (octets.find("\r\n") != std::string::npos) return octets;
    std::string message;
    message.reserve(octets.size() + octets.size() / 30);
    for (const char c : octets) {
        if (c == '\n') message += '\r';
        message += c;
    }
    if (!message.ends_with("\r\n")) message += "\r\n";
    return message;
}

std::string message_around(std::string_view document, std::string_view file_name) {
    return "MIME-Version: 1.0\r\n"
           "Content-Type: application/octet-stream\r\n"
           "Content-Disposition: attachment; filename*=utf-8''" +
           percent_encoded(file_name.substr(0, 200)) +
           "\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\n" +
           base64_lines(document);
}

}  // namespace sluis::ctl
