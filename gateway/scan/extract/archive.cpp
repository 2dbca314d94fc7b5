#include "gateway/scan/extract/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

namespace sluis::scan {
namespace {

using policy::Unscannable;

struct FreeArchive {
    void operator()(::archive* reader) const { ::archive_read_free(reader); }
};
using Reader = std::unique_ptr<::archive, FreeArchive>;

Reader open(std::string_view octets) {
    Reader reader{::archive_read_new()};
    ::archive_read_support_format_zip(reader.get());
    if (::archive_read_open_memory(reader.get(), octets.data(), octets.size()) != ARCHIVE_OK) reader.reset();
    return reader;
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

}  // namespace

void warm_up_archive() {
    const Reader reader{::archive_read_new()};
    ::archive_read_support_format_zip(reader.get());
}

bool walk_archive(std::string_view octets, Sink& sink, const std::function<bool(const ArchiveEntry&)>& wanted,
                  const std::function<void(const ArchiveEntry&, std::string&& content)>& content) {
    const auto reader = open(octets);
    if (!reader) return fail(sink, Unscannable::broken);
    std::size_t seen = 0;
    bool sound = true;
    for (;;) {
        ::archive_entry* raw = nullptr;
        const int result = ::archive_read_next_header(reader.get(), &raw);
        if (result == ARCHIVE_EOF) break;
        if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return fail(sink, Unscannable::broken);
        if (sink.budget().entries == 0) return fail(sink, Unscannable::too_large);
        --sink.budget().entries;
        ++seen;
        const ArchiveEntry entry{name_of(raw), ::archive_entry_is_encrypted(raw) != 0};
        if (sink.stopped()) return false;
        if (::archive_entry_filetype(raw) == AE_IFDIR || !wanted(entry)) continue;
        if (entry.encrypted) {
            sound = fail(sink, Unscannable::encrypted);
            continue;
        }
        std::string whole;
        const auto unpacked = unpack(reader.get(), sink, whole);
        if (unpacked == Unpacked::too_large) return fail(sink, Unscannable::too_large);
        if (unpacked == Unpacked::damaged) sound = fail(sink, Unscannable::broken);
        content(entry, std::move(whole));
        if (sink.stopped()) return false;
    }
    // An archive without files is the end record alone.
    if (seen == 0 && !octets.starts_with("PK\x05\x06")) return fail(sink, Unscannable::broken);
    return sound;
}

}  // namespace sluis::scan
