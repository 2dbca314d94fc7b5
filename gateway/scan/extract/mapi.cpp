#include "gateway/scan/extract/mapi.h"

#include <algorithm>
#include <array>

#include "gateway/mime/transfer.h"
#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/little_endian.h"

namespace sluis::scan {
namespace {

// MS-OXPROPS: identifiers and types.
constexpr std::uint32_t subject = 0x0037, html = 0x1013, compressed_rtf = 0x1009, attach_data = 0x3701;
constexpr std::uint32_t long_file_name = 0x3707, file_name = 0x3704, display_name = 0x3001, mime_tag = 0x370E;
constexpr std::uint32_t narrow = 0x001E, wide = 0x001F, bytes = 0x0102;

// What a compressed stream begins with, as if it stood before it (MS-OXRTFCP §2.1.2.1).
constexpr std::string_view dictionary =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

std::string without_nul(std::string text) {
    while (!text.empty() && text.back() == '\0') text.pop_back();
    return text;
}

}  // namespace

std::optional<std::string> decompress_rtf(std::string_view octets, std::uint64_t most) {
    constexpr std::size_t header = 16, window_size = 4096;
    constexpr std::uint32_t compressed = 0x75465A4C, plain = 0x414C454D;
    if (octets.size() < header) return std::nullopt;
    const std::uint64_t size = little32(octets, 4);
    if (little32(octets, 8) == plain) return std::string{octets.substr(header, std::min(size, most))};
    if (little32(octets, 8) != compressed) return std::nullopt;
    std::array<char, window_size> window{};
    dictionary.copy(window.data(), dictionary.size());
    std::size_t at = dictionary.size();
    std::string out;
    const auto put = [&](char c) {
        out.push_back(c);
        window[at] = c;
        at = (at + 1) % window_size;
    };
    for (std::size_t i = header; i < octets.size();) {
        const auto control = static_cast<unsigned char>(octets[i++]);
        for (unsigned bit = 0; bit < 8 && i < octets.size(); ++bit) {
            if (out.size() > most) return std::nullopt;
            if ((control >> bit & 1) == 0) {
                put(octets[i++]);
                continue;
            }
            if (i + 2 > octets.size()) return out;
            const auto token = static_cast<std::size_t>(static_cast<unsigned char>(octets[i])) << 8 |
                               static_cast<unsigned char>(octets[i + 1]);
            i += 2;
            const auto from = token >> 4;
            if (from == at) return out;
            for (std::size_t k = 0; k < (token & 15) + 2; ++k) put(window[(from + k) % window_size]);
        }
    }
    return out;
}

void MapiObject::attachment_name(std::string_view utf8) {
    read_value("bestandsnaam", utf8, *sink_);
    if (name_.empty()) name_ = utf8;
}

void MapiObject::property(std::uint32_t id, std::uint32_t type, std::string_view value) {
    if (type == bytes) return binary(id, value);
    if (type != narrow && type != wide) return;
    const auto text = without_nul(mime::to_utf8(value, type == wide ? "utf-16le" : ""));
    if (id == html) {
        html_ = text;
        return;
    }
    if (id == subject) {
        read_value("onderwerp", text, *sink_);
        sink_->title(text);
    }
    if (id == long_file_name || id == file_name) return attachment_name(text);
    if (id == mime_tag) media_type_ = text;
    if (id == display_name && name_.find('.') == name_.npos) read_value("bestandsnaam", text, *sink_);
    flow_.aside(text);
}

void MapiObject::binary(std::uint32_t id, std::string_view value) {
    if (id == html)
        html_ = value;
    else if (id == compressed_rtf)
        rich_text_ = value;
    else if (id == attach_data)
        data_ = std::string{value};
    else if (may_hold_number(value))
        read_text_runs("binaire gegevens", value, *sink_);
}

void MapiObject::finish(const std::string& container) {
    flow_.finish();
    sink_->text(apart);
    if (!html_.empty()) read_html(html_, "", *sink_);
    if (!rich_text_.empty()) {
        sink_->text(apart);
        const auto rtf = decompress_rtf(rich_text_, sink_->budget().unpacked_bytes);
        rtf ? read_rtf(*rtf, *sink_) : sink_->unscannable(policy::Unscannable::broken);
    }
    if (data_ && sink_->nesting() >= sink_->budget().max_nesting)
        sink_->unscannable(policy::Unscannable::too_deep);
    else if (data_) {
        sink_->enter(container);
        extract(*data_, {media_type_, name_, ""}, *sink_);
        sink_->leave();
    }
}

}  // namespace sluis::scan
