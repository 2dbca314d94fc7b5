#include <algorithm>
#include <cmath>
#include <cstring>

#include "gateway/mime/transfer.h"
#include "gateway/scan/extract/flow_text.h"
#include "gateway/scan/extract/little_endian.h"
#include "gateway/scan/extract/ole.h"

namespace sluis::scan {
namespace {

constexpr std::size_t max_properties = 10'000;
constexpr double most_of_number = 99'999'999'999.0;

double double_at(std::string_view octets, std::size_t at) {
    const std::uint64_t bits = std::uint64_t{little32(octets, at + 4)} << 32 | little32(octets, at);
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

// A number in 30 bits, and whether it is a whole one and a hundred times too large (MS-XLS §2.5.217).
double double_of_rk(std::uint32_t rk) {
    double value = 0;
    if ((rk & 2) != 0) {
        value = static_cast<double>(static_cast<std::int32_t>(rk) >> 2);
    } else {
        const std::uint64_t bits = std::uint64_t{rk & 0xFFFFFFFCU} << 32;
        std::memcpy(&value, &bits, sizeof value);
    }
    return (rk & 1) != 0 ? value / 100 : value;
}

void add_cell(std::vector<Cell>& cells, std::size_t column, double value) {
    if (!std::isfinite(value) || value < 0 || value > most_of_number || value != std::floor(value)) return;
    cells.push_back({column, std::to_string(static_cast<unsigned long long>(value)), true});
}

std::string text_property(std::string_view octets, std::size_t at, std::uint32_t code_page) {
    constexpr std::uint32_t narrow = 0x1E, wide = 0x1F;
    const auto type = little16(octets, at);
    const std::size_t length = little32(octets, at + 4);
    if (type != narrow && type != wide) return {};
    const auto bytes = type == wide ? length * 2 : length;
    const auto raw = octets.substr(std::min(at + 8, octets.size()), bytes);
    if (type == wide) return mime::to_utf8(raw, "utf-16le");
    if (code_page == 1200) return mime::to_utf8(raw, "utf-16le");
    return mime::to_utf8(raw, code_page == 65001 ? "utf-8" : "windows-1252");
}

}  // namespace

std::string property_set_texts(std::string_view octets) {
    constexpr std::uint32_t code_page_property = 1;
    std::string texts;
    const auto sets = std::min(little32(octets, 24), 2U);
    for (std::size_t set = 0; set < sets; ++set) {
        const std::size_t begin = little32(octets, 28 + set * 20 + 16);
        if (begin >= octets.size()) break;
        const auto section = octets.substr(begin);
        const auto count = std::min<std::size_t>(little32(section, 4), max_properties);
        std::uint32_t code_page = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t at = little32(section, 8 + i * 8 + 4);
            if (little32(section, 8 + i * 8) == code_page_property) code_page = little16(section, at + 4);
            texts += text_property(section, at, code_page);
            texts += apart;
        }
    }
    std::erase(texts, '\0');
    return texts;
}

std::string presentation_texts(std::string_view presentation) {
    constexpr std::uint32_t wide = 0x0FA0, narrow = 0x0FA8, name = 0x0FBA;
    constexpr std::size_t head = 8;
    std::string texts;
    for (std::size_t at = 0; at + head <= presentation.size();) {
        const auto type = little16(presentation, at + 2);
        const bool holds_records = (little16(presentation, at) & 0x000F) == 0x000F;
        const auto body = presentation.substr(at + head, little32(presentation, at + 4));
        // The records within one come next.
        at += head + (holds_records ? 0 : body.size());
        if (type != wide && type != narrow && type != name) continue;
        texts += mime::to_utf8(body, type == narrow ? "windows-1252" : "utf-16le");
        texts += apart;
    }
    std::replace(texts.begin(), texts.end(), '\r', '\n');
    std::replace(texts.begin(), texts.end(), '\v', '\n');
    return texts;
}

void read_workbook_numbers(std::string_view workbook, Sink& sink) {
    constexpr std::uint32_t number = 0x0203, rk = 0x027E, several_rk = 0x00BD, formula = 0x0006, old_formula = 0x0406;
    constexpr auto begins = [](std::uint32_t type) { return (type & 0xF0FF) == 0x0009; };
    sink.new_table();
    std::vector<Cell> cells;
    std::size_t row = 0;
    const auto end_row = [&] {
        if (!cells.empty()) sink.row("werkblad", row + 1, cells);
        cells.clear();
    };
    for (std::size_t at = 0; at + 4 <= workbook.size() && !sink.stopped();) {
        const auto type = little16(workbook, at);
        const auto body = workbook.substr(at + 4, little16(workbook, at + 2));
        at += 4 + std::size_t{little16(workbook, at + 2)};
        const bool cell = type == number || type == rk || type == several_rk || type == formula || type == old_formula;
        if (begins(type)) {  // Another sheet.
            end_row();
            sink.new_table();
        }
        if (!cell) continue;
        if (little16(body, 0) != row) {
            end_row();
            row = little16(body, 0);
        }
        const std::size_t column = little16(body, 2);
        if (type == rk) add_cell(cells, column, double_of_rk(little32(body, 6)));
        if (type == number || type == formula || type == old_formula) add_cell(cells, column, double_at(body, 6));
        if (type != several_rk) continue;
        for (std::size_t i = 0; 4 + i * 6 + 8 <= body.size(); ++i)
            add_cell(cells, column + i, double_of_rk(little32(body, 4 + i * 6 + 2)));
    }
    end_row();
}

}  // namespace sluis::scan
