#include "gateway/scan/detect/proposals.h"

#include <algorithm>

#include "gateway/scan/bounds.h"
#include "gateway/scan/detect/people.h"

namespace sluis::scan {
namespace {

constexpr std::size_t max_texts = 256 << 20;
constexpr std::size_t max_met = 200'000;  // Stretches that are remembered; most have less than 30 octets.

}  // namespace

void Proposals::begin_document(bool is_body) {
    document_ = document_ ? *document_ + 1 : 0;
    is_body_ = is_body;
    of_document_.clear();
    first_ = all_.size();
    for (auto& stretches : met_) stretches.clear();
}

bool Proposals::is_new(std::string_view stretch, bool in_signature) {
    auto& met = met_[in_signature ? 1 : 0];
    const auto place = met.find(stretch);
    if (place.number != TextTable::none) return false;
    if (met.size() < max_met && pauses_ == 0) met.add(stretch, place);
    return true;
}

void Proposals::add(match::Kind kind, std::string_view value, const std::string& place, bool in_signature,
                    std::string_view written) {
    if (pauses_ > 0 || value.empty() || value.size() > bounds::candidate) return;
    const auto number = static_cast<std::size_t>(kind);
    std::array<char, bounds::candidate + 1> key;
    key[0] = static_cast<char>(number);
    std::copy(value.begin(), value.end(), key.begin() + 1);
    const std::string_view asked{key.data(), value.size() + 1};
    const auto known = of_document_.find(asked);
    if (known.number != TextTable::none) {
        auto& candidate = all_[first_ + known.number];
        candidate.in_signature = candidate.in_signature && in_signature;
        return;
    }
    if (counts_[number] >= bounds::candidates) {
        cut_ = cut_ || match::says_much(kind);
        return;
    }
    if (texts_.size() > max_texts) {
        cut_ = true;
        return;
    }
    ++counts_[number];
    of_document_.add(asked, known);
    const auto place_number = number_of(place);
    const auto begin = static_cast<std::uint32_t>(texts_.size());
    texts_ += value;
    const auto middle = static_cast<std::uint32_t>(texts_.size());
    if (kind == match::Kind::name) texts_ += written;
    const auto end = static_cast<std::uint32_t>(texts_.size());
    all_.push_back({kind, in_signature, document_, place_number, begin, middle, end});
}

// What follows one another stands in one place, mostly.
std::uint32_t Proposals::number_of(const std::string& place) {
    if (places_.empty() || places_.back() != place) places_.push_back(place);
    return static_cast<std::uint32_t>(places_.size() - 1);
}

Candidate Proposals::candidate(const Kept& kept, const People& people) const {
    const std::string_view texts = texts_;
    const auto value = texts.substr(kept.value, kept.written - kept.value);
    Candidate made{kept.kind, std::string{value}, kept.document, places_[kept.place], std::nullopt, kept.in_signature};
    if (kept.kind == match::Kind::national_number) made.person = people.known_number(made.value);
    if (kept.kind == match::Kind::name)
        made.person = people.known_name(texts.substr(kept.written, kept.end - kept.written));
    return made;
}

void Proposals::finish(Report& report, const People& people) {
    // The kinds that say most first: of too many, the others stay behind.
    std::stable_sort(all_.begin(), all_.end(), [](const Kept& a, const Kept& b) { return a.kind < b.kind; });
    if (all_.size() > bounds::candidates) {
        cut_ = cut_ || match::says_much(all_[bounds::candidates].kind);
        all_.resize(bounds::candidates);
    }
    report.candidates.reserve(all_.size());
    for (const auto& kept : all_) report.candidates.push_back(candidate(kept, people));
    report.candidates_cut = cut_;
}

}  // namespace sluis::scan
