#include "gateway/scan/extract/flow_text.h"

#include <algorithm>

namespace sluis::scan {
namespace {

constexpr std::size_t max_paragraph = 1 << 20;
constexpr std::size_t max_asides = 1 << 20;
constexpr std::ptrdiff_t digits_of_number = 8;

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == text.npos;
}

}  // namespace

bool may_hold_number(std::string_view value) {
    if (value.size() < static_cast<std::size_t>(digits_of_number)) return false;
    // Digits of other scripts are digits too.
    const bool foreign = std::any_of(value.begin(), value.end(), [](char c) { return c < 0; });
    return foreign || std::count_if(value.begin(), value.end(), is_digit) >= digits_of_number;
}

void FlowText::add(std::string_view text) {
    auto& paragraph = paragraphs_.back();
    if (concealed_ == 0) paragraph.shown += text;
    if (inserted_ == 0) paragraph.other += text;
    paragraph.differs = paragraph.differs || concealed_ > 0 || inserted_ > 0;
    if (paragraph.shown.size() + paragraph.other.size() > max_paragraph) hand_over(paragraph);
}

void FlowText::hand_over(Paragraph& paragraph) {
    sink_->text(paragraph.shown);
    columns_.add(paragraph.shown);
    if (paragraph.differs && !is_blank(paragraph.other)) {
        second_readings_ += paragraph.other;
        second_readings_ += '\n';
    }
    paragraph = {};
}

void FlowText::end_paragraph() {
    if (paragraphs_.size() == 1) return end_line();
    paragraphs_.back().shown += '\n';
    hand_over(paragraphs_.back());
    paragraphs_.pop_back();
}

void FlowText::end_line() {
    paragraphs_.front().shown += '\n';
    hand_over(paragraphs_.front());
}

void FlowText::end_cell() {
    columns_.end_cell();
    if (paragraphs_.size() == 1) sink_->text("\t");
}

void FlowText::aside(std::string_view value) {
    if (is_blank(value)) return;
    asides_ += value;
    asides_ += apart;
    if (asides_.size() < max_asides || paragraphs_.size() > 1) return;
    sink_->text(apart);
    sink_->text(asides_);
    asides_.clear();
}

void FlowText::finish() {
    while (!paragraphs_.empty()) {
        hand_over(paragraphs_.back());
        paragraphs_.pop_back();
    }
    paragraphs_.resize(1);
    columns_.end_row();
    for (auto* rest : {&second_readings_, &asides_}) {
        if (rest->empty()) continue;
        sink_->text(apart);
        sink_->text(*rest);
        rest->clear();
    }
}

}  // namespace sluis::scan
