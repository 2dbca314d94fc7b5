#include "gateway/scan/extract/zip_layout.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace sluis::scan {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t end_record = 22;
constexpr std::size_t max_comment = 65535;
constexpr std::size_t central_header = 46;
constexpr std::size_t local_header = 30;
constexpr std::size_t max_entries = 65535;
constexpr std::uint64_t in_zip64 = 0xFFFFFFFF;

std::uint64_t little(std::string_view octets, std::size_t at, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t i = count; i > 0; --i) value = value << 8 | static_cast<unsigned char>(octets[at + i - 1]);
    return value;
}

// Where the record of ZIP64 stands before this end record; it holds what the end record has no room for (APPNOTE
// §4.3.14).
std::optional<std::size_t> end_record64_before(std::string_view zip, std::size_t end) {
    constexpr std::size_t locator = 20, record = 56;
    if (end < locator + record || zip.substr(end - locator, 4) != "PK\x06\x07"sv) return std::nullopt;
    const auto at = zip.rfind("PK\x06\x06"sv, end - locator - record);
    if (at == zip.npos) return std::nullopt;
    return at;
}

// Who knows no ZIP64 goes by the end record, others by the record of ZIP64, which they find by its locator: where those
// do not lead to one directory, two readers see two archives.
bool tells_one_directory(std::string_view zip, std::size_t end, std::size_t record64) {
    struct Field {
        std::size_t narrow, octets, wide;
    };
    for (const auto& [narrow, octets, wide] : {Field{10, 2, 32}, Field{12, 4, 40}, Field{16, 4, 48}}) {
        const auto said = little(zip, end + narrow, octets);
        const auto elsewhere = octets == 2 ? in_zip64 >> 16 : in_zip64;
        if (said != elsewhere && said != little(zip, record64 + wide, 8)) return false;
    }
    const auto size = little(zip, record64 + 40, 8), offset = little(zip, record64 + 48, 8);
    if (size > record64 || offset > record64 - size) return false;
    const auto before =
        record64 - size - offset;  // What stands in front of the archive, as in one that unpacks itself.
    const auto located = little(zip, end - 12, 8);
    return located <= record64 && located + before == record64;
}

// Where the directory begins. It ends where the end record begins, whatever stands before the archive.
std::optional<std::size_t> directory_of(std::string_view zip) {
    const auto tail = zip.size() > end_record + max_comment ? zip.size() - end_record - max_comment : 0;
    const auto at = zip.rfind("PK\x05\x06"sv);
    if (at == zip.npos || at < tail || at + end_record > zip.size()) return std::nullopt;
    const auto record64 = end_record64_before(zip, at);
    if (record64 && !tells_one_directory(zip, at, *record64)) return std::nullopt;
    const auto end = record64.value_or(at);
    const auto size = record64 ? little(zip, *record64 + 40, 8) : little(zip, at + 12, 4);
    if (size > end) return std::nullopt;
    return end - size;
}

bool is_entry(std::string_view zip, std::size_t at) {
    return at + central_header <= zip.size() && zip.substr(at, 4) == "PK\x01\x02"sv;
}

}  // namespace

bool has_overlapping_entries(std::string_view zip) {
    const auto begin = directory_of(zip);
    if (!begin) return false;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> spans;
    for (auto at = *begin; is_entry(zip, at) && spans.size() < max_entries;) {
        const auto size = little(zip, at + 20, 4), name = little(zip, at + 28, 2), offset = little(zip, at + 42, 4);
        if (size != in_zip64 && offset != in_zip64) spans.emplace_back(offset, offset + local_header + name + size);
        at += central_header + name + little(zip, at + 30, 2) + little(zip, at + 32, 2);
    }
    std::sort(spans.begin(), spans.end());
    for (std::size_t i = 1; i < spans.size(); ++i) {
        if (spans[i].first < spans[i - 1].second) return true;
    }
    return false;
}

bool has_central_directory(std::string_view zip) {
    const auto end = zip.rfind("PK\x05\x06"sv);
    if (end == zip.npos || end + end_record > zip.size()) return false;
    const auto begin = directory_of(zip);
    return begin && (is_entry(zip, *begin) || little(zip, end + 10, 2) == 0);
}

std::string zip_comments(std::string_view zip) {
    const auto begin = directory_of(zip);
    if (!begin) return {};
    std::string comments;
    std::size_t seen = 0;
    auto at = *begin;
    for (; is_entry(zip, at) && seen < max_entries; ++seen) {
        const auto name = little(zip, at + 28, 2), extra = little(zip, at + 30, 2), size = little(zip, at + 32, 2);
        at += central_header + name + extra;
        if (size > 0 && at < zip.size()) comments.append(zip.substr(at, size)).push_back('\n');
        at += size;
    }
    const auto end = zip.rfind("PK\x05\x06"sv);
    return comments.append(zip.substr(std::min(end + end_record, zip.size())));
}

}  // namespace sluis::scan
