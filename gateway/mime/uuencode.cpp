#include <optional>

#include "gateway/mime/ascii.h"
#include "gateway/mime/header.h"
#include "gateway/mime/transfer.h"

namespace sluis::mime {
namespace {

// The name in "begin 644 name"; nothing when the line is none.
std::optional<std::string_view> name_in_begin(std::string_view line) {
    constexpr std::string_view word = "begin ";
    if (line.substr(0, word.size()) != word) return std::nullopt;
    line.remove_prefix(word.size());
    const std::size_t digits = std::min(line.find_first_not_of("01234567"), line.size());
    if (digits < 3 || digits > 5 || digits >= line.size() || line[digits] != ' ') return std::nullopt;
    return trim(line.substr(digits));
}

int six_bits(std::string_view line, std::size_t at) {
    return at < line.size() ? (static_cast<unsigned char>(line[at]) - 32) & 63 : 0;
}

bool is_data_character(char c) {
    return c >= 32 && c <= 96;
}

// Appends what one data line gives. False when it is none: its length does not fit its first character.
bool decode_line(std::string_view line, std::string& out) {
    if (line.empty() || !is_data_character(line.front())) return false;
    const auto octets = static_cast<std::size_t>(six_bits(line, 0));
    const std::size_t full = (octets + 2) / 3 * 4;
    const std::size_t least = (octets * 8 + 5) / 6;
    const std::string_view data = line.substr(1);
    // Blanks at the end may be lost on the way; some encoders add a check character.
    const bool only_blanks_lost = trim(data).size() <= full + 1;
    if (data.size() > full + 2 || !only_blanks_lost) return false;
    if (data.size() + 4 < least) return false;
    for (const char c : data) {
        if (!is_data_character(c)) return false;
    }
    std::string decoded;
    for (std::size_t at = 0; at < full; at += 4) {
        const int bits = six_bits(data, at) << 18 | six_bits(data, at + 1) << 12 | six_bits(data, at + 2) << 6 |
                         six_bits(data, at + 3);
        decoded += static_cast<char>(bits >> 16 & 0xFF);
        decoded += static_cast<char>(bits >> 8 & 0xFF);
        decoded += static_cast<char>(bits & 0xFF);
    }
    out.append(decoded, 0, octets);
    return true;
}

// Reads the lines after "begin" and sets the end of the range. False when not one is a data line.
bool read_content(std::string_view text, Uuencoded& file) {
    std::size_t at = file.range.end;
    while (at < text.size()) {
        const Line line = first_line(text.substr(at));
        if (line.text == "end" || !decode_line(line.text, file.content)) {
            if (line.text == "end") file.range.end = at + line.length;
            break;
        }
        at += line.length;
        file.range.end = at;
    }
    return !file.content.empty();
}

}  // namespace

std::vector<Uuencoded> find_uuencoded(std::string_view text, std::size_t max_files) {
    std::vector<Uuencoded> files;
    std::size_t at = 0;
    while (at < text.size() && files.size() < max_files) {
        const Line line = first_line(text.substr(at));
        Uuencoded file;
        file.range = {at, at + line.length};
        const auto name = name_in_begin(line.text);
        if (name && read_content(text, file)) {
            file.name = clean_file_name(to_utf8(*name, ""));
            at = file.range.end;
            files.push_back(std::move(file));
        } else {
            at += line.length;
        }
    }
    return files;
}

}  // namespace sluis::mime
