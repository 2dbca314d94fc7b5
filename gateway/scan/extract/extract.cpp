#include <algorithm>
#include <new>
#include <set>

#include "gateway/mime/transfer.h"
#include "gateway/scan/extract/archive.h"
#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/office.h"
#include "gateway/scan/extract/picture_text.h"
#include "gateway/scan/extract/rar_layout.h"
#include "gateway/scan/extract/zip_layout.h"

namespace sluis::scan {
namespace {

using policy::Unscannable;

void read_archive(std::string_view octets, ArchiveFormat format, Sink& sink) {
    if (format == ArchiveFormat::rar && is_encrypted_rar(octets)) sink.unscannable(Unscannable::encrypted);
    std::size_t number = 0;
    walk_archive(
        octets, sink,
        [&](const ArchiveEntry& entry) {
            for (const auto* name : {&entry.name, &entry.link})
                read_value("naam van bestand in archief", mime::to_utf8(*name, ""), sink);
            return true;
        },
        [&](const ArchiveEntry& entry, std::string&& content) {
            read_contained(content, entry.name, "bestand " + std::to_string(++number) + " in archief", sink);
        },
        format);
}

// "lijst.csv.gz" holds lijst.csv.
std::string_view without_ending(std::string_view name) {
    const auto dot = name.rfind('.');
    return dot == name.npos ? name : name.substr(0, dot);
}

void read_stream(std::string_view octets, std::string_view file_name, Sink& sink) {
    std::string names;
    if (octets.starts_with("\x1F\x8B")) names = gzip_names(octets);
    read_value("naam van bestand in archief", mime::to_utf8(names, ""), sink);
    const auto content = unpack_stream(octets, sink);
    const auto own_name = names.substr(0, names.find('\n'));
    const auto name = own_name.empty() ? without_ending(file_name) : std::string_view{own_name};
    read_contained(content, name, "uitgepakt bestand", sink);
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
        case Kind::contact:
            return read_contacts(octets, declared.charset, sink);
        case Kind::rtf:
            return read_rtf(octets, sink);
        case Kind::seven_zip:
            return read_archive(octets, ArchiveFormat::seven_zip, sink);
        case Kind::rar:
            return read_archive(octets, ArchiveFormat::rar, sink);
        case Kind::tar:
            return read_archive(octets, ArchiveFormat::tar, sink);
        case Kind::cabinet:
            return read_archive(octets, ArchiveFormat::cabinet, sink);
        case Kind::stream:
            return read_stream(octets, declared.file_name, sink);
        case Kind::tnef:
            return read_tnef(octets, sink);
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

void read_contained(std::string_view octets, std::string_view name, const std::string& container, Sink& sink) {
    if (sink.nesting() >= sink.budget().max_nesting) return sink.unscannable(Unscannable::too_deep);
    sink.enter(container);
    extract(octets, {"", name, ""}, sink);
    sink.leave();
}

void read_zip(std::string_view octets, Sink& sink) {
    read_value("opmerking in archief", mime::to_utf8(zip_comments(octets), ""), sink);
    if (has_overlapping_entries(octets)) return sink.unscannable(Unscannable::too_large);
    if (!has_central_directory(octets)) sink.unscannable(Unscannable::broken);
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
    read_archive(octets, ArchiveFormat::zip, sink);
}

}  // namespace sluis::scan
