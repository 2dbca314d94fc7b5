#include "gateway/mail/mailbox.h"

#include <algorithm>

namespace sluis::mail {
namespace {

constexpr std::size_t max_local_part = 64;  // RFC 5321 §4.5.3.1.1
constexpr std::size_t max_domain = 255;     // RFC 5321 §4.5.3.1.2
constexpr std::size_t max_label = 63;       // RFC 1035 §2.3.4

bool is_high(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}

bool is_alnum(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_atext(char c) {
    return is_alnum(c) || is_high(c) || std::string_view{"!#$%&'*+-/=?^_`{|}~"}.find(c) != std::string_view::npos;
}

bool is_dot_string(std::string_view text) {
    bool after_dot = true;
    for (char c : text) {
        if (c == '.') {
            if (after_dot) return false;
            after_dot = true;
        } else if (is_atext(c)) {
            after_dot = false;
        } else {
            return false;
        }
    }
    return !after_dot;
}

bool is_quoted_string(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return false;
    const auto inner = text.substr(1, text.size() - 2);
    for (std::size_t i = 0; i < inner.size(); ++i) {
        const char c = inner[i];
        if (c == '"') return false;
        if (c == '\\' && ++i == inner.size()) return false;
        if (static_cast<unsigned char>(inner[i]) < 0x20 || inner[i] == 0x7f) return false;
    }
    return true;
}

bool is_address_literal(std::string_view text) {
    if (text.size() < 3 || text.front() != '[' || text.back() != ']') return false;
    const auto inner = text.substr(1, text.size() - 2);
    return std::all_of(inner.begin(), inner.end(),
                       [](char c) { return is_alnum(c) || c == '.' || c == ':' || c == '-'; });
}

}  // namespace

bool is_domain(std::string_view text) {
    if (text.empty() || text.size() > max_domain) return false;
    if (text.front() == '[') return is_address_literal(text);
    std::size_t label = 0;
    char last = '.';
    for (char c : text) {
        if (c == '.') {
            if (label == 0 || last == '-') return false;
            label = 0;
        } else {
            if (!(is_alnum(c) || c == '-' || c == '_' || is_high(c))) return false;
            if (c == '-' && label == 0) return false;
            if (++label > max_label) return false;
        }
        last = c;
    }
    return label > 0 && last != '-';
}

std::string ascii_lower(std::string_view text) {
    std::string lower{text};
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::optional<Mailbox> Mailbox::parse(std::string_view text) {
    const auto at = text.rfind('@');
    if (at == std::string_view::npos || at == 0) return std::nullopt;
    const auto local_part = text.substr(0, at);
    const auto domain = text.substr(at + 1);
    if (local_part.size() > max_local_part || !is_domain(domain)) return std::nullopt;
    if (!is_dot_string(local_part) && !is_quoted_string(local_part)) return std::nullopt;
    return Mailbox{std::string{local_part} + '@' + ascii_lower(domain), at};
}

std::string Mailbox::key() const {
    return ascii_lower(text_);
}

bool Mailbox::is_ascii() const noexcept {
    return std::none_of(text_.begin(), text_.end(), is_high);
}

}  // namespace sluis::mail
