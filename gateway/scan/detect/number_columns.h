#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/scan/detect/collector.h"

namespace sluis::scan {

/// Cells of digits alone that could be national numbers without separators, column by column of one table.
///
/// One number in 540 of eleven digits fits by chance, so that a column of amounts or codes has one before long. Hence
/// such a cell is strong evidence where at least half of its column's numbers fit, or where they are too few for chance
/// and it has all its digits; elsewhere it is weak. Only numbers that could fit are counted, of ten or eleven digits: a
/// date or an amount beside it says nothing. It knows no headings: what stands below the national number's name needs
/// no such proof, and is not for here.
class NumberColumns {
public:
    /// A cell; one that could not fit tells nothing. `numeric`: a number to the spreadsheet, which keeps no leading
    /// zeros. @returns whether it is a number that fits, and waits for the rest of its column
    bool read(std::size_t column, std::string_view cell, bool numeric);
    /// Where the cell that was read last stands, when it fits.
    void stands_at(std::string place) { columns_[last_].fits.back().place = std::move(place); }

    /// The table ends: hands over what its columns come to, and forgets them.
    void finish(Collector& collector);

private:
    struct Fit {
        std::string digits, place;
        bool as_written = false;  ///< No zero was lost.
    };
    struct Column {
        std::size_t numbers = 0, fitting = 0;
        std::vector<Fit> fits;
    };
    std::vector<Column> columns_;
    std::size_t last_ = 0;
};

/// True for digits and nothing else, blanks around them aside.
[[nodiscard]] bool is_number_cell(std::string_view cell);

}  // namespace sluis::scan
