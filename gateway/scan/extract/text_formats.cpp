#include <algorithm>

#include "gateway/match/octet_masks.h"
#include "gateway/mime/transfer.h"
#include "gateway/scan/extract/formats.h"

namespace sluis::scan {
namespace {

constexpr std::size_t max_columns = 16384;
constexpr std::size_t max_cell = 1 << 20;

// A uuencoded file in a text is an attachment to old mail clients.
void read_uuencoded(std::string_view octets, Sink& sink) {
    if (match::find_octets(octets, "begin ") == octets.npos) return;
    std::size_t number = 0;
    for (const auto& file : mime::find_uuencoded(octets)) {
        if (sink.nesting() >= sink.budget().max_nesting) return sink.unscannable(policy::Unscannable::too_deep);
        sink.enter("ingesloten bestand " + std::to_string(++number));
        read_value("bestandsnaam", file.name, sink);
        extract(file.content, {"", file.name, ""}, sink);
        sink.leave();
        if (sink.stopped()) return;
    }
}

char delimiter_of(std::string_view text) {
    const auto start = text.substr(0, 4096);
    char best = ',';
    long most = 0;
    for (const char c : {';', '\t', ',', '|'}) {
        const auto count = std::count(start.begin(), start.end(), c);
        if (count > most) {
            most = count;
            best = c;
        }
    }
    return best;
}

bool is_number(std::string_view text) {
    return !text.empty() && is_digit(text[0]) && text.find_first_not_of("0123456789") == text.npos;
}

// One record of RFC 4180, quotes and all; `at` moves behind it.
std::vector<Cell> record(std::string_view text, std::size_t& at, char delimiter) {
    std::vector<Cell> cells;
    std::string value;
    bool quoted = false, was_quoted = false;
    const auto end_cell = [&](bool always) {
        if ((always || !value.empty()) && cells.size() < max_columns) {
            auto number = value;
            std::replace(number.begin(), number.end(), ',', '.');
            const bool exponent = number.size() < 12 && number.find("E+") != number.npos;
            cells.push_back({cells.size(), exponent ? number : value, !was_quoted && (is_number(value) || exponent)});
        }
        value.clear();
        was_quoted = false;
    };
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted) {
            if (c == '"' && at + 1 < text.size() && text[at + 1] == '"') {
                value.push_back('"');
                ++at;
            } else if (c == '"') {
                quoted = false;
            } else {
                value.push_back(c);
            }
            // A quote that never closes would make the rest of the file one cell.
            if (value.size() > max_cell) quoted = false;
        } else if (c == '"' && value.empty()) {
            quoted = was_quoted = true;
        } else if (c == delimiter) {
            end_cell(true);
        } else if (c == '\n') {
            ++at;
            break;
        } else if (c != '\r') {
            value.push_back(c);
        }
        if (value.size() > max_cell) end_cell(true);
    }
    end_cell(false);
    return cells;
}

}  // namespace

void read_value(const std::string& place, std::string_view value, Sink& sink) {
    if (!value.empty()) sink.value(place, value);
}

void read_text(std::string_view octets, std::string_view charset, Sink& sink) {
    const auto converted = mime::is_utf8_already(octets, charset) ? std::string{} : mime::to_utf8(octets, charset);
    const auto text = converted.empty() ? octets : std::string_view{converted};
    if (!looks_like_text(text)) sink.unscannable(policy::Unscannable::unknown_type);
    if (match::find_octets(text, "-----BEGIN PGP MESSAGE-----") != text.npos)
        sink.unscannable(policy::Unscannable::encrypted);
    sink.text(text);
    read_uuencoded(octets, sink);
}

void read_csv(std::string_view octets, std::string_view charset, Sink& sink) {
    const auto text = mime::to_utf8(octets, charset);
    if (!looks_like_text(text)) sink.unscannable(policy::Unscannable::unknown_type);
    const char delimiter = delimiter_of(text);
    sink.new_table();
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size() && !sink.stopped();) {
        // Between the sheets of a workbook, as the converter writes them.
        if (text[at] == '\f') {
            sink.new_table();
            ++at;
            continue;
        }
        sink.row("tabel", ++number, record(text, at, delimiter));
    }
}

}  // namespace sluis::scan
