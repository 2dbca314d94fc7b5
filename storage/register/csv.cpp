#include "storage/register/csv.h"

namespace sluis::storage::lists {

bool CsvReader::at_line_end() const {
    return at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r');
}

void CsvReader::skip_line_end() {
    at_ += text_.substr(at_).starts_with("\r\n") ? 2 : 1;
    ++line_;
}

std::optional<FileProblem> CsvReader::read_plain(std::string& cell, std::size_t column) {
    while (at_ < text_.size() && text_[at_] != separator_ && !at_line_end()) {
        if (text_[at_] == '"')
            return problem(column,
                           "a quote inside a cell that does not begin with one; write the cell as \"…\", with "
                           "each quote in it doubled");
        cell.push_back(text_[at_++]);
    }
    return std::nullopt;
}

std::optional<FileProblem> CsvReader::read_quoted(std::string& cell, std::size_t column) {
    const auto opened = line_;
    for (++at_; at_ < text_.size(); ++at_) {
        if (text_[at_] == '"') {
            const bool doubled = at_ + 1 < text_.size() && text_[at_ + 1] == '"';
            if (!doubled) {
                ++at_;
                if (at_ < text_.size() && text_[at_] != separator_ && !at_line_end())
                    return problem(column,
                                   "text behind the closing quote of a cell; a quote in a cell is written \"\"");
                return std::nullopt;
            }
            ++at_;
        } else if (text_[at_] == '\n') {
            ++line_;
        }
        cell.push_back(text_[at_]);
        // A quote that is never closed would take the rest of the file into one cell.
        if (cell.size() > limits_.max_cell) break;
    }
    return FileProblem{opened, column,
                       at_ < text_.size() ? "a quoted cell longer than " + std::to_string(limits_.max_cell) +
                                                " octets: is its closing quote missing?"
                                          : "a quoted cell that is not closed before the end of the file"};
}

Result<bool, FileProblem> CsvReader::next(std::vector<std::string>& cells) {
    cells.clear();
    while (at_line_end()) skip_line_end();
    if (at_ == text_.size()) return false;
    row_line_ = line_;
    for (;;) {
        const auto column = cells.size() + 1;
        if (column > limits_.max_columns)
            return failure(problem(column, "more than " + std::to_string(limits_.max_columns) + " columns"));
        auto& cell = cells.emplace_back();
        const bool quoted = at_ < text_.size() && text_[at_] == '"';
        if (auto wrong = quoted ? read_quoted(cell, column) : read_plain(cell, column)) return failure(*wrong);
        if (cell.size() > limits_.max_cell)
            return failure(problem(column, "a cell longer than " + std::to_string(limits_.max_cell) + " octets"));
        if (cell.find('\0') != std::string::npos) return failure(problem(column, "a NUL character: this is no text"));
        if (at_ == text_.size()) return true;
        if (at_line_end()) {
            skip_line_end();
            return true;
        }
        ++at_;
    }
}

}  // namespace sluis::storage::lists
