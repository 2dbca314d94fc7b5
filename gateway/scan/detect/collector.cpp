#include "gateway/scan/detect/collector.h"

#include <algorithm>

namespace sluis::scan {
namespace {

constexpr std::size_t max_kept = 5000;  // Before the strongest are chosen: a list of staff has many names.

}  // namespace

std::uint32_t People::ordinal(const std::string& digits) {
    if (const auto known = ordinals_.find(digits); known != ordinals_.end()) return known->second;
    const auto next = static_cast<std::uint32_t>(ordinals_.size());
    if (next < max_kept) ordinals_.emplace(digits, next);
    return next;
}

void People::add_correspondent(std::string_view name) {
    if (correspondents_.size() >= max_kept) return;
    auto folded = fold(name).text;
    std::string words;
    for (const char c : folded) {
        if (is_letter(c))
            words.push_back(c);
        else if (!words.empty() && words.back() != ' ')
            words.push_back(' ');
    }
    while (!words.empty() && words.back() == ' ') words.pop_back();
    if (words.find(' ') == words.npos) return;
    const auto last = words.rfind(' ');
    // "Peeters, Jan" and "Jan Peeters" are one.
    correspondents_.insert(words.substr(last + 1) + ' ' + words.substr(0, last));
    correspondents_.insert(std::move(words));
}

bool People::is_correspondent(std::string_view folded) const {
    const auto next = correspondents_.lower_bound(folded);
    return next != correspondents_.end() && next->starts_with(folded);
}

void Collector::add(policy::Evidence evidence) {
    if (evidence_.size() >= max_kept) return;
    if (evidence.person) {
        const auto [known, fresh] = by_person_.emplace(*evidence.person, evidence_.size());
        if (fresh)
            evidence_.push_back(std::move(evidence));
        else if (evidence.strength > evidence_[known->second].strength)
            evidence_[known->second] = std::move(evidence);
        return;
    }
    if (seen_.insert(evidence.detector + '\n' + evidence.masked).second) evidence_.push_back(std::move(evidence));
}

void Collector::add_name(std::string name) {
    if (names_.size() < 100) names_.insert(std::move(name));
}

void Collector::add_staff_word(const std::string& word, const std::string& place) {
    if (!staff_word_.empty()) return;
    staff_word_ = word;
    staff_place_ = place;
}

std::vector<policy::Evidence> Collector::take() {
    if (!staff_word_.empty()) {
        const bool list = names_.size() >= 3;
        add({list ? "word.staff_list" : "word.staff", list ? policy::Strength::strong : policy::Strength::weak,
             staff_place_, staff_word_, std::nullopt});
    }
    const auto rank = [](const policy::Evidence& evidence) {
        return evidence.strength == policy::Strength::negative ? 0 : static_cast<int>(evidence.strength);
    };
    std::stable_sort(evidence_.begin(), evidence_.end(),
                     [&](const auto& left, const auto& right) { return rank(left) > rank(right); });
    // What speaks against must not be crowded out by what speaks for, or the other way round: it is one piece.
    if (evidence_.size() > max_evidence) evidence_.resize(max_evidence);
    seen_.clear();
    by_person_.clear();
    names_.clear();
    staff_word_.clear();
    return std::move(evidence_);
}

}  // namespace sluis::scan
