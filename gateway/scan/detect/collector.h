#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/scan/detect/fold.h"
#include "policy/findings.h"

namespace sluis::scan {

/// Who is named in a message: ordinals for national numbers, and the names of the correspondents, which are no
/// evidence. The numbers stay in here.
class People {
public:
    [[nodiscard]] std::uint32_t ordinal(const std::string& digits);
    /// A display name of From, To or Cc.
    void add_correspondent(std::string_view name);
    /// @param folded  given name and surname, folded
    [[nodiscard]] bool is_correspondent(std::string_view folded) const;

private:
    std::map<std::string, std::uint32_t> ordinals_;
    std::set<std::string, std::less<>> correspondents_;
};

/// The evidence of one document: each thing once, strongest first, at most 50 pieces.
class Collector {
public:
    static constexpr std::size_t max_evidence = 50;
    explicit Collector(People& people) : people_{&people} {}

    [[nodiscard]] People& people() const { return *people_; }
    void add(policy::Evidence evidence);
    /// A full name, folded; a word that marks a list of staff. Together they make a strong piece at the end.
    void add_name(std::string name);
    void add_staff_word(const std::string& word, const std::string& place);
    [[nodiscard]] std::vector<policy::Evidence> take();

private:
    People* people_;
    std::vector<policy::Evidence> evidence_;
    std::set<std::string> seen_;
    std::map<std::uint32_t, std::size_t> by_person_;  // A person's best piece.
    std::set<std::string> names_;
    std::string staff_word_, staff_place_;
};

/// Searches one piece of text. @param labelled  its column or field is headed by the national number's name
void detect(std::string_view utf8, const std::string& place, bool labelled, Collector& collector);

/// Searches a numeric cell of a spreadsheet for a number without its leading zeros.
void detect_numeric_cell(std::string_view value, const std::string& place, bool labelled, Collector& collector);

}  // namespace sluis::scan
