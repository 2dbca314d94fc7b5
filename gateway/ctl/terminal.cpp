#include "gateway/ctl/terminal.h"

#include <algorithm>
#include <cstdio>

#include "gateway/ctl/output.h"
#include "gateway/mail/timestamp.h"
#include "gateway/scan/text.h"

namespace sluis::ctl {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t least_last_column = 20;
constexpr std::size_t max_cell = 2000;

const char* escape_of(Colour colour) {
    switch (colour) {
        case Colour::none:
            return "";
        case Colour::good:
            return "\x1b[32m";
        case Colour::warning:
            return "\x1b[33m";
        case Colour::bad:
            return "\x1b[31m";
        case Colour::bold:
            return "\x1b[1m";
        case Colour::faint:
            return "\x1b[2m";
    }
    return "";
}

/// At words, each line at most `width` columns; a longer word stands alone.
std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
    std::vector<std::string> lines{""};
    std::size_t at = 0;
    while (at < text.size()) {
        auto end = text.find(' ', at);
        if (end == std::string::npos) end = text.size();
        const auto word = text.substr(at, end - at);
        at = end + 1;
        if (word.empty()) continue;
        auto& line = lines.back();
        if (line.empty()) {
            line = word;
        } else if (width_of(line) + 1 + width_of(word) <= width) {
            line += ' ' + word;
        } else {
            lines.push_back(word);
        }
    }
    return lines;
}

std::string padded(const std::string& text, std::size_t width) {
    const auto taken = width_of(text);
    return text + std::string(taken < width ? width - taken : 0, ' ');
}

void trim_right(std::string& line) {
    line.erase(line.find_last_not_of(' ') + 1);
}

}  // namespace

std::string coloured(std::string_view text, Colour colour, bool enabled) {
    if (!enabled || colour == Colour::none) return std::string{text};
    return escape_of(colour) + std::string{text} + "\x1b[0m";
}

std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto octet = static_cast<unsigned char>(text[i]);
        const bool continuation = (octet & 0xc0) == 0x80;
        const bool combining =
            octet == 0xcc || (octet == 0xcd && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xb0);
        if (!continuation && !combining) ++width;
    }
    return width;
}

std::string Table::text(bool colours) const {
    std::vector<std::vector<std::string>> clean;
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        auto& cells = clean.emplace_back();
        for (const auto& cell : row) cells.push_back(scan::plain_text(cell, max_cell));
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], width_of(cells[i]));
    }
    std::size_t before_last = indent;
    for (std::size_t i = 0; i + 1 < widths.size(); ++i) before_last += widths[i] + gap;
    const std::size_t last = width > before_last + least_last_column ? width - before_last : least_last_column;

    std::string all;
    for (std::size_t row = 0; row < clean.size(); ++row) {
        auto& cells = clean[row];
        cells.resize(widths.size());
        std::string line(indent, ' ');
        for (std::size_t i = 0; i + 1 < cells.size(); ++i) line += padded(cells[i], widths[i]) + std::string(gap, ' ');
        const auto pieces = wrapped(cells.empty() ? "" : cells.back(), last);
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            line += pieces[i];
            trim_right(line);
            all += coloured(line, head && row == 0 ? Colour::bold : Colour::none, colours) + '\n';
            line.assign(before_last, ' ');
        }
    }
    return all;
}

std::string in_words(std::chrono::seconds time) {
    const auto all = std::max<std::int64_t>(time.count(), 0);
    const auto days = all / 86400, hours = all / 3600 % 24, minutes = all / 60 % 60;
    if (days > 0) return counted(days, "day", "days") + (hours > 0 ? ' ' + std::to_string(hours) + " h" : "");
    if (hours > 0) return std::to_string(hours) + " h" + (minutes > 0 ? ' ' + std::to_string(minutes) + " min" : "");
    if (minutes > 0) return std::to_string(minutes) + " min";
    return std::to_string(all) + " s";
}

std::string size_in_words(std::uint64_t octets) {
    if (octets < 1024) return std::to_string(octets) + " B";
    auto size = static_cast<double>(octets);
    const char* unit = "";
    for (const char* next : {"KiB", "MiB", "GiB", "TiB"}) {
        if (size < 1024) break;
        size /= 1024;
        unit = next;
    }
    char text[32];
    std::snprintf(text, sizeof text, "%.1f %s", size, unit);
    return text;
}

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + ' ' + std::string{count == 1 ? one : many};
}

std::string age_of(std::string_view iso, std::chrono::system_clock::time_point now) {
    const auto time = mail::time_from_iso(iso);
    if (!time) return std::string{iso};
    return in_words(std::chrono::duration_cast<std::chrono::seconds>(now - *time));
}

std::string until_of(std::string_view iso, std::chrono::system_clock::time_point now) {
    const auto time = mail::time_from_iso(iso);
    if (!time) return std::string{iso};
    if (*time <= now) return "now";
    return "in " + in_words(std::chrono::duration_cast<std::chrono::seconds>(*time - now));
}

void print(const Output& output, const Json& json) {
    output.out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace sluis::ctl
