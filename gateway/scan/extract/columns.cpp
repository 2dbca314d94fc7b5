#include "gateway/scan/extract/columns.h"

#include <algorithm>

#include "gateway/scan/detect/rrn.h"

namespace sluis::scan {

constexpr std::size_t max_columns = 1000;
constexpr std::size_t max_cell = 4096;

void Columns::begin_row() {
    end_cell();
    column_ = 0;
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
    if (column_ >= max_columns) return;
    labelled_.resize(std::max(labelled_.size(), column_ + 1));
    if (rrn::is_label(fold(cell_))) {
        labelled_[column_] = true;
    } else if (labelled_[column_]) {
        sink_->labelled(cell_);
    }
    ++column_;
}

}  // namespace sluis::scan
