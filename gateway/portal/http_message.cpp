#include "gateway/portal/http_message.h"

namespace sluis::portal {

namespace {

constexpr std::size_t max_fields = 100;
constexpr std::size_t max_cookies = 50;
constexpr std::size_t max_file_name = 200;

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool is_attr_char(unsigned char c) {  // RFC 8187 §3.2.1
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
    return std::string_view{"!#$&+-.^_`|~"}.find(static_cast<char>(c)) != std::string_view::npos;
}

std::string_view value_of(const std::map<std::string, std::string, std::less<>>& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string_view{} : std::string_view{found->second};
}

}  // namespace

std::string_view Request::field(std::string_view name) const {
    return value_of(form, name);
}
std::string_view Request::cookie(std::string_view name) const {
    return value_of(cookies, name);
}

Response& Response::header(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        char c = text[at];
        if (c == '%') {
            if (at + 2 >= text.size()) return std::nullopt;
            const int high = hex_digit(text[at + 1]), low = hex_digit(text[at + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            at += 2;
        } else if (c == '+') {
            c = ' ';
        }
        if (c == '\0') return std::nullopt;
        decoded += c;
    }
    return decoded;
}

std::optional<std::map<std::string, std::string, std::less<>>> form_fields(std::string_view text) {
    std::map<std::string, std::string, std::less<>> fields;
    std::size_t count = 0;
    while (!text.empty()) {
        if (++count > max_fields) return std::nullopt;
        const auto end = std::min(text.find('&'), text.size());
        const auto pair = text.substr(0, end);
        text.remove_prefix(end == text.size() ? end : end + 1);
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = percent_decoded(pair.substr(0, equals));
        auto value = percent_decoded(equals == pair.size() ? std::string_view{} : pair.substr(equals + 1));
        if (!name || !value) return std::nullopt;
        fields.emplace(std::move(*name), std::move(*value));
    }
    return fields;
}

std::map<std::string, std::string, std::less<>> cookie_pairs(std::string_view header) {
    std::map<std::string, std::string, std::less<>> pairs;
    for (std::size_t count = 0; !header.empty() && count < max_cookies; ++count) {
        const auto end = std::min(header.find(';'), header.size());
        const auto pair = trimmed(header.substr(0, end));
        header.remove_prefix(end == header.size() ? end : end + 1);
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        pairs.emplace(std::string{pair.substr(0, equals)}, std::string{pair.substr(equals + 1)});
    }
    return pairs;
}

std::string content_disposition(std::string_view type, std::string_view file_name) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string plain, extended;
    for (const char c : file_name.substr(0, max_file_name)) {
        const auto octet = static_cast<unsigned char>(c);
        const bool is_safe = octet >= 0x20 && octet < 0x7f && c != '"' && c != '\\' && c != '/' && c != '%';
        if (octet < 0x80 || (octet & 0xC0) == 0xC0) plain += is_safe ? c : '_';
        if (is_attr_char(octet)) {
            extended += c;
        } else if (octet >= 0x20 && c != '/' && c != '\\' && octet != 0x7f) {
            extended += {'%', digits[octet >> 4], digits[octet & 15]};
        } else {
            extended += '_';
        }
    }
    return std::string{type} + "; filename=\"" + plain + "\"; filename*=UTF-8''" + extended;
}

}  // namespace sluis::portal
