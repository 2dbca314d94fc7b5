#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "gateway/scan/detect/collector.h"

namespace sluis::scan {

/// Where a piece of text stands.
struct Place {
    std::string where;         ///< In words for people: "pagina 2". May be empty.
    std::size_t line = 0;      ///< The number of its first line, from 1; 0 where lines have no number.
    bool labelled = false;     ///< Its column or field is headed by the national number's name.
    bool is_row = false;       ///< Cells with tabs between: one that is a number alone is weighed with its column.
    bool of_contacts = false;  ///< In a list of whom to reach where: names and addresses alone are no evidence.
};

/// Searches one piece of text, UTF-8, for everything that speaks for or against personal data. Linear in the text.
void detect(std::string_view utf8, const Place& place, Collector& collector);

/// Searches a numeric cell of a spreadsheet for a number without its leading zeros.
void detect_numeric_cell(std::string_view value, const Place& place, Collector& collector);
/// Proposes a numeric cell for lists of persons, and weighs nothing.
void propose_cell(std::string_view value, const Place& place, Collector& collector);

}  // namespace sluis::scan
