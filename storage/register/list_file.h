#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/mail/result.h"
#include "gateway/match/kind.h"
#include "storage/register/csv.h"

namespace sluis::storage::lists {

/// By what one person of a list is recognised. In the clear, so never longer in memory than an import lasts.
using PersonValues = std::vector<std::pair<match::Kind, std::string>>;

/// A cell that an import leaves out, and why: "is no national number: the check digits do not fit".
struct SkippedCell {
    std::size_t line = 0;
    std::size_t column = 0;
    std::string heading;  ///< What the column holds, never what the cell does.
    std::string why;
};

/// A list as it was read from a file. Its figures may be shown; its values may not.
struct Listing {
    std::vector<PersonValues> persons;  ///< Each with one value at least; rows with one national number are one person.
    std::size_t rows = 0;               ///< Below the headings.
    std::size_t rows_without_value = 0;
    std::map<match::Kind, std::size_t> values;  ///< Different ones of each kind.
    std::size_t shared_values = 0;              ///< Telephones, addresses, dossiers of more than two persons: left out.
    std::size_t skipped_cells = 0;
    std::vector<SkippedCell> skipped;        ///< The first max_told of them.
    std::vector<std::string> used_columns;   ///< Headings as the file has them.
    std::vector<std::string> other_columns;  ///< Of which nothing is kept.
    static constexpr std::size_t max_told = 20;
};

struct ListLimits {
    std::size_t max_octets = 256u << 20;
    std::size_t max_rows = 500'000;
    CsvLimits csv;
};

/// Reads a list from the octets of a CSV file: UTF-8, UTF-16 with its mark, or windows-1252; separated by semicolons,
/// commas or tabs; headings in the first row. A mistake in the file gives its place, and then nothing of it counts.
[[nodiscard]] Result<Listing, FileProblem> read_list(std::string_view octets, std::chrono::year_month_day today,
                                                     const ListLimits& limits = {});

}  // namespace sluis::storage::lists
