#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/scan/detect/detect.h"
#include "gateway/scan/detect/fold.h"
#include "gateway/scan/detect/links.h"
#include "gateway/scan/detect/number_columns.h"
#include "gateway/scan/detect/table.h"
#include "gateway/scan/extract/analyse.h"

namespace sluis::scan {

/// What is left of AnalyseLimits for one message.
struct Budget {
    explicit Budget(const AnalyseLimits& limits)
        : text_bytes{limits.max_text_bytes},
          unpacked_bytes{limits.max_unpacked_bytes},
          entries{limits.max_archive_entries},
          max_nesting{limits.max_nesting},
          ocr_time{limits.ocr_time},
          mime{limits.mime},
          convert{limits.convert},
          deadline{std::chrono::steady_clock::now() + limits.soft_deadline} {}

    std::uint64_t text_bytes;
    std::uint64_t unpacked_bytes;
    std::size_t entries;
    std::size_t max_nesting;
    std::chrono::milliseconds ocr_time;
    mime::Limits mime;
    Convert convert;
    std::chrono::steady_clock::time_point deadline;
    [[nodiscard]] bool is_late() const { return std::chrono::steady_clock::now() >= deadline; }
};

/// One cell of a table's row.
struct Cell {
    std::size_t column = 0;  ///< From 0.
    std::string text;
    bool numeric = false;  ///< A number to the spreadsheet, which keeps no leading zeros.
};

/// "A", "B", … "AA" for columns 0, 1, … 26.
[[nodiscard]] std::string column_letters(std::size_t column);

/// Where the text of one document goes: searched in pieces, each with its place, within the message's bounds.
///
/// Text of one place is searched as if in one piece, numbers over the seams of pieces included. Nothing is kept but
/// the document's title and the first octets of its text.
class Sink {
public:
    Sink(Budget& budget, People& people) : budget_{&budget}, collector_{people} {}

    /// Where the text that follows stands, in words for people: "pagina 2".
    void place(std::string where);
    void text(std::string_view utf8);
    /// A file name, a subject: something beside the document's own text, with a place of its own.
    void value(const std::string& where, std::string_view utf8);
    /// The same for a header field's value, of which only a firm piece counts: at least this strong, and with `words`
    /// false no word beside a name either.
    void header_value(std::string_view utf8, policy::Strength least, bool words) {
        firm_value("kop", utf8, least, words);
    }
    /// The same for what stands at `where`.
    void firm_value(const std::string& where, std::string_view utf8, policy::Strength least, bool words);
    /// A number of a spreadsheet that stands in no row: in a chart, a pivot table.
    void number(std::string_view digits);
    /// A row of a table. `where` names the table: "blad 1". Columns headed by the number's name are remembered.
    void row(const std::string& where, std::size_t number, const std::vector<Cell>& cells);
    /// Forgets the headings of columns: another table begins.
    void new_table();
    /// The cells of a row whose text comes as running text too: for what the headings above them say alone.
    void table_row(Table& table, const std::vector<std::string_view>& cells);
    /// A value whose field is headed by the national number's name.
    void labelled(std::string_view utf8);
    void title(std::string_view utf8);
    /// From here on the hosts of links are gathered there, which outlives the sink.
    void gather_links(LinkHosts& into) { links_ = &into; }
    /// A link that an attribute holds, whatever text is shown for it.
    void link(std::string_view url);
    /// Everything inside stands within this: "bestand 3 in archief".
    void enter(const std::string& container);
    void leave();
    [[nodiscard]] std::size_t nesting() const { return containers_.size(); }

    /// The document cannot be read as a whole. The first reason stands.
    void unscannable(policy::Unscannable reason);
    /// True when no more text is taken: a bound or the deadline was reached, and marked.
    [[nodiscard]] bool stopped();
    [[nodiscard]] Budget& budget() { return *budget_; }
    [[nodiscard]] std::size_t letters_seen() const {
        return letters_;
    }  ///< Characters of text taken so far, blanks left out.

    /// Hands over what was found.
    void finish(policy::Document& document);

private:
    void flush(bool last);
    [[nodiscard]] std::string full_place(const std::string& where) const;
    bool take(std::string_view utf8);
    void keep_head(std::string_view utf8);
    void read_cell(const Cell& cell, const std::string& where, std::size_t row);

    Budget* budget_;
    Collector collector_;
    LinkHosts* links_ = nullptr;
    std::vector<std::string> containers_;
    std::string place_, pending_;
    std::string title_, head_;
    std::size_t line_ = 1;  // Of the first character of pending_.
    Table table_;
    NumberColumns numbers_;
    std::optional<policy::Unscannable> unscannable_;
    std::size_t letters_ = 0;
    bool stopped_ = false;
};

}  // namespace sluis::scan
