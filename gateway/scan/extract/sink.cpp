#include "gateway/scan/extract/sink.h"

#include <algorithm>

#include "gateway/match/octet_masks.h"
#include "gateway/scan/detect/proposals.h"
#include "gateway/scan/text.h"

namespace sluis::scan {
namespace {

constexpr std::size_t piece = 64 * 1024;
constexpr std::size_t overlap = 512;       // More than the longest number with its label.
constexpr std::size_t max_columns = 1000;  // Whose headings are remembered.
constexpr std::size_t max_place = 200;
constexpr std::size_t max_title = 256;
constexpr std::size_t max_head = 2000;

// The last white space in the piece, so that no number is cut; a piece without any is cut where a character ends.
std::size_t cut(std::string_view text) {
    const auto space = text.find_last_of(" \n\t");
    if (space != text.npos && space > text.size() / 2) return space;
    auto at = text.size();
    while (at > 0 && at + 4 > text.size() && (static_cast<unsigned char>(text[at - 1]) & 0x80) != 0) --at;
    return at;
}

// Whether a cell has digits enough for a national number that lost its leading zeros.
bool could_hold_number(std::string_view text) {
    return text.find_first_of("eE") != text.npos
               ? text.size() < 12 && text.find('+') != text.npos
               : std::count_if(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c < 0; }) >= 8;
}

}  // namespace

std::string column_letters(std::size_t column) {
    std::string letters;
    for (++column; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

void Sink::unscannable(policy::Unscannable reason) {
    if (!unscannable_) unscannable_ = reason;
}

bool Sink::stopped() {
    if (!stopped_ && budget_->is_late()) {
        unscannable(policy::Unscannable::too_slow);
        stopped_ = true;
    }
    return stopped_;
}

bool Sink::take(std::string_view utf8) {
    if (stopped()) return false;
    if (utf8.size() > budget_->text_bytes) {
        unscannable(policy::Unscannable::too_large);
        stopped_ = true;
        return false;
    }
    budget_->text_bytes -= utf8.size();
    letters_ += match::count_visible(utf8);
    return true;
}

std::string Sink::full_place(const std::string& where) const {
    std::string whole;
    for (const auto& container : containers_) whole += (whole.empty() ? "" : ", ") + container;
    if (!where.empty()) whole += (whole.empty() ? "" : ", ") + where;
    return clean(whole, max_place);
}

void Sink::place(std::string where) {
    flush(true);
    line_ = 1;
    place_ = std::move(where);
}

void Sink::keep_head(std::string_view utf8) {
    if (head_.size() < max_head && containers_.empty())
        head_ += utf8.substr(0, max_head * 2 - std::min(head_.size(), max_head));
}

void Sink::text(std::string_view utf8) {
    if (!take(utf8)) return;
    keep_head(utf8);
    while (!utf8.empty()) {
        const auto some = utf8.substr(0, piece - std::min(piece - 1, pending_.size()));
        pending_ += some;
        utf8.remove_prefix(some.size());
        if (pending_.size() >= piece) flush(false);
    }
}

void Sink::flush(bool last) {
    if (pending_.empty()) return;
    const auto end = last ? pending_.size() : cut(pending_);
    const auto text = std::string_view{pending_}.substr(0, end);
    if (!stopped()) {
        // Elsewhere lines are not those that a reader sees.
        const auto where = full_place(place_);
        detect(text, {where, where.empty() ? line_ : 0, false}, collector_);
        if (links_ != nullptr) links_->read_text(text);
    }
    auto from = !last && end > overlap ? end - overlap : last ? end : 0;
    while (from < end && !is_space(pending_[from])) ++from;
    line_ += match::count_lines(text.substr(0, from));
    pending_.erase(0, from);
}

void Sink::value(const std::string& where, std::string_view utf8) {
    const auto letters = letters_;
    if (take(utf8)) detect(utf8, {full_place(where), 0, false}, collector_);
    letters_ = letters;
}

void Sink::number(std::string_view digits) {
    if (take(digits)) detect_numeric_cell(digits, {full_place(place_), 0, false}, collector_);
}

void Sink::firm_value(const std::string& where, std::string_view utf8, policy::Strength least, bool words) {
    const auto letters = letters_;
    if (take(utf8)) {
        Collector found{collector_.people()};
        auto* proposals = collector_.people().proposals();
        const Proposals::Pause pause{words && least <= policy::Strength::strong ? nullptr : proposals};
        detect(utf8, {full_place(where), 0, false}, found);
        for (auto& piece : found.take()) {
            if (piece.strength >= least && (words || !piece.detector.starts_with("word.")))
                collector_.add(std::move(piece));
        }
    }
    letters_ = letters;
}

void Sink::labelled(std::string_view utf8) {
    if (take(utf8)) detect(utf8, {full_place(place_), 0, true}, collector_);
}

void Sink::link(std::string_view url) {
    if (links_ != nullptr) links_->read_link(url);
}

void Sink::table_row(Table& table, const std::vector<std::string_view>& cells) {
    if (!stopped()) table.read(cells, {full_place(place_), 0, false}, collector_);
}

void Sink::new_table() {
    table_.clear();
    numbers_.finish(collector_);
}

void Sink::read_cell(const Cell& cell, const std::string& where, std::size_t row) {
    const bool known = table_.is_number_column(cell.column);
    const bool fits = !known && numbers_.read(cell.column, cell.text, cell.numeric);
    if (!known && !fits && !could_hold_number(cell.text)) return;
    const Place at{full_place(where + ", cel " + column_letters(cell.column) + std::to_string(row)), 0, known, true,
                   table_.lists_contacts()};
    if (fits) numbers_.stands_at(at.where);
    const bool numeric = cell.numeric && cell.text.size() < 12;
    if (numeric && known) detect_numeric_cell(cell.text, at, collector_);
    if (numeric && !known) propose_cell(cell.text, at, collector_);
    if (cell.text.size() >= 9) detect(cell.text, at, collector_);
}

void Sink::row(const std::string& where, std::size_t number, const std::vector<Cell>& cells) {
    std::string whole;
    std::vector<std::string_view> texts;
    for (const auto& cell : cells) {
        if (!take(cell.text)) return;
        read_cell(cell, where, number);
        if (!whole.empty()) whole += '\t';
        whole += cell.text;
        if (cell.column >= max_columns) continue;
        texts.resize(std::max(texts.size(), cell.column + 1));
        texts[cell.column] = cell.text;
    }
    whole += '\n';
    keep_head(whole);
    const Place place{full_place(where + ", rij " + std::to_string(number)), 0, false, true, table_.lists_contacts()};
    detect(whole, place, collector_);
    table_.read(texts, place, collector_);
}

void Sink::title(std::string_view utf8) {
    if (title_.empty() && containers_.empty()) title_ = clean(utf8, max_title);
}

void Sink::enter(const std::string& container) {
    flush(true);
    place_.clear();
    containers_.push_back(container);
}

void Sink::leave() {
    flush(true);
    place_.clear();
    containers_.pop_back();
}

void Sink::finish(policy::Document& document) {
    flush(true);
    new_table();
    if (title_.empty()) {
        const auto begin = head_.find_first_not_of(" \t\r\n");
        if (begin != head_.npos)
            title_ = clean(std::string_view{head_}.substr(begin, head_.find('\n', begin) - begin), max_title);
    }
    document.evidence = collector_.take();
    document.unscannable = unscannable_;
    document.title = title_;
    document.head = clean(head_, max_head);
}

}  // namespace sluis::scan
