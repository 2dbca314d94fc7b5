#include <algorithm>
#include <array>

#include "gateway/scan/detect/links.h"
#include "gateway/scan/extract/flow_text.h"
#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/office.h"
#include "gateway/scan/extract/xml_events.h"

namespace sluis::scan {
namespace {

bool is_one_of(std::string_view name, const auto& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Attributes that hold what people wrote, whatever element they stand at.
constexpr std::array<std::string_view, 26> written{
    "descr",   "title",       "alt",     "instr",      "author", "initials", "tooltip",     "display",     "prompt",
    "error",   "promptTitle", "string",  "errorTitle", "text",   "caption",  "uniqueName",  "displayName", "userId",
    "comment", "location",    "lastClr", "linkTarget", "macro",  "status",   "description", "keywords"};

// Elements whose `val` or `name` is what people wrote.
constexpr std::array<std::string_view, 20> writing{
    "alias",       "tag",   "docVar", "default",     "helpText",    "statusText", "listEntry",
    "placeholder", "cNvPr", "sheet",  "definedName", "tableColumn", "cacheField", "bookmarkStart",
    "cmAuthor",    "table", "s",      "section",     "sheetName",   "dataField"};

// One XML part of an Office document: what its elements and attributes say. In the formats proper <t> and its kin are
// running text; all else that is written down (measures, formulas, cached values) is kept apart from it.
class Part {
public:
    Part(bool named, Sink& sink) : named_{named}, sink_{&sink}, flow_{sink} {}

    void start(std::string_view name, const Attributes& attributes) {
        end_beside(name_);
        name_ = name;
        if (name == "t") ++running_;
        if (is_concealed_text(name)) ++running_, flow_.begin_concealed();
        if (name == "del" || name == "moveFrom") flow_.begin_concealed();
        if (name == "ins" || name == "moveTo") flow_.begin_inserted();
        if (name == "r") hidden_ = false;
        if (name == "vanish" || name == "specVanish" || name == "webHidden") hide(attributes.of("val"));
        if (name == "p" || name == "si") flow_.begin_paragraph();
        if (name == "tab" || name == "ptab") flow_.add("\t");
        if (name == "br" || name == "cr") flow_.add("\n");
        if (name == "noBreakHyphen") flow_.add("-");
        if (name == "tbl") flow_.begin_table();
        if (name == "tr") flow_.begin_row();
        if (name == "tc") flow_.begin_cell();
        for (const auto& [key, value] : attributes.values) attribute(name, key, value);
    }

    void end(std::string_view name) {
        end_beside(name);
        name_.clear();
        if (name == "t") --running_;
        if (is_concealed_text(name)) --running_, flow_.end_concealed();
        if (name == "del" || name == "moveFrom") flow_.end_concealed();
        if (name == "ins" || name == "moveTo") flow_.end_inserted();
        if (name == "r" && hidden_) {
            flow_.end_concealed();
            hidden_ = false;
        }
        if (name == "p" || name == "si") flow_.end_paragraph();
        if (name == "tc") flow_.end_cell();
        if (name == "tr" || name == "comment" || name == "threadedComment" || name == "div") flow_.end_line();
    }

    void text(std::string_view some) {
        if (running_ > 0)
            flow_.add(some);
        else
            beside_ += some;
    }

    void finish() { flow_.finish(); }

private:
    static bool is_concealed_text(std::string_view name) {
        return name == "delText" || name == "instrText" || name == "delInstrText";
    }

    void hide(std::string_view value) {
        if (hidden_ || value == "0" || value == "false" || value == "off") return;
        hidden_ = true;
        flow_.begin_concealed();
    }

    void attribute(std::string_view element, std::string_view key, std::string_view value) {
        if (value.size() < 2) return;
        const bool said =
            is_one_of(key, written) || ((key == "val" || key == "name" || key == "v") && is_one_of(element, writing));
        if (!said && !may_hold_number(value)) {
            if (!named_ || key == "uri") return;
        }
        value_beside((named_ ? std::string{key} + ": " : std::string{}).append(value));
        if (key == "v") sink_->number(value);
    }

    void end_beside(std::string_view element) {
        if (beside_.empty()) return;
        value_beside(named_ ? std::string{element} + ": " + beside_ : beside_);
        if (element == "v") sink_->number(beside_);
        beside_.clear();
    }

    void value_beside(const std::string& value) {
        flow_.aside(value.find('%') == value.npos ? value : value + '\n' + undo_percent(value));
    }

    bool named_;
    Sink* sink_;
    FlowText flow_;
    std::string name_, beside_;
    int running_ = 0;
    bool hidden_ = false;
};

bool begins_as_xml(std::string_view octets) {
    if (octets.starts_with("\xFF\xFE") || octets.starts_with("\xFE\xFF")) return true;
    const auto first = octets.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    return first != octets.npos && octets[first] == '<';
}

}  // namespace

void read_furniture(std::string_view octets, std::string_view name, const std::string& container, Sink& sink) {
    const bool is_text = looks_like_text(octets);
    if (!is_text && !is_whole_file(octets)) return read_text_runs("binaire gegevens", octets, sink);
    read_contained(octets, name, container, sink);
    if (is_text && begins_as_xml(octets)) read_office_part(octets, false, sink);
}

void read_office_part(std::string_view xml, bool named, Sink& sink) {
    Part part{named, sink};
    XmlListener listener;
    listener.start = [&](std::string_view name, const Attributes& attributes) { part.start(name, attributes); };
    listener.end = [&](std::string_view name) { part.end(name); };
    listener.text = [&](std::string_view text) { part.text(text); };
    listener.comment = [&](std::string_view text) { part.text(text); };
    listener.stop = [&] { return sink.stopped(); };
    if (const auto fault = read_xml(xml, listener)) sink.unscannable(*fault);
    part.finish();
}

void read_relations(std::string_view xml, Sink& sink) {
    FlowText flow{sink};
    XmlListener listener;
    listener.start = [&](std::string_view, const Attributes& attributes) {
        const auto target = attributes.of("Target");
        if (attributes.of("TargetMode") != "External" && !may_hold_number(target)) return;
        flow.aside(undo_percent(target));
    };
    if (const auto fault = read_xml(xml, listener)) sink.unscannable(*fault);
    flow.finish();
}

}  // namespace sluis::scan
