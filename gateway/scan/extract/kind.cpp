#include "gateway/scan/extract/kind.h"

#include <algorithm>
#include <array>
#include <string>

#include "gateway/mail/mailbox.h"
#include "gateway/scan/extract/protection.h"

namespace sluis::scan {
namespace {

using namespace std::string_view_literals;

struct Magic {
    std::string_view octets;
    Kind kind;
};
constexpr std::array<Magic, 34> magics{{
    {"PK\x03\x04"sv, Kind::zip},
    {"PK\x05\x06"sv, Kind::zip},
    {"PK00PK\x03\x04"sv, Kind::zip},
    {"PK\x07\x08PK\x03\x04"sv, Kind::zip},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, Kind::ole},
    {"\x89PNG\r\n\x1A\n"sv, Kind::picture},
    {"\xFF\xD8\xFF"sv, Kind::picture},
    {"GIF87a"sv, Kind::picture},
    {"GIF89a"sv, Kind::picture},
    {"II*\0"sv, Kind::picture},
    {"MM\0*"sv, Kind::picture},
    {"\0\0\1\0"sv, Kind::picture},
    {"{\\rt"sv, Kind::rtf},
    {"MZ"sv, Kind::unknown},
    {"\x7F"
     "ELF"sv,
     Kind::unknown},
    {"7z\xBC\xAF\x27\x1C"sv, Kind::seven_zip},
    {"Rar!\x1A\x07"sv, Kind::rar},
    {"\x78\x9F\x3E\x22"sv, Kind::tnef},
    {"\x1F\x8B"sv, Kind::stream},
    {"BZh"sv, Kind::stream},
    {"\xFD"
     "7zXZ\0"sv,
     Kind::stream},
    {"MSCF"sv, Kind::cabinet},
    {"!<arch>"sv, Kind::unknown},
    {"%!PS"sv, Kind::unknown},
    {"-----BEGIN PGP MESSAGE-----"sv, Kind::encrypted},
    {"-----BEGIN PGP SIGNATURE-----"sv, Kind::signature},
    {"ID3"sv, Kind::unknown},
    {"OggS"sv, Kind::unknown},
    {"SQLite format 3"sv, Kind::unknown},
    {"\x28\xB5\x2F\xFD"sv, Kind::stream},
    {"\x1F\x9D"sv, Kind::stream},
    {"\x5D\0\0\x80\0"sv, Kind::stream},
    {"\x5D\0\0\0\4"sv, Kind::stream},
    {"\xCA\xFE\xBA\xBE"sv, Kind::unknown},
}};

// Before POSIX nothing but the sum of the header's octets tells a tar file.
bool is_old_tar(std::string_view octets) {
    constexpr std::size_t header = 512, sum_at = 148, sum_size = 8;
    if (octets.size() < header || octets[0] == '\0') return false;
    unsigned sum = 0, stored = 0;
    for (std::size_t i = 0; i < header; ++i) {
        const bool in_sum = i >= sum_at && i < sum_at + sum_size;
        sum += in_sum ? ' ' : static_cast<unsigned char>(octets[i]);
        if (in_sum && octets[i] >= '0' && octets[i] <= '7')
            stored = stored * 8 + static_cast<unsigned>(octets[i] - '0');
    }
    return sum == stored;
}

std::optional<Kind> by_magic(std::string_view octets) {
    for (const auto& magic : magics) {
        if (octets.starts_with(magic.octets)) return magic.kind;
    }
    if (octets.size() > 512 && octets.substr(257, 5) == "ustar") return Kind::tar;
    if (is_old_tar(octets)) return Kind::tar;
    // Readers look for the PDF header in the first 1,024 octets.
    if (octets.substr(0, 1024).find("%PDF-") != octets.npos) return Kind::pdf;
    if (octets.size() > 12 && octets.starts_with("RIFF") && octets.substr(8, 4) == "WEBP") return Kind::picture;
    if (octets.size() > 26 && octets.starts_with("BM") && octets.substr(6, 4) == "\0\0\0\0"sv) return Kind::picture;
    if (octets.size() > 12 && octets.substr(4, 4) == "ftyp") {
        const auto brand = octets.substr(8, 3);
        return brand == "hei" || brand == "mif" || brand == "avi" ? Kind::picture : Kind::unknown;
    }
    return std::nullopt;
}

Kind by_media_type(std::string_view type) {
    if (type == "text/html" || type == "application/xhtml+xml" || type == "text/x-amp-html") return Kind::html;
    if (type == "text/csv" || type == "text/tab-separated-values" || type == "application/csv") return Kind::csv;
    if (type == "text/calendar" || type == "application/ics") return Kind::calendar;
    if (type == "application/pdf" || type == "application/x-pdf") return Kind::pdf;
    if (type == "message/rfc822" || type == "message/global") return Kind::message;
    if (type == "application/pkcs7-signature" || type == "application/x-pkcs7-signature" ||
        type == "application/pgp-signature")
        return Kind::signature;
    if (type == "application/pkcs7-mime" || type == "application/x-pkcs7-mime") return Kind::encrypted;
    if (type == "application/rtf" || type == "text/rtf") return Kind::rtf;
    if (type == "text/vcard" || type == "text/x-vcard" || type == "text/directory") return Kind::contact;
    if (type == "application/ms-tnef" || type == "application/vnd.ms-tnef") return Kind::tnef;
    if (type == "text/richtext") return Kind::html;
    if (type == "application/x-tar") return Kind::tar;
    if (type.starts_with("text/") || type.starts_with("message/") || type == "application/json" ||
        type == "application/xml" || type == "application/pgp-encrypted" || type.ends_with("+xml") ||
        type.ends_with("+json"))
        return type.ends_with("xml") ? Kind::html : Kind::text;
    if (type.starts_with("image/")) return type == "image/svg+xml" ? Kind::html : Kind::picture;
    if (type == "application/zip" || type == "application/x-zip-compressed" ||
        type.starts_with("application/vnd.openxmlformats-") || type.starts_with("application/vnd.oasis.opendocument"))
        return Kind::zip;
    return Kind::unknown;
}

Kind by_name(std::string_view name) {
    const auto dot = name.rfind('.');
    if (dot == name.npos) return Kind::unknown;
    const auto extension = mail::ascii_lower(name.substr(dot + 1));
    static constexpr std::array<std::pair<std::string_view, Kind>, 36> extensions{{
        {"txt", Kind::text},      {"log", Kind::text},      {"md", Kind::text},       {"json", Kind::text},
        {"vcf", Kind::contact},   {"ini", Kind::text},      {"asc", Kind::text},      {"htm", Kind::html},
        {"html", Kind::html},     {"xhtml", Kind::html},    {"xml", Kind::html},      {"svg", Kind::html},
        {"csv", Kind::csv},       {"tsv", Kind::csv},       {"ics", Kind::calendar},  {"pdf", Kind::pdf},
        {"zip", Kind::zip},       {"tar", Kind::tar},       {"rtf", Kind::rtf},       {"vcard", Kind::contact},
        {"docx", Kind::zip},      {"xlsx", Kind::zip},      {"pptx", Kind::zip},      {"odt", Kind::zip},
        {"odp", Kind::zip},       {"mht", Kind::message},   {"mhtml", Kind::message}, {"yml", Kind::text},
        {"ifb", Kind::calendar},  {"ods", Kind::zip},       {"eml", Kind::message},   {"p7m", Kind::encrypted},
        {"gpg", Kind::encrypted}, {"pgp", Kind::encrypted}, {"p7s", Kind::signature}, {"sig", Kind::signature},
    }};
    for (const auto& [known, kind] : extensions) {
        if (extension == known) return kind;
    }
    return Kind::unknown;
}

bool looks_like_html(std::string_view octets) {
    const auto start = mail::ascii_lower(octets.substr(0, 1024));
    const auto first = start.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    if (first == start.npos || start[first] != '<') return false;
    return start.find("<html") != start.npos || start.find("<!doctype html") != start.npos ||
           start.find("<body") != start.npos || start.find("<?xml") != start.npos;
}

unsigned long big(std::string_view octets, std::size_t at, std::size_t count) {
    unsigned long value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value << 8 | static_cast<unsigned char>(octets[at + i]);
    return value;
}

unsigned long little(std::string_view octets, std::size_t at, std::size_t count) {
    unsigned long value = 0;
    for (std::size_t i = count; i > 0; --i) value = value << 8 | static_cast<unsigned char>(octets[at + i - 1]);
    return value;
}

std::optional<Dimensions> of_jpeg(std::string_view octets) {
    std::size_t at = 2;
    for (int markers = 0; at + 9 < octets.size() && markers < 1000; ++markers) {
        if (octets[at] != '\xFF') return std::nullopt;
        const auto marker = static_cast<unsigned char>(octets[at + 1]);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame) return Dimensions{big(octets, at + 7, 2), big(octets, at + 5, 2)};
        at += 2 + std::max(2UL, big(octets, at + 2, 2));
    }
    return std::nullopt;
}

}  // namespace

bool looks_like_text(std::string_view octets) {
    const auto start = octets.substr(0, 64 * 1024);
    if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) return true;
    const auto odd = std::count_if(start.begin(), start.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0x7F ||
               (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x1B);
    });
    return static_cast<std::size_t>(odd) * 50 <= start.size();
}

bool is_whole_file(std::string_view octets) {
    static constexpr std::string_view icon{"\0\0\1\0", 4}, gzip{"\x1F\x8B\x08", 3}, gzip_start{"\x1F\x8B", 2};
    if (octets.starts_with(icon) || (octets.starts_with(gzip_start) && !octets.starts_with(gzip))) return false;
    const auto kind = by_magic(octets);
    if (!kind || *kind == Kind::unknown || *kind == Kind::signature) return false;
    const bool weak = octets.starts_with("BZh") || octets.starts_with("]") || octets.starts_with("\x1F\x9D");
    return !weak;
}

bool is_file_but_no_picture(std::string_view octets) {
    return is_whole_file(octets) && by_magic(octets) != Kind::picture;
}

bool is_no_document(std::string_view octets) {
    return !looks_like_text(octets) && !is_file_but_no_picture(octets);
}

Kind kind_of(std::string_view octets, const Declared& declared) {
    if (octets.empty()) return Kind::empty;
    auto kind = by_media_type(declared.media_type);
    if (kind == Kind::message || (kind == Kind::signature && is_signature(octets))) return kind;
    if (kind == Kind::signature) kind = Kind::unknown;
    if (const auto certain = by_magic(octets)) {
        // Two or three octets alone are no proof in what says to be text and reads as text.
        const bool weak = octets.starts_with("MZ") || octets.starts_with("BZh") || octets.starts_with("ID3") ||
                          octets.starts_with("]");
        if (!weak || !looks_like_text(octets)) return *certain;
    }
    if (kind == Kind::text || kind == Kind::unknown) {
        const auto named = by_name(declared.file_name);
        if (named != Kind::unknown) kind = named;
    }
    const auto start = mail::ascii_lower(octets.substr(0, 64));
    const auto first = start.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    if (kind != Kind::calendar && first != start.npos && start.substr(first).starts_with("begin:vcard"))
        return Kind::contact;
    if (looks_like_html(octets) && (kind == Kind::text || kind == Kind::unknown)) return Kind::html;
    const bool textual = kind == Kind::text || kind == Kind::html || kind == Kind::csv || kind == Kind::calendar ||
                         kind == Kind::contact;
    if (textual) return kind;
    if (kind == Kind::unknown && looks_like_text(octets)) return Kind::text;
    return kind;
}

std::optional<Dimensions> dimensions_of(std::string_view octets) {
    if (octets.size() < 26) return std::nullopt;
    if (octets.starts_with("\x89PNG")) return Dimensions{big(octets, 16, 4), big(octets, 20, 4)};
    if (octets.starts_with("GIF8")) return Dimensions{little(octets, 6, 2), little(octets, 8, 2)};
    if (octets.starts_with("\xFF\xD8")) return of_jpeg(octets);
    if (octets.starts_with("BM")) {
        const auto height = static_cast<std::int32_t>(little(octets, 22, 4));
        return Dimensions{little(octets, 18, 4), static_cast<unsigned long>(std::abs(static_cast<long>(height)))};
    }
    return std::nullopt;
}

}  // namespace sluis::scan
