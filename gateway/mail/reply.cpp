#include "gateway/mail/reply.h"

namespace sluis::mail {

std::string EnhancedStatus::text() const {
    return std::to_string(klass) + '.' + std::to_string(subject) + '.' + std::to_string(detail);
}

std::string Reply::wire() const {
    std::string wire;
    const std::size_t count = lines.empty() ? 1 : lines.size();
    for (std::size_t i = 0; i < count; ++i) {
        wire += std::to_string(code) + (i + 1 == count ? ' ' : '-');
        if (status.is_present()) wire += status.text() + ' ';
        if (!lines.empty()) wire += lines[i];
        wire += "\r\n";
    }
    return wire;
}

std::string Reply::text() const {
    std::string text = std::to_string(code);
    if (status.is_present()) text += ' ' + status.text();
    for (const auto& line : lines) text += ' ' + line;
    return text;
}

std::string one_line(std::string_view text, std::size_t max) {
    std::string line;
    for (char c : text.substr(0, max)) {
        line += (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) ? ' ' : c;
    }
    return line;
}

}  // namespace sluis::mail
