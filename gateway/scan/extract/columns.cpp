#include "gateway/scan/extract/columns.h"

#include <algorithm>

namespace sluis::scan {

constexpr std::size_t max_columns = 1000;
constexpr std::size_t max_cell = 4096;

void Columns::begin_table() {
    end_row();
    table_.clear();
}

void Columns::begin_row() {
    end_row();
}

void Columns::begin_cell() {
    end_cell();
    cell_.clear();
    in_cell_ = true;
}

void Columns::add(std::string_view text) {
    if (in_cell_ && cell_.size() < max_cell) cell_ += text;
}

void Columns::end_cell() {
    if (!in_cell_) return;
    in_cell_ = false;
    if (row_.size() >= max_columns) return;
    if (table_.is_number_column(row_.size())) sink_->labelled(cell_);
    row_.push_back(std::move(cell_));
    cell_.clear();
}

void Columns::end_row() {
    end_cell();
    if (row_.empty()) return;
    sink_->table_row(table_, {row_.begin(), row_.end()});
    row_.clear();
}

}  // namespace sluis::scan
