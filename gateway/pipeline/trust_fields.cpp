#include "gateway/pipeline/trust_fields.h"

#include <algorithm>

#include "gateway/mail/mailbox.h"

namespace sluis::pipeline {
namespace {

constexpr std::size_t most_held = 4 * 1024;
constexpr std::size_t most_values = 2;

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (is_blank(text.back()) || text.back() == '\r' || text.back() == '\n'))
        text.remove_suffix(1);
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    return text;
}

}  // namespace

TrustFields::TrustFields(std::vector<Wanted> wanted) {
    for (auto& field : wanted) {
        const auto name = mail::ascii_lower(field.name);
        const auto same = std::find_if(seen_.begin(), seen_.end(), [&](const Seen& one) { return one.name == name; });
        if (same == seen_.end()) {
            seen_.push_back({name, field.secret, {}});
        } else {
            same->secret = same->secret || field.secret;
        }
    }
}

void TrustFields::read(std::string_view octets, std::string& kept) {
    while (!octets.empty() && !ended_) {
        const auto end = octets.find('\n');
        const auto piece = octets.substr(0, end == octets.npos ? octets.size() : end + 1);
        octets.remove_prefix(piece.size());
        if (rest_ == Rest::kept) kept += piece;
        if (rest_ == Rest::unknown) {
            line_ += piece;
            if (end != octets.npos || line_.size() > most_held) take_line(kept);
        }
        if (end != octets.npos) {
            rest_ = Rest::unknown;
        } else if (line_.empty() && rest_ == Rest::unknown) {
            rest_ = current_ != nullptr && current_->secret ? Rest::gone : Rest::kept;
        }
    }
    kept += octets;
}

void TrustFields::finish(std::string& kept) {
    if (!line_.empty()) take_line(kept);
    ended_ = true;
}

void TrustFields::take_line(std::string& kept) {
    const auto text = std::string_view{line_};
    if (text == "\r\n") {
        ended_ = true;
        current_ = nullptr;
    } else if (!is_blank(text.front())) {
        current_ = field_of(text);
        if (current_ != nullptr) note(text.substr(text.find(':') + 1), true);
    } else if (current_ != nullptr) {
        note(text, false);
    }
    if (current_ == nullptr || !current_->secret) kept += line_;
    line_.clear();
}

TrustFields::Seen* TrustFields::field_of(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == line.npos) return nullptr;
    const auto name = mail::ascii_lower(trimmed(line.substr(0, colon)));
    const auto found = std::find_if(seen_.begin(), seen_.end(), [&](const Seen& one) { return one.name == name; });
    return found == seen_.end() ? nullptr : &*found;
}

void TrustFields::note(std::string_view text, bool begins) {
    auto& values = current_->values;
    const auto piece = trimmed(text).substr(0, max_value + 1);
    if (begins) {
        if (values.size() < most_values) values.emplace_back(piece);
    } else if (!values.empty() && values.back().size() <= max_value && !piece.empty()) {
        if (!values.back().empty()) values.back() += ' ';
        values.back() += piece;
    }
}

std::vector<std::string> TrustFields::values(std::string_view name) const {
    const auto lower = mail::ascii_lower(name);
    const auto found = std::find_if(seen_.begin(), seen_.end(), [&](const Seen& one) { return one.name == lower; });
    return found == seen_.end() ? std::vector<std::string>{} : found->values;
}

}  // namespace sluis::pipeline
