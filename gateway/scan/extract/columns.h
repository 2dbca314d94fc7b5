#pragma once

#include <string>
#include <vector>

#include "gateway/scan/extract/sink.h"

namespace sluis::scan {

/// Follows the tables of a flowing document, so that a number below the heading "Rijksregisternummer" is known for
/// what it is. The text of the cells still goes to the sink as running text.
class Columns {
public:
    explicit Columns(Sink& sink) : sink_{&sink} {}
    void begin_table();
    void begin_row();
    void begin_cell();
    void add(std::string_view text);
    void end_cell();
    void end_row();

private:
    Sink* sink_;

    Table table_;
    std::vector<std::string> row_;
    std::string cell_;
    bool in_cell_ = false;
};

}  // namespace sluis::scan
