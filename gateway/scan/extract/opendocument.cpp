#include <algorithm>

#include "gateway/mail/mailbox.h"
#include "gateway/scan/extract/archive.h"
#include "gateway/scan/extract/flow_text.h"
#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/kind.h"
#include "gateway/scan/extract/office.h"
#include "gateway/scan/extract/picture_text.h"
#include "gateway/scan/extract/xml_events.h"

namespace sluis::scan {
namespace {

bool says_encrypted(std::string_view manifest) {
    return manifest.find("encryption-data") != manifest.npos;
}

bool is_picture(std::string_view name) {
    return name.starts_with("Pictures/") || name.find("/Pictures/") != name.npos;
}

// Replacements are pictures of what is read itself; a thumbnail is one of the first page.
bool is_repetition(std::string_view name) {
    return name.starts_with("Thumbnails/") || name.find("ObjectReplacements/") != name.npos;
}

bool is_binary_furniture(std::string_view name) {
    return name == "manifest.rdf" || name == "layout-cache" || name.starts_with("Fonts/");
}

bool is_furniture(std::string_view name) {
    return name == "mimetype" || name == "META-INF/manifest.xml";
}

std::string place_of(std::string_view name) {
    if (name == "content.xml") return "";
    if (name == "styles.xml") return "kop- of voettekst";
    if (name == "meta.xml") return "eigenschappen";
    if (name.ends_with("content.xml")) return "ingesloten object";
    return "instellingen";
}

void read_meta(std::string_view xml, Sink& sink) {
    bool in_title = false;
    XmlListener listener;
    listener.start = [&](std::string_view name, const Attributes&) { in_title = name == "title"; };
    listener.end = [&](std::string_view) { in_title = false; };
    listener.text = [&](std::string_view text) {
        if (in_title) sink.title(text);
    };
    static_cast<void>(read_xml(xml, listener));
    read_office_part(xml, true, sink);
}

struct Package {
    Sink* sink;
    std::size_t pictures = 0, embedded = 0;

    bool wants(const ArchiveEntry& entry) { return !is_furniture(entry.name); }

    void read(const ArchiveEntry& entry, std::string_view content) {
        const std::string_view name = entry.name;
        if (content.empty()) return;  // Older LibreOffice packs settings without a word, which are no XML.
        if (is_repetition(name) && is_no_document(content)) return;
        if (is_binary_furniture(name) || is_repetition(name))
            return read_furniture(content, name, "ingesloten bestand " + std::to_string(++embedded), *sink);
        if (is_picture(name) && !is_file_but_no_picture(content))
            return read_inner_picture(content, name, "afbeelding " + std::to_string(++pictures), *sink);
        if (!mail::ascii_lower(name).ends_with(".xml")) return read_embedded(content, name);
        sink->place(place_of(name));
        if (name == "meta.xml") return read_meta(content, *sink);
        const bool flowing = name.ends_with("content.xml") || name.ends_with("styles.xml");
        flowing ? read_opendocument_part(content, *sink) : read_office_part(content, true, *sink);
    }

    void read_embedded(std::string_view content, std::string_view name) {
        if (!content.empty()) read_contained(content, name, "ingesloten bestand " + std::to_string(++embedded), *sink);
    }
};

}  // namespace

bool is_opendocument(const std::set<std::string>& names) {
    return names.contains("META-INF/manifest.xml") &&
           (names.contains("content.xml") || names.contains("encrypted-package"));
}

void read_opendocument(std::string_view octets, Sink& sink) {
    // The manifest stands last, and says whether the rest can be read at all.
    bool encrypted = false;
    const auto entries = sink.budget().entries;
    walk_archive(
        octets, sink, [&](const auto& entry) { return entry.name == "META-INF/manifest.xml"; },
        [&](const auto&, std::string&& content) { encrypted = says_encrypted(content); });
    if (encrypted) return sink.unscannable(policy::Unscannable::encrypted);
    if (sink.stopped()) return;
    sink.budget().entries = entries;
    Package package{&sink};
    walk_archive(
        octets, sink, [&](const auto& entry) { return package.wants(entry); },
        [&](const auto& entry, std::string&& content) { package.read(entry, content); });
    sink.place("");
}

}  // namespace sluis::scan
