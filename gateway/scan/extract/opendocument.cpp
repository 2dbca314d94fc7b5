#include <algorithm>
#include <charconv>

#include "gateway/scan/extract/archive.h"
#include "gateway/scan/extract/columns.h"
#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/office.h"
#include "gateway/scan/extract/xml_events.h"

namespace sluis::scan {
namespace {

constexpr std::size_t max_columns = 16384;

std::size_t repeated(std::string_view attribute) {
    std::size_t count = 1;
    std::from_chars(attribute.data(), attribute.data() + attribute.size(), count);
    return std::clamp<std::size_t>(count, 1, 1 << 20);
}

// content.xml and styles.xml: running text, or rows of cells within a spreadsheet.
struct Content {
    Sink* sink;
    Columns columns;
    bool spreadsheet = false;
    int paragraphs = 0;
    std::size_t sheet = 0, row = 0, column = 0, tables = 0, repeat = 1;
    bool in_cell = false, numeric = false;
    std::string value, text;
    std::vector<Cell> cells;

    void add(std::string_view some) {
        if (in_cell && spreadsheet) {
            text += some;
        } else {
            sink->text(some);
            columns.add(some);
        }
    }

    void start(std::string_view name, const Attributes& attributes) {
        if (name == "p" || name == "h") ++paragraphs;
        if (name == "spreadsheet") spreadsheet = true;
        if (name == "s") add(" ");
        if (name == "tab") add("\t");
        if (name == "line-break") add("\n");
        if (name == "a" && attributes.of("href").starts_with("mailto:")) add(undo_percent(attributes.of("href")) + " ");
        if (name == "table") {
            ++sheet;
            row = 0;
            columns.begin_table();
            sink->new_table();
        }
        if (name == "table-row") {
            column = 0;
            ++row;
            columns.begin_row();
        }
        if (name == "table-cell" || name == "covered-table-cell") begin_cell(attributes);
    }

    void begin_cell(const Attributes& attributes) {
        in_cell = true;
        repeat = repeated(attributes.of("number-columns-repeated"));
        numeric = attributes.of("value-type") == "float";
        value = attributes.of("value");
        text.clear();
        columns.begin_cell();
    }

    void end(std::string_view name) {
        if (name == "p" || name == "h") {
            --paragraphs;
            add("\n");
        }
        if (name == "table-cell" || name == "covered-table-cell") end_cell();
        if (name == "table-row" && spreadsheet) {
            if (!cells.empty()) sink->row("blad " + std::to_string(sheet), row, cells);
            cells.clear();
        }
    }

    void end_cell() {
        in_cell = false;
        columns.end_cell();
        if (!spreadsheet) return sink->text("\t");
        while (!text.empty() && text.back() == '\n') text.pop_back();
        if (numeric && !value.empty()) text = value;
        if (!text.empty() && column < max_columns) cells.push_back({column, text, numeric});
        column += repeat;
    }
};

void read_content(std::string_view xml, Sink& sink) {
    Content content{&sink, Columns{sink}, false, 0, 0, 0, 0, 0, 1, false, false, {}, {}, {}};
    XmlListener listener;
    listener.start = [&](std::string_view name, const Attributes& attributes) { content.start(name, attributes); };
    listener.end = [&](std::string_view name) { content.end(name); };
    listener.text = [&](std::string_view text) {
        if (content.paragraphs > 0) content.add(text);
    };
    listener.stop = [&] { return sink.stopped(); };
    if (!read_xml(xml, listener)) sink.unscannable(policy::Unscannable::broken);
}

void read_meta(std::string_view xml, Sink& sink) {
    bool in_title = false;
    XmlListener listener;
    listener.start = [&](std::string_view name, const Attributes&) { in_title = name == "title"; };
    listener.end = [&](std::string_view) {
        in_title = false;
        sink.text("\n\n\n\n\n\n");
    };
    listener.text = [&](std::string_view text) {
        sink.text(text);
        if (in_title) sink.title(text);
    };
    if (!read_xml(xml, listener)) sink.unscannable(policy::Unscannable::broken);
}

bool says_encrypted(std::string_view manifest) {
    return manifest.find("encryption-data") != manifest.npos;
}

bool wants(const ArchiveEntry& entry) {
    const std::string_view name = entry.name;
    return name.ends_with("content.xml") || name == "styles.xml" || name == "meta.xml" ||
           name == "META-INF/manifest.xml";
}

}  // namespace

bool is_opendocument(const std::set<std::string>& names) {
    return names.contains("META-INF/manifest.xml") &&
           (names.contains("content.xml") || names.contains("encrypted-package"));
}

void read_opendocument(std::string_view octets, Sink& sink) {
    // The manifest stands last, and says whether the rest can be read at all.
    bool encrypted = false;
    std::size_t pictures = 0;
    const auto entries = sink.budget().entries;
    walk_archive(
        octets, sink,
        [&](const auto& entry) {
            pictures += entry.name.starts_with("Pictures/") ? 1 : 0;
            return entry.name == "META-INF/manifest.xml";
        },
        [&](const auto&, std::string&& content) { encrypted = says_encrypted(content); });
    if (encrypted) return sink.unscannable(policy::Unscannable::encrypted);
    if (sink.stopped()) return;
    sink.budget().entries = entries;
    const auto before = sink.letters_seen();
    walk_archive(octets, sink, wants, [&](const auto& entry, std::string&& content) {
        if (entry.name == "META-INF/manifest.xml") return;
        sink.place(entry.name == "styles.xml" ? "kop- of voettekst" : entry.name == "meta.xml" ? "eigenschappen" : "");
        entry.name == "meta.xml" ? read_meta(content, sink) : read_content(content, sink);
    });
    sink.place("");
    if (pictures > 0 && sink.letters_seen() - before < 120) sink.unscannable(policy::Unscannable::unreadable_picture);
}

}  // namespace sluis::scan
