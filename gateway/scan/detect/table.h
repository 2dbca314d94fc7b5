#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "gateway/scan/detect/detect.h"

namespace sluis::scan {

/// What the headings of a table's columns say of the cells below them: a name under "Naam" is one also where no list
/// has it, and a date under "Geboortedatum" is one of birth.
class Table {
public:
    /// Reads a row: learns from it when it is one of headings, else weighs what its cells come to together.
    void read(const std::vector<std::string_view>& cells, const Place& place, Collector& collector);
    /// True when the column is headed by the national number's name.
    [[nodiscard]] bool is_number_column(std::size_t column) const;
    /// True when the headings are of whom to reach where: a contact or a supplier, and no column of persons beside it.
    /// A child has a school, a living group and somebody responsible too. How somebody in its rows is reached is no
    /// evidence then.
    [[nodiscard]] bool lists_contacts() const;
    /// Another table begins.
    void clear() { columns_.clear(); }

private:
    enum class Column { other, number, name, client, given_name, surname, birth, address, organisation, contact };
    [[nodiscard]] static Column heading_of(std::string_view cell);
    [[nodiscard]] bool has(Column column) const;
    bool learn(const std::vector<std::string_view>& cells);
    void weigh(const std::vector<std::string_view>& cells, const Place& place, Collector& collector) const;

    std::vector<Column> columns_;
};

}  // namespace sluis::scan
