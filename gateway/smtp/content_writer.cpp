#include "gateway/smtp/content_writer.h"

#include <algorithm>

namespace sluis::smtp {
namespace {

bool is_high(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

bool ContentWriter::write(std::string_view content, std::string& wire) {
    if (fault_ != Fault::none) return false;
    while (!content.empty()) {
        if (!at_line_start_ && !after_cr_) {
            const auto stops = [this](char c) {
                return c == '\r' || c == '\n' || c == '\0' || (!eight_bit_allowed_ && is_high(c));
            };
            const auto* const end = std::find_if(content.begin(), content.end(), stops);
            const auto run = static_cast<std::size_t>(end - content.begin());
            wire += content.substr(0, run);
            content.remove_prefix(run);
            if (content.empty()) break;
        }
        if (!take(content.front(), wire)) return false;
        content.remove_prefix(1);
    }
    return true;
}

bool ContentWriter::take(char c, std::string& wire) {
    if (after_cr_) {
        if (c != '\n') return blame(Fault::stray);
        wire += "\r\n";
        after_cr_ = false;
        at_line_start_ = true;
        return true;
    }
    if (c == '\n' || c == '\0') return blame(Fault::stray);
    if (c == '\r') {
        after_cr_ = true;
        return true;
    }
    if (is_high(c) && !eight_bit_allowed_) return blame(Fault::eight_bit);
    if (at_line_start_ && c == '.') wire += '.';
    at_line_start_ = false;
    wire += c;
    return true;
}

bool ContentWriter::finish(std::string& wire) {
    if (fault_ != Fault::none) return false;
    if (after_cr_) return blame(Fault::stray);
    wire += at_line_start_ ? ".\r\n" : "\r\n.\r\n";
    return true;
}

bool ContentWriter::blame(Fault fault) {
    fault_ = fault;
    return false;
}

}  // namespace sluis::smtp
