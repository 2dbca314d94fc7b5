#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluis::storage::lists {

/// What a column of an imported list holds, by its heading.
enum class Column {
    national_number,
    surname,
    given_name,
    full_name,  ///< Given name and surname in one cell.
    birth_date,
    dossier,
    email,
    phone,
    ignored,  ///< Known, but nothing by which a mail is searched: an address, a team.
};

/// What a heading means, in Dutch, French or English, whatever its case, accents, blanks and points; nothing when it
/// is none that is known.
[[nodiscard]] std::optional<Column> column_of(std::string_view heading);

/// "rijksregisternummer", "naam", …: how the column is called in a report.
[[nodiscard]] std::string_view to_string(Column column);

}  // namespace sluis::storage::lists
