#include "gateway/scan/extract/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <clocale>
#include <memory>

namespace sluis::scan {
namespace {

using policy::Unscannable;

struct FreeArchive {
    void operator()(::archive* reader) const { ::archive_read_free(reader); }
};
using Reader = std::unique_ptr<::archive, FreeArchive>;

void support(::archive* reader, ArchiveFormat format) {
    switch (format) {
        case ArchiveFormat::zip:
            ::archive_read_support_format_zip(reader);
            return;
        case ArchiveFormat::seven_zip:
            ::archive_read_support_format_7zip(reader);
            return;
        case ArchiveFormat::rar:
            ::archive_read_support_format_rar(reader);
            ::archive_read_support_format_rar5(reader);
            return;
        case ArchiveFormat::tar:
            ::archive_read_support_format_tar(reader);
            // Some programs show what follows the end of the first archive.
            ::archive_read_set_format_option(reader, "tar", "read_concatenated_archives", "1");
            return;
        case ArchiveFormat::cabinet:
            ::archive_read_support_format_cab(reader);
            return;
    }
}

Reader opened(Reader reader, std::string_view octets) {
    if (::archive_read_open_memory(reader.get(), octets.data(), octets.size()) != ARCHIVE_OK) reader.reset();
    return reader;
}

Reader open(std::string_view octets, ArchiveFormat format) {
    Reader reader{::archive_read_new()};
    support(reader.get(), format);
    return opened(std::move(reader), octets);
}

std::string name_of(::archive_entry* entry) {
    if (const auto* name = ::archive_entry_pathname_utf8(entry)) return name;
    if (const auto* name = ::archive_entry_pathname(entry)) return name;
    return {};
}

enum class Unpacked { whole, damaged, too_large };

Unpacked unpack(::archive* reader, Sink& sink, std::string& content) {
    for (;;) {
        const void* block = nullptr;
        std::size_t size = 0;
        la_int64_t offset = 0;
        const int result = ::archive_read_data_block(reader, &block, &size, &offset);
        if (result == ARCHIVE_EOF) return Unpacked::whole;
        if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return Unpacked::damaged;
        if (size > sink.budget().unpacked_bytes) return Unpacked::too_large;
        sink.budget().unpacked_bytes -= size;
        content.append(static_cast<const char*>(block), size);
        if (sink.stopped()) return Unpacked::too_large;
    }
}

bool fail(Sink& sink, Unscannable reason) {
    sink.unscannable(reason);
    return false;
}

// Names themselves may be encrypted; then not even the list can be read.
Unscannable reason_of(::archive* reader) {
    if (::archive_read_has_encrypted_entries(reader) > 0) return Unscannable::encrypted;
    const auto* text = ::archive_error_string(reader);
    const bool encrypted = text != nullptr && std::string_view{text}.find("ncrypt") != std::string_view::npos;
    return encrypted ? Unscannable::encrypted : Unscannable::broken;
}

std::string link_of(::archive_entry* entry) {
    for (const auto* target : {::archive_entry_symlink_utf8(entry), ::archive_entry_hardlink_utf8(entry)}) {
        if (target != nullptr) return target;
    }
    return {};
}

bool is_end_alone(std::string_view octets, ArchiveFormat format) {
    if (format == ArchiveFormat::tar) return octets.find_first_not_of('\0') == octets.npos;
    return format == ArchiveFormat::seven_zip || octets.starts_with("PK\x05\x06");
}

}  // namespace

// Names in UTF-16 become UTF-8 only where the process' locale is.
void warm_up_archive() {
    ::setlocale(LC_CTYPE, "C.UTF-8");
    static constexpr std::string_view empty_zip{"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22};
    for (const auto format :
         {ArchiveFormat::zip, ArchiveFormat::seven_zip, ArchiveFormat::rar, ArchiveFormat::tar, ArchiveFormat::cabinet})
        static_cast<void>(open(empty_zip, format));
    ::archive_entry* entry = ::archive_entry_new();
    ::archive_entry_copy_pathname_w(entry, L"warm \u00e9");
    static_cast<void>(::archive_entry_pathname_utf8(entry));
    ::archive_entry_free(entry);
}

bool walk_archive(std::string_view octets, Sink& sink, const std::function<bool(const ArchiveEntry&)>& wanted,
                  const std::function<void(const ArchiveEntry&, std::string&& content)>& content,
                  ArchiveFormat format) {
    const auto reader = open(octets, format);
    if (!reader) return fail(sink, Unscannable::broken);
    std::size_t seen = 0;
    bool sound = true;
    for (;;) {
        ::archive_entry* raw = nullptr;
        const int result = ::archive_read_next_header(reader.get(), &raw);
        if (result == ARCHIVE_EOF) break;
        if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return fail(sink, reason_of(reader.get()));
        if (sink.budget().entries == 0) return fail(sink, Unscannable::too_large);
        --sink.budget().entries;
        ++seen;
        const ArchiveEntry entry{name_of(raw), ::archive_entry_is_encrypted(raw) != 0, link_of(raw)};
        if (sink.stopped()) return false;
        if (!wanted(entry) || ::archive_entry_filetype(raw) == AE_IFDIR) continue;
        if (entry.encrypted) {
            sound = fail(sink, Unscannable::encrypted);
            continue;
        }
        std::string whole;
        const auto unpacked = unpack(reader.get(), sink, whole);
        if (unpacked == Unpacked::too_large) return fail(sink, Unscannable::too_large);
        if (unpacked == Unpacked::damaged) sound = fail(sink, reason_of(reader.get()));
        content(entry, std::move(whole));
        if (sink.stopped()) return false;
    }
    // An archive without files is the end record alone.
    if (seen == 0 && !is_end_alone(octets, format)) return fail(sink, Unscannable::broken);
    return sound;
}

std::string unpack_stream(std::string_view octets, Sink& sink) {
    std::string whole;
    Reader fresh{::archive_read_new()};
    if (octets.starts_with("\x1F\x8B")) ::archive_read_support_filter_gzip(fresh.get());
    if (octets.starts_with("BZh")) ::archive_read_support_filter_bzip2(fresh.get());
    if (octets.starts_with("\xFD")) ::archive_read_support_filter_xz(fresh.get());
    if (octets.starts_with("\x5D")) ::archive_read_support_filter_lzma(fresh.get());
    if (octets.starts_with("\x28\xB5")) ::archive_read_support_filter_zstd(fresh.get());
    if (octets.starts_with("\x1F\x9D")) ::archive_read_support_filter_compress(fresh.get());
    ::archive_read_support_format_raw(fresh.get());
    ::archive_entry* raw = nullptr;
    // Without a filter that took the octets they would come back as they are.
    if (::archive_read_open_memory(fresh.get(), octets.data(), octets.size()) != ARCHIVE_OK ||
        ::archive_read_next_header(fresh.get(), &raw) != ARCHIVE_OK ||
        ::archive_filter_code(fresh.get(), 0) == ARCHIVE_FILTER_NONE) {
        // It undoes layers of one kind at once, and does not open what has more than 25.
        const auto* error = ::archive_error_string(fresh.get());
        const bool deep =
            error != nullptr && std::string_view{error}.find("too many filters") != std::string_view::npos;
        sink.unscannable(deep ? Unscannable::too_deep : Unscannable::broken);
        return whole;
    }
    const auto unpacked = unpack(fresh.get(), sink, whole);
    if (unpacked == Unpacked::too_large) sink.unscannable(Unscannable::too_large);
    if (unpacked == Unpacked::damaged) sink.unscannable(Unscannable::broken);
    return whole;
}

std::string gzip_names(std::string_view octets) {
    constexpr std::size_t fixed = 10;
    constexpr unsigned has_extra = 4, has_name = 8, has_comment = 16;
    if (octets.size() < fixed + 2) return {};
    const auto flags = static_cast<unsigned char>(octets[3]);
    std::size_t at = fixed;
    const auto octet = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(octets[i])); };
    if ((flags & has_extra) != 0) at += 2 + octet(at) + octet(at + 1) * 256;
    std::string names;
    for (const unsigned field : {has_name, has_comment}) {
        if ((flags & field) == 0 || at >= octets.size()) continue;
        const auto end = octets.find('\0', at);
        if (end == octets.npos) break;
        names += octets.substr(at, end - at);
        names += '\n';
        at = end + 1;
    }
    return names;
}

}  // namespace sluis::scan
