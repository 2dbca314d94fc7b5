#include <algorithm>
#include <new>
#include <set>

#include "gateway/mime/transfer.h"
#include "gateway/scan/extract/archive.h"
#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/office.h"
#include "gateway/scan/extract/picture_text.h"
#include "gateway/scan/extract/zip_layout.h"

namespace sluis::scan {
namespace {

using policy::Unscannable;

void read_plain_zip(std::string_view octets, Sink& sink) {
    std::size_t number = 0;
    walk_archive(
        octets, sink,
        [&](const ArchiveEntry& entry) {
            read_value("naam van bestand in archief", mime::to_utf8(entry.name, ""), sink);
            return true;
        },
        [&](const ArchiveEntry& entry, std::string&& content) {
            if (sink.nesting() >= sink.budget().max_nesting) return sink.unscannable(Unscannable::too_deep);
            sink.enter("bestand " + std::to_string(++number) + " in archief");
            extract(content, {"", entry.name, ""}, sink);
            sink.leave();
        });
}

void dispatch(std::string_view octets, const Declared& declared, Sink& sink) {
    switch (kind_of(octets, declared)) {
        case Kind::empty:
        case Kind::signature:
            return;
        case Kind::text:
            return read_text(octets, declared.charset, sink);
        case Kind::html:
            return read_html(octets, declared.charset, sink);
        case Kind::csv:
            return read_csv(octets, declared.charset, sink);
        case Kind::calendar:
            return read_calendar(octets, declared.charset, sink);
        case Kind::pdf:
            return read_pdf(octets, sink);
        case Kind::zip:
            return read_zip(octets, sink);
        case Kind::ole:
            return read_ole(octets, sink);
        case Kind::picture:
            return read_picture(octets, sink);
        case Kind::message:
            return read_nested_message(octets, sink);
        case Kind::encrypted:
            return sink.unscannable(Unscannable::encrypted);
        case Kind::unknown:
            return sink.unscannable(Unscannable::unknown_type);
    }
}

}  // namespace

void extract(std::string_view octets, const Declared& declared, Sink& sink) {
    if (sink.stopped()) return;
    try {
        dispatch(octets, declared, sink);
    } catch (const std::bad_alloc&) {
        sink.unscannable(Unscannable::too_large);
    } catch (const std::exception&) {
        sink.unscannable(Unscannable::broken);
    }
}

void read_zip(std::string_view octets, Sink& sink) {
    if (has_overlapping_entries(octets)) return sink.unscannable(Unscannable::too_large);
    std::set<std::string> names;
    const auto entries = sink.budget().entries;
    bool whole = walk_archive(
        octets, sink, [&](const auto& entry) { return names.insert(entry.name), false; },
        [](const auto&, std::string&&) {});
    whole = whole || !names.empty();
    if (!whole || sink.stopped() || sink.budget().entries == 0) return;
    sink.budget().entries = entries;
    if (is_ooxml(names)) return read_ooxml(octets, sink);
    if (is_opendocument(names)) return read_opendocument(octets, sink);
    read_plain_zip(octets, sink);
}

void read_ole(std::string_view octets, Sink& sink) {
    // A new Office document with a password is a stream of that name in an old container (MS-OFFCRYPTO §2.3).
    static constexpr std::string_view stream{"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32};
    const bool encrypted = octets.find(stream) != octets.npos;
    sink.unscannable(encrypted ? Unscannable::encrypted : Unscannable::unknown_type);
}

}  // namespace sluis::scan
