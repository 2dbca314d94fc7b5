#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "gateway/facts/facts.h"

namespace sluis::facts {

/// One decision that comes out otherwise.
struct Difference {
    std::size_t recipient = 0;  ///< Which of the mail's, counted from 0.
    policy::Decision before;
    policy::Decision after;
    std::string because;  ///< Plain Dutch: the steps of the new path that the old one does not have.
};

/// What became of one mail whose decisions were taken again.
struct Replayed {
    /// Differences between the policy in force and the new one, both on the stored facts: what the new one changes.
    std::vector<Difference> by_new{};
    /// Differences between the stored decisions and the policy in force on the same facts.
    std::vector<Difference> since{};
    /// The policy in force is the one that took the stored decisions. Then `since` should be empty: if it is not,
    /// something decided that was not stored.
    bool same_policy = false;
};

/// Takes a mail's decisions again under two policies. Pure. Precondition: facts.complete.
/// @param day  "2027-01-31": for rules that have a date
[[nodiscard]] Replayed replay(const Facts& facts, const policy::PolicySet& in_force, const policy::PolicySet& fresh,
                              const std::string& day);

/// Whether two decisions do the same, by the same rule: the words of their paths, warnings and contacts aside.
[[nodiscard]] bool same_decision(const policy::Decision& a, const policy::Decision& b);

}  // namespace sluis::facts
