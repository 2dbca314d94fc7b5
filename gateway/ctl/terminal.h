#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Text laid out for a terminal.
namespace sluis::ctl {

enum class Colour { none, good, warning, bad, bold, faint };

/// With the terminal's escapes around it when `enabled`.
[[nodiscard]] std::string coloured(std::string_view text, Colour colour, bool enabled);

/// Columns that a text takes: one for each character of UTF-8, none for combining marks.
[[nodiscard]] std::size_t width_of(std::string_view text);

/// Rows of cells as lines with aligned columns, two blanks between them. The last column is wrapped at words so that
/// a line stays within `width`, as long as that leaves it 20 columns. Cells must bear no colours and no line feeds;
/// what could steer a terminal is blanked.
struct Table {
    std::vector<std::vector<std::string>> rows;
    std::size_t indent = 0;
    std::size_t width = 100;
    bool head = false;  ///< The first row is a head: shown bold with colours.
    void add(std::vector<std::string> cells) { rows.push_back(std::move(cells)); }
    [[nodiscard]] std::string text(bool colours = false) const;
};

/// The two largest units: "3 days 4 h", "12 min", "8 s".
[[nodiscard]] std::string in_words(std::chrono::seconds time);
/// "812 B", "4.0 KiB", "1.5 MiB".
[[nodiscard]] std::string size_in_words(std::uint64_t octets);
/// "1 message", "2 messages".
[[nodiscard]] std::string counted(std::int64_t count, std::string_view one, std::string_view many);
/// How long ago an ISO 8601 time is, in words; the text itself when it is no time.
[[nodiscard]] std::string age_of(std::string_view iso, std::chrono::system_clock::time_point now);
/// "now", "in 12 min", for the next attempt; empty for an empty text.
[[nodiscard]] std::string until_of(std::string_view iso, std::chrono::system_clock::time_point now);

}  // namespace sluis::ctl
