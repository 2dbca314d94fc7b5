#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "gateway/scan/detect/links.h"
#include "gateway/scan/extract/flow_text.h"
#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/office.h"
#include "gateway/scan/extract/xml_events.h"

namespace sluis::scan {
namespace {

constexpr std::size_t max_columns = 16384;
constexpr std::size_t max_blanks = 1000;
constexpr std::size_t max_deletions = 100'000;

std::size_t repeated(std::string_view attribute, std::size_t most = 1 << 20) {
    std::size_t count = 1;
    std::from_chars(attribute.data(), attribute.data() + attribute.size(), count);
    return std::clamp<std::size_t>(count, 1, most);
}

// Attributes that hold what people wrote (OpenDocument 1.3 part 3 §19).
constexpr std::array<std::string_view, 19> written{"string-value",
                                                   "current-value",
                                                   "label",
                                                   "help-text",
                                                   "string-value-if-true",
                                                   "string-value-if-false",
                                                   "bookmark-name",
                                                   "display-name",
                                                   "title",
                                                   "href",
                                                   "author-name",
                                                   "author-initials",
                                                   "protection-key-hint",
                                                   "formula",
                                                   "user-name",
                                                   "text",
                                                   "macro-name",
                                                   "placeholder",
                                                   "hint"};

// Elements within paragraphs whose text is not the paragraph's.
bool stands_beside(std::string_view name) {
    static constexpr std::array<std::string_view, 7> names{"creator", "date", "creator-initials", "sender-initials",
                                                           "title",   "desc", "note-citation"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_paragraph(std::string_view name) {
    return name == "p" || name == "h";
}

// content.xml and styles.xml: running text, or rows of cells within a spreadsheet. Text stands in paragraphs; what
// stands elsewhere is an alternative text, an author, a property.
class Content {
public:
    explicit Content(Sink& sink) : sink_{&sink}, flow_{sink} {}

    void start(std::string_view name, const Attributes& attributes) {
        end_beside();
        if (is_paragraph(name)) begin_paragraph();
        beside_text_ = beside_text_ || stands_beside(name);
        if (name == "spreadsheet") spreadsheet_ = true;
        if (name == "annotation") ++annotations_;
        if (name == "deletion") deletion_.clear(), in_deletion_ = true;
        if (name == "changed-region") change_ = attributes.of("id");
        if (name == "change") reinsert(attributes.of("change-id"));
        if (name == "change-start") flow_.begin_inserted();
        if (name == "change-end") flow_.end_inserted();
        if (name == "hidden-text" || name == "hidden-paragraph") flow_.begin_concealed();
        if (name == "s") add(std::string(repeated(attributes.of("c"), max_blanks), ' '));
        if (name == "tab") add("\t");
        if (name == "line-break") add("\n");
        if (name == "table") begin_table(attributes);
        if (name == "table-row") begin_row();
        if (name == "table-cell" || name == "covered-table-cell") begin_cell(attributes);
        for (const auto& [key, value] : attributes.values) attribute(name, key, value);
    }

    void end(std::string_view name) {
        end_beside();
        if (is_paragraph(name)) end_paragraph();
        if (stands_beside(name)) beside_text_ = false;
        if (name == "annotation") --annotations_;
        if (name == "deletion") {
            in_deletion_ = false;
            if (deletions_.size() < max_deletions) deletions_[change_] = deletion_;
        }
        if (name == "hidden-text" || name == "hidden-paragraph") flow_.end_concealed();
        if (name == "table-cell" || name == "covered-table-cell") end_cell();
        if (name == "table-row") end_row();
    }

    void text(std::string_view some) {
        if (paragraphs_ > 0 && !beside_text_)
            add(some);
        else
            beside_ += some;
    }

    void finish() { flow_.finish(); }

private:
    [[nodiscard]] bool in_sheet_cell() const { return spreadsheet_ && in_cell_ && annotations_ == 0; }

    void begin_paragraph() {
        ++paragraphs_;
        if (!in_sheet_cell()) flow_.begin_paragraph();
    }

    void end_paragraph() {
        --paragraphs_;
        if (in_deletion_) deletion_ += '\n';
        in_sheet_cell() ? add("\n") : flow_.end_paragraph();
    }

    void add(std::string_view some) {
        if (in_deletion_) deletion_ += some;
        if (in_sheet_cell())
            text_ += some;
        else
            flow_.add(some);
    }

    // What was deleted here, for who reads the text with its changes shown.
    void reinsert(const std::string_view id) {
        const auto found = deletions_.find(std::string{id});
        if (found == deletions_.end()) return;
        auto deleted = found->second;
        while (!deleted.empty() && deleted.back() == '\n') deleted.pop_back();
        flow_.begin_concealed();
        add(deleted);
        flow_.end_concealed();
    }

    void begin_table(const Attributes& attributes) {
        ++sheet_;
        row_ = 0;
        flow_.begin_table();
        sink_->new_table();
        flow_.aside(attributes.of("name"));
    }

    void begin_row() {
        column_ = 0;
        ++row_;
        flow_.begin_row();
    }

    void begin_cell(const Attributes& attributes) {
        in_cell_ = true;
        repeat_ = repeated(attributes.of("number-columns-repeated"));
        numeric_ = attributes.of("value-type") == "float";
        value_ = attributes.of("value");
        text_.clear();
        if (!spreadsheet_) flow_.begin_cell();
    }

    void end_cell() {
        in_cell_ = false;
        if (!spreadsheet_) return flow_.end_cell();
        while (!text_.empty() && text_.back() == '\n') text_.pop_back();
        if (numeric_ && !value_.empty()) {
            if (may_hold_number(text_) && text_ != value_) flow_.aside(text_);
            text_ = value_;
        }
        if (!text_.empty() && column_ < max_columns) cells_.push_back({column_, text_, numeric_});
        column_ += repeat_;
    }

    void end_row() {
        if (!spreadsheet_) return;
        if (!cells_.empty()) sink_->row("blad " + std::to_string(sheet_), row_, cells_);
        cells_.clear();
    }

    void attribute(std::string_view element, std::string_view key, std::string_view value) {
        const bool of_cell = (element == "table-cell" || element == "covered-table-cell") && key == "value";
        const bool said = std::find(written.begin(), written.end(), key) != written.end() ||
                          (key == "value" && !of_cell) || (key == "name" && element != "style");
        if (of_cell || value.size() < 2 || (!said && !may_hold_number(value))) return;
        flow_.aside(value.find('%') == value.npos ? std::string{value}
                                                  : std::string{value} + '\n' + undo_percent(value));
    }

    void end_beside() {
        flow_.aside(beside_);
        beside_.clear();
    }

    Sink* sink_;
    FlowText flow_;
    bool spreadsheet_ = false, in_cell_ = false, numeric_ = false, in_deletion_ = false, beside_text_ = false;
    int paragraphs_ = 0, annotations_ = 0;
    std::size_t sheet_ = 0, row_ = 0, column_ = 0, repeat_ = 1;
    std::string value_, text_, beside_, change_, deletion_;
    std::map<std::string, std::string> deletions_;
    std::vector<Cell> cells_;
};

}  // namespace

void read_opendocument_part(std::string_view xml, Sink& sink) {
    Content content{sink};
    XmlListener listener;
    listener.start = [&](std::string_view name, const Attributes& attributes) { content.start(name, attributes); };
    listener.end = [&](std::string_view name) { content.end(name); };
    listener.text = [&](std::string_view text) { content.text(text); };
    listener.comment = [&](std::string_view text) { content.text(text); };
    listener.stop = [&] { return sink.stopped(); };
    if (const auto fault = read_xml(xml, listener)) sink.unscannable(*fault);
    content.finish();
}

}  // namespace sluis::scan
