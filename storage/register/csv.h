#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/mail/result.h"

namespace sluis::storage::lists {

/// Where in a file something is wrong, and what. Never what stands there: a list is full of personal data.
struct FileProblem {
    std::size_t line = 1;    ///< From 1, as an editor counts them.
    std::size_t column = 1;  ///< The cell within its row, from 1.
    std::string what;
};

struct CsvLimits {
    std::size_t max_columns = 200;
    std::size_t max_cell = 1000;  ///< Octets.
};

/// Reads comma-separated values (RFC 4180), whatever separates them, one row at a time. Strict where a mistake would
/// shift cells: a quote that is not closed, text around a quoted cell, a quote inside a plain one. Line ends may be
/// CRLF, LF or CR; empty lines are passed over.
class CsvReader {
public:
    /// @param text  UTF-8; must outlive the reader
    CsvReader(std::string_view text, char separator, CsvLimits limits = {})
        : text_{text}, separator_{separator}, limits_{limits} {}

    /// The next row's cells, at least one. False at the end of the file.
    [[nodiscard]] Result<bool, FileProblem> next(std::vector<std::string>& cells);

    /// The line on which the last row began.
    [[nodiscard]] std::size_t line() const noexcept { return row_line_; }
    /// Octets of the file read so far.
    [[nodiscard]] std::size_t offset() const noexcept { return at_; }

private:
    [[nodiscard]] std::optional<FileProblem> read_plain(std::string& cell, std::size_t column);
    [[nodiscard]] std::optional<FileProblem> read_quoted(std::string& cell, std::size_t column);
    [[nodiscard]] bool at_line_end() const;
    void skip_line_end();
    [[nodiscard]] FileProblem problem(std::size_t column, std::string what) const {
        return {line_, column, std::move(what)};
    }

    std::string_view text_;
    char separator_;
    CsvLimits limits_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t row_line_ = 1;
};

}  // namespace sluis::storage::lists
