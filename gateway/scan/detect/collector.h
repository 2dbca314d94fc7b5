#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/scan/detect/people.h"
#include "policy/findings.h"

namespace sluis::scan {

/// The evidence of one document: each thing once, strongest first, at most 50 pieces.
///
/// A certain or strong piece that names a person stands once for each person and detector; a weak one once for each
/// detector, however often: many ordinary things are no better evidence than one.
class Collector {
public:
    static constexpr std::size_t max_evidence = 50;
    explicit Collector(People& people) : people_{&people} {}

    [[nodiscard]] People& people() const { return *people_; }
    void add(policy::Evidence evidence);
    /// False when add() would change nothing, whatever the place.
    [[nodiscard]] bool wants(const policy::Evidence& evidence) const;
    /// True when a weak piece of this detector stands already, so that none need be made.
    [[nodiscard]] bool has_weak(std::string_view detector) const { return weak_.contains(detector); }
    /// A full name, folded; a word that marks a list of staff. Together they make a strong piece at the end.
    void add_name(std::string_view name);
    [[nodiscard]] bool has_staff_word() const { return !staff_word_.empty(); }
    void add_staff_word(const std::string& word, const std::string& place);
    [[nodiscard]] std::vector<policy::Evidence> take();

private:
    People* people_;
    std::vector<policy::Evidence> evidence_;
    std::set<std::string> seen_;
    std::set<std::string, std::less<>> weak_;
    std::map<std::pair<std::uint32_t, std::string>, std::size_t> by_person_;  // A person's best piece of a detector.
    std::set<std::string, std::less<>> names_;
    std::string staff_word_, staff_place_;
};

}  // namespace sluis::scan
