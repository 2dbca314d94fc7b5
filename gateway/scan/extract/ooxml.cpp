#include <algorithm>
#include <array>

#include "gateway/scan/extract/archive.h"
#include "gateway/scan/extract/columns.h"
#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/office.h"
#include "gateway/scan/extract/xml_events.h"

namespace sluis::scan {
namespace {

// Between values that have nothing to do with one another, so that no number is read over both.
constexpr std::string_view apart = "\n\n\n\n\n\n";
constexpr std::size_t little_text = 20;

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
    if (contains(name, "drawing")) return "tekening";
    if (name == "xl/workbook.xml") return "namen van bladen";
    return "";
}

bool is_furniture(std::string_view name) {
    static constexpr std::array<std::string_view, 8> parts{"/theme/",         "styles.xml",   "fontTable",
                                                           "webSettings",     "calcChain",    "tableStyles",
                                                           "[Content_Types]", "sharedStrings"};
    return std::any_of(parts.begin(), parts.end(), [&](auto part) { return contains(name, part); });
}

// Running text of a part. In the formats proper only <t> and its kin are text: the rest are measures and numbers.
void read_part(std::string_view xml, bool all_text, Sink& sink) {
    Columns columns{sink};
    int in_text = all_text ? 1 : 0;
    const auto add = [&](std::string_view text) {
        sink.text(text);
        columns.add(text);
    };
    const auto is_text = [](std::string_view name) { return name == "t" || name == "delText" || name == "instrText"; };
    XmlListener listener;
    listener.start = [&](std::string_view name, const Attributes& attributes) {
        if (is_text(name)) ++in_text;
        if (name == "tab") add("\t");
        if (name == "br" || name == "cr") add("\n");
        if (name == "noBreakHyphen") add("-");
        if (name == "tbl") columns.begin_table();
        if (name == "tr") columns.begin_row();
        if (name == "tc") columns.begin_cell();
        for (const auto* seen : {"descr", "title", "alt", "instr"}) {
            const auto value = attributes.of(seen);
            if (value.empty()) continue;
            sink.text(apart);
            sink.text(value);
            sink.text(apart);
        }
        if (name == "sheet" || name == "definedName") sink.text(attributes.of("name")), sink.text("\n");
    };
    listener.end = [&](std::string_view name) {
        if (is_text(name)) --in_text;
        if (name == "tc")
            columns.end_cell(), sink.text("\t");
        else if (name == "p" || name == "tr" || name == "div")
            add("\n");
        else if (all_text)
            sink.text(apart);
    };
    listener.text = [&](std::string_view text) {
        if (in_text > 0) add(text);
    };
    listener.stop = [&] { return sink.stopped(); };
    if (!read_xml(xml, listener)) sink.unscannable(policy::Unscannable::broken);
}

// Links stand in the relations, not in the text.
void read_relations(std::string_view xml, Sink& sink) {
    XmlListener listener;
    listener.start = [&](std::string_view, const Attributes& attributes) {
        const auto target = attributes.of("Target");
        if (!target.starts_with("mailto:")) return;
        sink.text(apart);
        sink.text(undo_percent(target));
    };
    if (!read_xml(xml, listener)) sink.unscannable(policy::Unscannable::broken);
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
    std::vector<std::string> shared;
    std::size_t pictures = 0, embedded = 0;

    bool wants(const ArchiveEntry& entry) {
        const std::string_view name = entry.name;
        if (contains(name, "/media/")) {
            ++pictures;
            return false;
        }
        // The binary workbook, which has no XML in it.
        if (contains(name, "/worksheets/") && name.ends_with(".bin"))
            sink->unscannable(policy::Unscannable::unknown_type);
        if (contains(name, "/embeddings/") || contains(name, "/altChunk") || contains(name, "afchunk")) return true;
        return !is_furniture(name) && (name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".vml"));
    }

    void read(const ArchiveEntry& entry, std::string_view content) {
        const std::string_view name = entry.name;
        if (!name.ends_with(".xml") && !name.ends_with(".rels") && !name.ends_with(".vml"))
            return read_embedded(content, name);
        if (name.starts_with("xl/worksheets/") && name.ends_with(".xml"))
            return read_sheet(content, "blad " + digits_in(name), shared, *sink);
        sink->place(place_of(name));
        if (name.ends_with(".rels")) return read_relations(content, *sink);
        if (name == "docProps/core.xml") read_core_title(content, *sink);
        const bool all = name.ends_with(".vml") || name.starts_with("docProps/") || name.starts_with("customXml/");
        read_part(content, all, *sink);
    }

    void read_embedded(std::string_view content, std::string_view name) {
        if (sink->nesting() >= sink->budget().max_nesting) return sink->unscannable(policy::Unscannable::too_deep);
        sink->enter("ingesloten bestand " + std::to_string(++embedded));
        extract(content, {"", name, ""}, *sink);
        sink->leave();
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
    const auto before = sink.letters_seen();
    const auto entries = sink.budget().entries;
    walk_archive(
        octets, sink, [](const auto& entry) { return entry.name == "xl/sharedStrings.xml"; },
        [&](const auto&, std::string&& content) { office.shared = read_shared_strings(content, sink); });
    if (sink.stopped()) return;
    sink.budget().entries = entries;
    walk_archive(
        octets, sink, [&](const auto& entry) { return office.wants(entry); },
        [&](const auto& entry, std::string&& content) { office.read(entry, content); });
    sink.place("");
    if (office.pictures > 0 && sink.letters_seen() - before < little_text + 200)
        sink.unscannable(policy::Unscannable::unreadable_picture);
}

}  // namespace sluis::scan
