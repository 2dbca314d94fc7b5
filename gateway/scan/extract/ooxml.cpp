#include <algorithm>
#include <array>

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

std::string digits_in(std::string_view name) {
    std::string digits;
    for (const char c : name.substr(name.rfind('/') + 1)) {
        if (is_digit(c)) digits.push_back(c);
    }
    return digits;
}

bool contains(std::string_view name, std::string_view part) {
    return name.find(part) != name.npos;
}

std::string place_of(std::string_view name) {
    if (contains(name, "header")) return "koptekst";
    if (contains(name, "footer")) return "voettekst";
    if (contains(name, "comment")) return "opmerkingen";
    if (contains(name, "footnotes") || contains(name, "endnotes")) return "voetnoten";
    if (name.starts_with("docProps/")) return "eigenschappen";
    if (name.starts_with("customXml/")) return "verborgen gegevens";
    if (name.starts_with("ppt/slides/")) return "dia " + digits_in(name);
    if (name.starts_with("ppt/notesSlides/")) return "notities bij dia " + digits_in(name);
    if (contains(name, "/charts/") || contains(name, "chart")) return "grafiek";
    if (contains(name, "pivot")) return "draaitabel";
    if (contains(name, "externalLink")) return "koppelingen";
    if (contains(name, "drawing")) return "tekening";
    if (contains(name, "/diagrams/")) return "diagram";
    if (name.ends_with(".rels")) return "koppelingen";
    if (contains(name, "settings") || contains(name, "people") || contains(name, "persons")) return "instellingen";
    if (name == "xl/workbook.xml") return "namen van bladen";
    return "";
}

// Which part is of what type; nobody writes in it.
bool is_furniture(std::string_view name) {
    return name == "[Content_Types].xml";
}

// A picture of the first page, which is read itself.
bool is_thumbnail(std::string_view name) {
    return name.starts_with("docProps/thumbnail.");
}

bool is_shared_strings(std::string_view name) {
    return mail::ascii_lower(name).ends_with("sharedstrings.xml");
}

bool is_xml(std::string_view name) {
    const auto lower = mail::ascii_lower(name);
    return lower.ends_with(".xml") || lower.ends_with(".rels") || lower.ends_with(".vml");
}

// What Office puts beside its text: pictures are read by OCR, fonts and the printer's settings are nobody's words.
bool is_picture(std::string_view name) {
    static constexpr std::array<std::string_view, 13> kinds{".png", ".jpg", ".jpeg", ".gif",  ".bmp", ".tif", ".tiff",
                                                            ".emf", ".wmf", ".wdp",  ".jfif", ".ico", ".webp"};
    const auto lower = mail::ascii_lower(name);
    return std::any_of(kinds.begin(), kinds.end(), [&](auto kind) { return lower.ends_with(kind); });
}

// Fonts, the printer's settings.
bool is_binary_furniture(std::string_view name) {
    return contains(name, "/printerSettings") || name.ends_with(".odttf") || name.ends_with(".fntdata") ||
           name.ends_with(".sigs");
}

void read_core_title(std::string_view xml, Sink& sink) {
    bool in_title = false;
    XmlListener listener;
    listener.start = [&](std::string_view name, const Attributes&) { in_title = name == "title"; };
    listener.text = [&](std::string_view text) {
        if (in_title) sink.title(text);
    };
    listener.end = [&](std::string_view) { in_title = false; };
    static_cast<void>(read_xml(xml, listener));
}

struct Office {
    Sink* sink;
    SharedStrings shared;
    std::size_t pictures = 0, embedded = 0;

    bool wants(const ArchiveEntry& entry) {
        const std::string_view name = entry.name;
        // The binary workbook, which has no XML in it.
        if (contains(name, "/worksheets/") && name.ends_with(".bin"))
            sink->unscannable(policy::Unscannable::unknown_type);
        return !is_furniture(name) && !is_shared_strings(name);
    }

    void read(const ArchiveEntry& entry, std::string_view content) {
        const std::string_view name = entry.name;
        if (is_thumbnail(name) && is_picture(name) && is_no_document(content)) return;
        if (is_binary_furniture(name)) return read_furniture(content, name, next_embedded(), *sink);
        if (is_picture(name) && !is_file_but_no_picture(content))
            return read_inner_picture(content, name, "afbeelding " + std::to_string(++pictures), *sink);
        if (contains(name, "vbaProject") || contains(name, "/activeX") ||
            (contains(name, "/worksheets/") && name.ends_with(".bin"))) {
            sink->place("");
            return read_text_runs("binaire gegevens", content, *sink);
        }
        if (!is_xml(name)) return read_embedded(content, name);
        if (name.starts_with("xl/worksheets/") && name.ends_with(".xml"))
            return read_sheet(content, "blad " + digits_in(name), shared, *sink);
        sink->place(place_of(name));
        if (name.ends_with(".rels")) return read_relations(content, *sink);
        if (name == "docProps/core.xml") read_core_title(content, *sink);
        read_office_part(content, name.starts_with("docProps/") || name.starts_with("customXml/"), *sink);
    }

    // No cell refers to them, and yet they are in the file.
    void read_unused_strings() {
        sink->place("teksten zonder cel");
        for (std::size_t i = 0; i < shared.texts.size() && !sink->stopped(); ++i) {
            if (shared.used[i] || shared.texts[i].empty()) continue;
            sink->text(shared.texts[i]);
            sink->text(apart);
        }
    }

    std::string next_embedded() { return "ingesloten bestand " + std::to_string(++embedded); }
    void read_embedded(std::string_view content, std::string_view name) {
        read_contained(content, name, next_embedded(), *sink);
    }
};

}  // namespace

bool is_ooxml(const std::set<std::string>& names) {
    return names.contains("[Content_Types].xml") && std::any_of(names.begin(), names.end(), [](const auto& name) {
               return name.starts_with("word/") || name.starts_with("xl/") || name.starts_with("ppt/");
           });
}

void read_ooxml(std::string_view octets, Sink& sink) {
    Office office{&sink, {}, 0, 0};
    const auto entries = sink.budget().entries;
    walk_archive(
        octets, sink, [](const auto& entry) { return is_shared_strings(entry.name); },
        [&](const auto&, std::string&& content) { office.shared = read_shared_strings(content, sink); });
    if (sink.stopped()) return;
    sink.budget().entries = entries;
    walk_archive(
        octets, sink, [&](const auto& entry) { return office.wants(entry); },
        [&](const auto& entry, std::string&& content) { office.read(entry, content); });
    office.read_unused_strings();
    sink.place("");
}

}  // namespace sluis::scan
