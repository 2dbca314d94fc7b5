#include "gateway/scan/detect/collector.h"

#include <algorithm>

namespace sluis::scan {
namespace {

constexpr std::size_t max_kept = 5000;  // Before the strongest are chosen: a list of staff has many names.

// All forms of a national number are one detector.
std::string_view family_of(std::string_view detector) {
    return detector.starts_with("rrn") ? std::string_view{"rrn"} : detector;
}

}  // namespace

void Collector::add(policy::Evidence evidence) {
    if (!wants(evidence)) return;
    if (evidence.person) {
        const std::pair key{*evidence.person, std::string{family_of(evidence.detector)}};
        const auto [known, fresh] = by_person_.emplace(key, evidence_.size());
        if (!fresh) {
            evidence_[known->second] = std::move(evidence);
            return;
        }
    } else if (evidence.strength == policy::Strength::weak) {
        weak_.insert(evidence.detector);
    } else {
        seen_.insert(evidence.detector + '\n' + evidence.masked);
    }
    evidence_.push_back(std::move(evidence));
}

bool Collector::wants(const policy::Evidence& evidence) const {
    // What is certain is bounded by the persons that are told apart.
    if (evidence_.size() >= max_kept && evidence.strength < policy::Strength::certain) return false;
    if (evidence.person) {
        const auto known = by_person_.find({*evidence.person, std::string{family_of(evidence.detector)}});
        return known == by_person_.end() || evidence.strength > evidence_[known->second].strength;
    }
    if (evidence.strength == policy::Strength::weak) return !has_weak(evidence.detector);
    return !seen_.contains(evidence.detector + '\n' + evidence.masked);
}

void Collector::add_name(std::string_view name) {
    if (names_.size() < 100 && !names_.contains(name)) names_.emplace(name);
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
    weak_.clear();
    by_person_.clear();
    names_.clear();
    staff_word_.clear();
    return std::move(evidence_);
}

}  // namespace sluis::scan
