#include "gateway/scan/detect/proposals.h"

#include <algorithm>

#include "gateway/scan/bounds.h"
#include "gateway/scan/detect/people.h"

namespace sluis::scan {
namespace {

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
    ++counts_[number];
    of_document_.add(asked, known);
    all_.push_back({kind, std::string{value}, document_, place, std::nullopt, in_signature});
    written_.emplace_back(written);
}

void Proposals::finish(Report& report, const People& people) {
    for (std::size_t i = 0; i < all_.size(); ++i) {
        if (all_[i].kind == match::Kind::national_number) all_[i].person = people.known_number(all_[i].value);
        if (all_[i].kind == match::Kind::name) all_[i].person = people.known_name(written_[i]);
    }
    report.candidates = std::move(all_);
    report.candidates_cut = cut_;
}

}  // namespace sluis::scan
