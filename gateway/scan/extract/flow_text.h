#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/scan/extract/columns.h"
#include "gateway/scan/extract/sink.h"

namespace sluis::scan {

/// Stands between values that have nothing to do with one another, so that no number is read over both.
inline constexpr std::string_view apart = "\n\n\n\n\n\n";

/// The running text of one part of a document, and what stands beside it.
///
/// A paragraph is kept together whatever is anchored in it (a text box, a note), and is handed over in both of its
/// readings when they differ: as it shows, and with what was deleted or hidden but without what was inserted.
class FlowText {
public:
    explicit FlowText(Sink& sink) : sink_{&sink}, columns_{sink}, paragraphs_(1) {}

    void begin_paragraph() { paragraphs_.emplace_back(); }
    void end_paragraph();
    /// Ends a line outside paragraphs.
    void end_line();
    void add(std::string_view text);
    /// What is added until the matching end shows only in the second reading; or only in the first.
    void begin_concealed() { ++concealed_; }
    void end_concealed() { concealed_ -= concealed_ > 0 ? 1 : 0; }
    void begin_inserted() { ++inserted_; }
    void end_inserted() { inserted_ -= inserted_ > 0 ? 1 : 0; }

    void begin_table() { columns_.begin_table(); }
    void begin_row() { columns_.begin_row(); }
    void begin_cell() { columns_.begin_cell(); }
    void end_cell();

    /// A value that is no part of the running text: an alternative text, a link, a name.
    void aside(std::string_view value);
    /// Hands over everything. To be called at the end of the part.
    void finish();

private:
    struct Paragraph {
        std::string shown, other;
        bool differs = false;
    };
    void hand_over(Paragraph& paragraph);

    Sink* sink_;
    Columns columns_;
    std::vector<Paragraph> paragraphs_;  // The innermost last; the first stands for text outside any.
    std::string asides_, second_readings_;
    std::size_t concealed_ = 0, inserted_ = 0;
};

/// Whether an attribute's value is worth a look whatever the attribute is: it has digits enough for a number.
[[nodiscard]] bool may_hold_number(std::string_view value);

}  // namespace sluis::scan
