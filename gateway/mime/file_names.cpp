#include <unicode/utf8.h>

#include <algorithm>

#include "gateway/mime/ascii.h"
#include "gateway/mime/header.h"
#include "gateway/mime/transfer.h"

namespace sluis::mime {
namespace {

constexpr std::size_t longest_name = 255;
constexpr std::size_t longest_extension = 20;

// Characters that a name may not hold: controls, marks and changes of writing direction, invisible joiners.
bool is_unwanted(UChar32 c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

std::string wanted_characters(std::string_view text) {
    std::string clean;
    const auto* octets = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < size;) {
        const std::int32_t begin = i;
        UChar32 c = 0;
        U8_NEXT(octets, i, size, c);
        if (c == '\t' || c == '\n' || c == '\r' || c == 0xA0) c = ' ';
        if (c == ' ') {
            if (!clean.empty() && clean.back() != ' ') clean += ' ';
        } else if (c >= 0 && !is_unwanted(c)) {
            clean.append(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin)));
        }
    }
    return clean;
}

// At most `octets` of the text, cut before a character.
std::string_view cut(std::string_view text, std::size_t octets) {
    if (text.size() <= octets) return text;
    while (octets > 0 && (static_cast<unsigned char>(text[octets]) & 0xC0) == 0x80) --octets;
    return text.substr(0, octets);
}

void add_names(const ParameterizedValue& value, std::string_view parameter, std::vector<std::string>& names) {
    for (const auto& candidate : value.parameters) {
        if (candidate.name != parameter) continue;
        std::string name = clean_file_name(candidate.value);
        if (name.empty() || std::find(names.begin(), names.end(), name) != names.end()) continue;
        names.push_back(std::move(name));
    }
}

}  // namespace

std::string clean_file_name(std::string_view name) {
    // A longer name is no name; the bound keeps the work small.
    const std::string_view bounded = name.substr(name.size() > 64 * 1024 ? name.size() - 64 * 1024 : 0);
    std::string text = wanted_characters(bounded);
    text.erase(0, text.find_last_of("/\\") + 1);
    const std::size_t first = text.find_first_not_of(". ");
    if (first == std::string::npos) return {};
    text.erase(0, first);
    text.erase(text.find_last_not_of(". ") + 1);
    if (text.size() <= longest_name) return text;

    const std::size_t dot = text.rfind('.');
    const bool has_extension = dot != std::string::npos && text.size() - dot <= longest_extension;
    const std::string extension = has_extension ? text.substr(dot) : std::string{};
    return std::string{cut(text, longest_name - extension.size())} + extension;
}

std::vector<std::string> all_file_names(std::string_view header, const Limits& limits) {
    std::vector<std::string> names;
    add_names(content_disposition(header, limits), "filename", names);
    const ParameterizedValue type = content_type(header, limits);
    add_names(type, "name", names);
    add_names(type, "filename", names);
    add_names(content_disposition(header, limits), "name", names);
    return names;
}

std::string leaf_file_name(std::string_view header, const Limits& limits) {
    const auto names = all_file_names(header, limits);
    return names.empty() ? std::string{} : names.front();
}

}  // namespace sluis::mime
