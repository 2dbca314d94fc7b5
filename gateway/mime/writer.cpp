#include "gateway/mime/writer.h"

#include <algorithm>

#include "gateway/mime/ascii.h"
#include "gateway/mime/transfer.h"

namespace sluis::mime {
namespace {

constexpr std::size_t wanted_width = 76;
constexpr std::size_t longest_line = 998;  // RFC 5322 §2.1.1

bool is_name(std::string_view name) {
    return !name.empty() && name.size() <= 76 &&
           std::all_of(name.begin(), name.end(), [](char c) { return is_printable(c) && c != ':'; });
}

bool has_control(std::string_view value) {
    return std::any_of(value.begin(), value.end(),
                       [](char c) { return (static_cast<unsigned char>(c) < 32 && c != '\t') || c == 127; });
}

// Folds before a blank, never inside a word. Nothing when a word is too long for a line.
std::optional<std::string> fold(std::string_view name, std::string_view value) {
    std::string field{name};
    field += ':';
    std::size_t line_begin = 0;
    std::size_t at = 0;
    while (at < value.size()) {
        const std::size_t word = std::min(value.find_first_not_of(" \t", at), value.size());
        const std::size_t end = std::min(value.find_first_of(" \t", word), value.size());
        const std::string_view blanks = at == 0 ? std::string_view{" "} : value.substr(at, word - at);
        const bool fits = field.size() - line_begin + blanks.size() + (end - word) <= wanted_width;
        if (!fits && at > 0 && word < end) {
            field += "\r\n";
            line_begin = field.size();
        }
        field += blanks;
        field += value.substr(word, end - word);
        if (field.size() - line_begin > longest_line) return std::nullopt;
        at = end;
    }
    return field + "\r\n";
}

std::string base64(std::string_view octets) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < octets.size(); i += 3) {
        std::uint32_t bits = 0;
        for (std::size_t j = 0; j < 3; ++j) {
            bits = bits << 8 | (i + j < octets.size() ? static_cast<unsigned char>(octets[i + j]) : 0U);
        }
        for (std::size_t j = 0; j < 4; ++j) {
            text += i + j > octets.size() ? '=' : alphabet[bits >> (18 - 6 * j) & 63];
        }
    }
    return text;
}

// Encoded words of at most 75 octets, no character cut in two (RFC 2047 §2, §5 (3)).
std::string encoded_words(std::string_view utf8) {
    constexpr std::size_t octets_in_word = 39;
    std::string words;
    while (!utf8.empty()) {
        std::size_t end = std::min(octets_in_word, utf8.size());
        while (end < utf8.size() && end > 1 && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) --end;
        if (!words.empty()) words += ' ';
        words += "=?UTF-8?B?" + base64(utf8.substr(0, end)) + "?=";
        utf8.remove_prefix(end);
    }
    return words;
}

std::string tidy_blanks(std::string_view text) {
    std::string tidy;
    for (const char c : trim(text)) {
        if (is_blank(c) && !tidy.empty() && tidy.back() == ' ') continue;
        tidy += is_blank(c) ? ' ' : c;
    }
    return tidy;
}

bool has_name(std::string_view name, const std::vector<std::string>& names) {
    return std::any_of(names.begin(), names.end(), [&](std::string_view wanted) {
        if (wanted.empty() || wanted.back() != '*') return name == wanted;
        wanted.remove_suffix(1);
        return name.substr(0, wanted.size()) == wanted;
    });
}

}  // namespace

std::uint64_t size_of(const Segments& segments) noexcept {
    std::uint64_t size = 0;
    for (const auto& segment : segments) {
        const auto* range = std::get_if<Range>(&segment);
        size += range != nullptr ? range->size() : std::get_if<std::string>(&segment)->size();
    }
    return size;
}

std::string assemble(std::string_view original, const Segments& segments) {
    std::string message;
    for (const auto& segment : segments) {
        if (const auto* text = std::get_if<std::string>(&segment)) {
            message += *text;
            continue;
        }
        const Range range = std::get<Range>(segment);
        if (range.begin <= range.end && range.end <= original.size()) {
            message += original.substr(range.begin, range.end - range.begin);
        }
    }
    return message;
}

Result<std::string> write_field(std::string_view name, std::string_view value) {
    if (!is_name(name)) return failure("a field name that is none");
    if (has_control(value)) return failure("a control character in a header field");
    auto field = fold(name, trim(value));
    if (!field) return failure("a header line above 998 octets");
    return std::move(*field);
}

Result<std::string> write_text_field(std::string_view name, std::string_view utf8) {
    if (has_control(utf8)) return failure("a control character in a header field");
    if (!is_valid_utf8(utf8)) return failure("broken UTF-8 in a header field");
    const std::string text = tidy_blanks(utf8);
    const bool is_plain = text.find("=?") == std::string::npos &&
                          std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || is_printable(c); });
    if (is_plain) {
        if (auto field = write_field(name, text)) return field;
    }
    return write_field(name, encoded_words(text));
}

std::vector<FieldEdit> removals(const Structure& structure, const std::vector<std::string>& names) {
    std::vector<FieldEdit> edits;
    for (const auto& field : structure.entities.front().fields) {
        if (has_name(field.name, names)) edits.push_back({field.range, {}});
    }
    return edits;
}

Result<std::vector<FieldEdit>> new_subject(const Structure& structure, std::string_view utf8) {
    std::vector<FieldEdit> edits = removals(structure, {"subject"});
    if (edits.empty()) return edits;
    auto field = write_text_field("Subject", utf8);
    if (!field) return failure(field.error());
    edits.front().replacement = std::move(*field);
    return edits;
}

Segments with_edits(const Structure& structure, std::vector<FieldEdit> edits, std::string prepended) {
    std::stable_sort(edits.begin(), edits.end(),
                     [](const FieldEdit& a, const FieldEdit& b) { return a.range.begin < b.range.begin; });
    const Entity& message = structure.entities.front();
    Segments segments;
    if (!prepended.empty()) segments.emplace_back(std::move(prepended));
    std::uint64_t at = message.header.begin;
    for (auto& edit : edits) {
        const bool lies_here =
            edit.range.begin >= at && edit.range.begin <= edit.range.end && edit.range.end <= message.header.end;
        if (!lies_here) continue;
        if (at < edit.range.begin) segments.emplace_back(Range{at, edit.range.begin});
        if (!edit.replacement.empty()) segments.emplace_back(std::move(edit.replacement));
        at = edit.range.end;
    }
    if (at < message.body.end) segments.emplace_back(Range{at, message.body.end});
    return segments;
}

}  // namespace sluis::mime
