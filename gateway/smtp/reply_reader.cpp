#include "gateway/smtp/reply_reader.h"

#include <utility>

namespace sluis::smtp {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string printable(std::string_view text) {
    auto line = mail::one_line(text);
    for (char& c : line) {
        if (static_cast<unsigned char>(c) >= 0x80) c = '?';
    }
    return line;
}

/// A number of one to three digits off the front, and the `after` that must follow it.
std::optional<int> take_number(std::string_view& text, std::string_view after) {
    int value = 0;
    std::size_t digits = 0;
    while (digits < text.size() && digits < 3 && is_digit(text[digits])) value = value * 10 + (text[digits++] - '0');
    if (digits == 0) return std::nullopt;
    text.remove_prefix(digits);
    if (text.empty() && after == " ") return value;
    if (!text.starts_with(after)) return std::nullopt;
    text.remove_prefix(after.size());
    return value;
}

/// Takes `class.subject.detail ` off the front of `text` (RFC 2034 §4).
mail::EnhancedStatus take_status(std::string_view& text, int code) {
    auto rest = text;
    const auto klass = take_number(rest, ".");
    if (!klass || *klass != code / 100 || (*klass != 2 && *klass != 4 && *klass != 5)) return {};
    const auto subject = take_number(rest, ".");
    const auto detail = subject ? take_number(rest, " ") : std::nullopt;
    if (!detail) return {};
    text = rest;
    return {*klass, *subject, *detail};
}

}  // namespace

Result<std::optional<mail::Reply>> ReplyReader::next(std::string_view& input) {
    while (const auto line = lines_.next(input)) {
        if (line->fault != Line::Fault::none) return failure("malformed reply line");
        std::string_view text = line->text;
        if (text.size() < 3 || text[0] < '2' || text[0] > '5' || !is_digit(text[1]) || !is_digit(text[2])) {
            return failure("no reply code");
        }
        const int code = (text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0');
        text.remove_prefix(3);
        if (!text.empty() && text.front() != ' ' && text.front() != '-') return failure("no reply code");
        const bool is_last = text.empty() || text.front() == ' ';
        if (!text.empty()) text.remove_prefix(1);

        if (!reply_.lines.empty() && reply_.code != code) return failure("reply code changes between lines");
        if (reply_.lines.size() == max_lines) return failure("reply has too many lines");
        reply_.code = code;
        if (const auto status = take_status(text, code); status.is_present()) reply_.status = status;
        reply_.lines.push_back(printable(text));
        if (is_last) return std::exchange(reply_, {});
    }
    return std::nullopt;
}

}  // namespace sluis::smtp
