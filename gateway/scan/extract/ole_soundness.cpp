#include "gateway/scan/extract/ole_soundness.h"

#include <cstddef>
#include <cstdint>

#include "gateway/scan/extract/little_endian.h"

namespace sluis::scan {
namespace {

constexpr std::uint32_t word_97 = 0x00C1;

// The pieces' table in the document's complex part (MS-DOC §2.9.38), behind properties that may stand before it.
std::string_view piece_table(std::string_view document, std::string_view table) {
    constexpr std::size_t where = 0x01A2, properties = 1, pieces = 2;
    const std::size_t begin = little32(document, where), size = little32(document, where + 4);
    if (begin > table.size() || size > table.size() - begin) return {};
    auto part = table.substr(begin, size);
    while (part.size() >= 3 && part[0] == properties) {
        const std::size_t length = 3 + little16(part, 1);
        if (length > part.size()) return {};
        part.remove_prefix(length);
    }
    if (part.size() < 5 || part[0] != pieces || little32(part, 1) > part.size() - 5) return {};
    return part.substr(5, little32(part, 1));
}

bool lies_within(std::string_view document, std::uint32_t place, std::uint64_t characters) {
    constexpr std::uint32_t compressed = 0x40000000;
    const bool narrow = (place & compressed) != 0;
    const std::uint64_t begin = narrow ? (place & (compressed - 1)) / 2 : place;
    return begin + characters * (narrow ? 1 : 2) <= document.size();
}

}  // namespace

bool is_sound_workbook(std::string_view workbook) {
    constexpr std::uint32_t longest_first = 64, end = 0x000A;
    const auto begins = [](std::uint32_t type) { return (type & 0xF0FF) == 0x0009; };
    if (!begins(little16(workbook, 0)) || little16(workbook, 2) > longest_first) return false;
    int open = 0;
    for (std::size_t at = 0; at + 4 <= workbook.size();) {
        const auto type = little16(workbook, at);
        const std::size_t size = little16(workbook, at + 2);
        if (type == 0 && size == 0 && open == 0) return true;  // What fills the stream up.
        if (size > workbook.size() - at - 4) return false;
        if (begins(type)) ++open;
        if (type == end && --open < 0) return false;
        at += 4 + size;
    }
    return open == 0;
}

bool is_sound_word(std::string_view document, std::string_view table) {
    constexpr std::uint32_t word = 0xA5EC, word_95 = 0xA5DC;
    constexpr std::size_t position = 4, descriptor = 8, place_in_descriptor = 2;
    const auto identifier = little16(document, 0);
    if (identifier == word_95 || (identifier == word && little16(document, 2) < word_97)) return true;
    if (identifier != word) return false;
    const auto pieces = piece_table(document, table);
    if (pieces.size() < position || (pieces.size() - position) % (position + descriptor) != 0) return false;
    const std::size_t count = (pieces.size() - position) / (position + descriptor);
    for (std::size_t i = 0; i < count; ++i) {
        const auto from = little32(pieces, i * position), to = little32(pieces, (i + 1) * position);
        const auto place = little32(pieces, (count + 1) * position + i * descriptor + place_in_descriptor);
        if (to < from || !lies_within(document, place, to - from)) return false;
    }
    return true;
}

bool names_second_table(std::string_view document) {
    constexpr std::uint32_t second = 0x0200;
    return (little16(document, 10) & second) != 0;
}

}  // namespace sluis::scan
