#include "gateway/templates/header_field.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <mimetic/codec/base64.h>
#include <mimetic/codec/codec.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <iterator>

namespace sluis::templates {
namespace {

constexpr std::size_t fold_at = 76;    // RFC 5322 §2.1.1: 78 with CRLF
constexpr std::size_t max_line = 998;  // RFC 5322 §2.1.1
constexpr std::size_t max_value = 64 * 1024;
constexpr std::size_t octets_per_word = 45;  // 60 in base64, 72 with the frame; RFC 2047 §2 allows 75
constexpr std::size_t max_message_id = 250;

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

// Octets of the UTF-8 character at the start of the text; 0 when it is none (RFC 3629 §4).
std::size_t character_length(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xc2 ? 0
                               : lead < 0xe0 ? 2
                               : lead < 0xf0 ? 3
                               : lead < 0xf5 ? 4
                                             : 0;
    if (length == 0 || length > text.size()) return 0;
    if (!std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length), is_continuation)) return 0;
    if (length < 3) return length;
    const auto second = static_cast<unsigned char>(text[1]);
    const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
    const bool outside = (lead == 0xed && second >= 0xa0) || (lead == 0xf4 && second >= 0x90);
    return overlong || outside ? 0 : length;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto length = character_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

void check_value(std::string_view value) {
    if (value.size() > max_value) throw HeaderError{"a header value is too long"};
    if (std::any_of(value.begin(), value.end(), is_control))
        throw HeaderError{"a header value holds a control character"};
    if (!is_utf8(value)) throw HeaderError{"a header value is not UTF-8"};
}

void check_name(std::string_view name) {
    const auto allowed = [](char c) { return c > 0x20 && c < 0x7f && c != ':'; };
    if (name.empty() || name.size() > 64 || !std::all_of(name.begin(), name.end(), allowed)) {
        throw HeaderError{"a header name is malformed"};
    }
}

// One field, folded before a blank wherever the line would pass the limit (RFC 5322 §2.2.3).
std::string folded(std::string_view name, std::string_view value) {
    std::string wire{name};
    wire += ':';
    std::size_t column = wire.size();
    while (!value.empty()) {
        const auto blank = value.find_first_not_of(' ');
        if (blank == std::string_view::npos) break;
        const auto end = std::min(value.find(' ', blank), value.size());
        const auto word = value.substr(0, end);
        const auto blanks = std::max<std::size_t>(blank, column == name.size() + 1 ? 1 : 0);
        if (blanks + (end - blank) >= max_line) throw HeaderError{"a header value holds too long a word"};
        if (column + blanks + (end - blank) > fold_at && column > name.size() + 1) {
            wire += "\r\n";
            column = 0;
        }
        wire.append(blanks, ' ').append(word.substr(blank));
        column += blanks + (end - blank);
        value.remove_prefix(end);
    }
    return wire += "\r\n";
}

std::string base64(std::string_view text) {
    mimetic::Base64::Encoder encoder{0};
    std::string encoded;
    mimetic::encode(text.begin(), text.end(), encoder, std::back_inserter(encoded));
    return encoded;
}

std::string phrase(std::string_view name) {
    if (!is_ascii(name) || name.find("=?") != std::string_view::npos) return encoded_words(name);
    std::string quoted{'"'};
    for (char c : name) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted += '"';
}

std::tm utc(std::chrono::system_clock::time_point when) {
    const auto seconds = std::chrono::system_clock::to_time_t(when);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    return parts;
}

}  // namespace

std::string encoded_words(std::string_view text) {
    if (is_ascii(text) && text.find("=?") == std::string_view::npos) return std::string{text};
    std::string words;
    while (!text.empty()) {
        std::size_t length = 0;
        while (length < text.size()) {
            const auto next = character_length(text.substr(length));
            if (next == 0) throw HeaderError{"a header value is not UTF-8"};
            if (length + next > octets_per_word) break;
            length += next;
        }
        if (!words.empty()) words += ' ';
        words += "=?UTF-8?B?" + base64(text.substr(0, length)) + "?=";
        text.remove_prefix(length);
    }
    return words;
}

HeaderWriter& HeaderWriter::field(std::string_view name, std::string_view value) {
    check_name(name);
    check_value(value);
    wire_ += folded(name, value);
    return *this;
}

HeaderWriter& HeaderWriter::text(std::string_view name, std::string_view value) {
    check_value(value);
    return field(name, encoded_words(value));
}

HeaderWriter& HeaderWriter::address(std::string_view name, const NamedMailbox& address) {
    check_value(address.name);
    if (address.name.empty()) return field(name, address.mailbox.text());
    return field(name, phrase(address.name) + " <" + address.mailbox.text() + '>');
}

HeaderWriter& HeaderWriter::date(std::string_view name, std::chrono::system_clock::time_point when) {
    return field(name, rfc5322_date(when));
}

std::optional<std::string> message_id(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    if (text.size() < 3 || text.size() > max_message_id || text.front() != '<' || text.back() != '>')
        return std::nullopt;
    const auto inner = text.substr(1, text.size() - 2);
    const auto allowed = [](char c) { return c > 0x20 && c < 0x7f && c != '<' && c != '>'; };
    if (!std::all_of(inner.begin(), inner.end(), allowed)) return std::nullopt;
    return std::string{text};
}

std::string new_message_id(std::string_view host) {
    std::array<unsigned char, 16> random{};
    if (::gnutls_rnd(GNUTLS_RND_NONCE, random.data(), random.size()) != 0)
        throw std::runtime_error{"no random numbers"};
    std::string id{"<"};
    for (unsigned char octet : random) {
        constexpr std::string_view digits{"0123456789abcdef"};
        id += digits[octet >> 4];
        id += digits[octet & 15];
    }
    const auto made = message_id(id + '@' + std::string{host} + '>');
    if (!made || !mail::is_domain(host)) throw HeaderError{"the own host name is not a domain"};
    return *made;
}

std::string rfc5322_date(std::chrono::system_clock::time_point when) {
    // Not strftime: its names follow the locale.
    constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto parts = utc(when);
    std::array<char, 80> line{};
    std::snprintf(line.data(), line.size(), "%s, %02d %s %04d %02d:%02d:%02d +0000",
                  days.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                  months.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
                  parts.tm_sec);
    return line.data();
}

}  // namespace sluis::templates
