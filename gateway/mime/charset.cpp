#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>

#include "gateway/match/octet_masks.h"
#include "gateway/mime/ascii.h"
#include "gateway/mime/transfer.h"

namespace sluis::mime {
namespace {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

struct Alias {
    std::string_view label;
    const char* converter;
};

// Labels whose common use is wider than their name, as the WHATWG Encoding Standard lists them for the web.
constexpr std::array aliases{
    Alias{"iso-8859-1", "windows-1252"},
    Alias{"iso8859-1", "windows-1252"},
    Alias{"iso_8859-1", "windows-1252"},
    Alias{"latin1", "windows-1252"},
    Alias{"latin-1", "windows-1252"},
    Alias{"ansi", "windows-1252"},
    Alias{"cp1252", "windows-1252"},
    Alias{"ansi_x3.110-1983", "windows-1252"},
    Alias{"iso-8859-9", "windows-1254"},
    Alias{"iso-8859-11", "windows-874"},
    Alias{"tis-620", "windows-874"},
    Alias{"gb2312", "gb18030"},
    Alias{"gbk", "gb18030"},
    Alias{"ks_c_5601-1987", "windows-949"},
    Alias{"euc-kr", "windows-949"},
    Alias{"utf8", "utf-8"},
    Alias{"unicode-1-1-utf-7", "utf-7"},
    Alias{"unicode", "utf-16"},
    Alias{"iso-8859-8-i", "iso-8859-8"},
};

// The label as ICU may see it: only letters that names bear, so that nothing in it is a path or an option.
std::string sane_label(std::string_view charset) {
    std::string label;
    for (const char c : trim(charset)) {
        if (c == '"' || c == '\'') continue;
        const bool belongs = is_printable(c) && (std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                                                 std::string_view{"-_.:+()"}.find(c) != std::string_view::npos);
        if (!belongs || label.size() >= 64) return {};
        label += lower(c);
    }
    return label;
}

Converter open_converter(const std::string& label) {
    const auto* alias = std::find_if(aliases.begin(), aliases.end(), [&](const auto& a) { return a.label == label; });
    UErrorCode status = U_ZERO_ERROR;
    Converter converter{ucnv_open(alias == aliases.end() ? label.c_str() : alias->converter, &status), &ucnv_close};
    if (U_FAILURE(status)) converter.reset();
    return converter;
}

std::string convert_piece(std::string_view octets, UConverter* converter) {
    // ICU counts in 32 bits; the pieces are far above what a message may be.
    constexpr std::size_t most = 1U << 30;
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString text{octets.data(), static_cast<std::int32_t>(std::min(octets.size(), most)), converter,
                                  status};
    std::string utf8;
    if (U_SUCCESS(status)) text.toUTF8String(utf8);
    return utf8;
}

// A long text of one octet for each character, of which the lower half is ASCII: what each of the 256 is, ICU is asked
// once. Where ASCII is not ASCII, octets may depend on those before them (GSM 03.38): ICU converts those texts itself.
std::optional<std::string> convert_by_table(std::string_view octets, UConverter* converter) {
    std::array<std::string, 256> table;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const char octet = static_cast<char>(i);
        table[i] = convert_piece({&octet, 1}, converter);
        if (i < 0x80 && table[i] != std::string_view{&octet, 1}) return std::nullopt;
    }
    std::string utf8;
    utf8.reserve(octets.size() + octets.size() / 8);
    for (std::size_t at = 0; at < octets.size(); ++at) {
        const std::size_t plain = match::ascii_prefix(octets.substr(at));
        utf8 += octets.substr(at, plain);
        at += plain;
        if (at < octets.size()) utf8 += table[static_cast<unsigned char>(octets[at])];
    }
    return utf8;
}

std::string convert(std::string_view octets, UConverter* converter) {
    constexpr std::size_t long_text = 16 * 1024;
    const auto type = ::ucnv_getType(converter);
    const bool single = type == UCNV_SBCS || type == UCNV_LATIN_1 || type == UCNV_US_ASCII;
    if (single && octets.size() >= long_text) {
        if (auto utf8 = convert_by_table(octets, converter)) return std::move(*utf8);
    }
    return convert_piece(octets, converter);
}

std::string convert(std::string_view octets, const char* label) {
    const Converter converter = open_converter(label);
    return converter ? convert(octets, converter.get()) : std::string{};
}

struct Mark {
    std::string_view octets;
    const char* converter;
};
constexpr std::array marks{
    Mark{{"\xFF\xFE\0\0", 4}, "utf-32le"}, Mark{{"\0\0\xFE\xFF", 4}, "utf-32be"}, Mark{{"\xEF\xBB\xBF", 3}, "utf-8"},
    Mark{{"\xFF\xFE", 2}, "utf-16le"},     Mark{{"\xFE\xFF", 2}, "utf-16be"},
};

// "utf-16le" or "utf-16be" when the head of the text has a NUL at every other octet; else nothing.
const char* sniff_utf16(std::string_view octets) {
    const std::string_view head = octets.substr(0, 512);
    if (head.size() < 4) return nullptr;
    std::array<std::size_t, 2> nuls{};
    for (std::size_t i = 0; i < head.size(); ++i) nuls[i % 2] += head[i] == '\0' ? 1 : 0;
    const std::size_t half = head.size() / 2;
    if (nuls[1] * 10 > half * 7 && nuls[0] * 10 < half) return "utf-16le";
    if (nuls[0] * 10 > half * 7 && nuls[1] * 10 < half) return "utf-16be";
    return nullptr;
}

bool says_nothing(std::string_view label) {
    return label.empty() || label == "us-ascii" || label == "ascii" || label == "ansi_x3.4-1968";
}

std::string guess(std::string_view octets) {
    if (const char* utf16 = sniff_utf16(octets)) return convert(octets, utf16);
    if (is_valid_utf8(octets)) return std::string{octets};
    return convert(octets, "windows-1252");
}

}  // namespace

bool is_valid_utf8(std::string_view text) noexcept {
    std::size_t at = 0;
    while ((at += match::ascii_prefix(text.substr(at))) < text.size()) {
        const auto* octets = reinterpret_cast<const std::uint8_t*>(text.data() + at);
        const auto left = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - at, 4));
        std::int32_t length = 0;
        UChar32 c = 0;
        U8_NEXT(octets, length, left, c);
        if (c < 0) return false;
        at += static_cast<std::size_t>(length);
    }
    return true;
}

bool is_utf8_already(std::string_view octets, std::string_view charset) {
    const bool marked = std::any_of(marks.begin(), marks.end(), [&](const Mark& mark) {
        return octets.substr(0, mark.octets.size()) == mark.octets;
    });
    if (marked) return false;
    const std::string label = sane_label(charset);
    if (!says_nothing(label) && label != "utf-8" && label != "utf8") return false;
    return (!says_nothing(label) || sniff_utf16(octets) == nullptr) && is_valid_utf8(octets);
}

bool is_known_charset(std::string_view charset) {
    const std::string label = sane_label(charset);
    return !label.empty() && open_converter(label) != nullptr;
}

std::string to_utf8(std::string_view octets, std::string_view charset) {
    for (const auto& mark : marks) {
        if (octets.substr(0, mark.octets.size()) != mark.octets) continue;
        return convert(octets.substr(mark.octets.size()), mark.converter);
    }
    const std::string label = sane_label(charset);
    if (says_nothing(label)) return guess(octets);
    if ((label == "utf-8" || label == "utf8") && is_valid_utf8(octets)) return std::string{octets};
    if (label == "utf-16" || label == "unicode") {
        if (const char* utf16 = sniff_utf16(octets)) return convert(octets, utf16);
    }
    const Converter converter = open_converter(label);
    return converter ? convert(octets, converter.get()) : guess(octets);
}

}  // namespace sluis::mime
