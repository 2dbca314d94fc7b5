#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "policy/matrix.h"
#include "policy/policy_set.h"

namespace sluis::policy {

/// Something that two policies say differently: a value, a rule, an address, who is in a group.
struct PolicyChange {
    std::string who;     ///< "" for the installation, else "organisation NAME" or "group NAME".
    std::string key;     ///< As policy.toml names it: "class.court.code", "rule.NAME", "addresses.a@b.example".
    std::string before;  ///< As TOML writes it; empty where it is not there.
    std::string after;
    Origin before_at{};
    Origin after_at{};
};

/// What differs between two policies, layer by layer. What a layer inherits is told once, where it is set.
[[nodiscard]] std::vector<PolicyChange> changes(const PolicySet& before, const PolicySet& after);
/// What differs for mail of one sender, whatever layer says it.
[[nodiscard]] std::vector<PolicyChange> changes(const PolicySet& before, const PolicySet& after, const Sender& sender);

/// What changes for each combination that gets another outcome, in the words of policy.toml: "share → hold",
/// "client-bound → confidential".
using CellChanges = std::map<Combination, std::string>;

/// Compares class × answer to Q1 × type, with and without a dossier number. A label that the sender asks for is no
/// dimension here: it makes a no into a weak yes.
[[nodiscard]] CellChanges cell_changes(const Policy& before, const Policy& after);
/// False when there are more combinations than max_combinations, so that cell_changes() leaves some out.
[[nodiscard]] bool compares_all(const Policy& before, const Policy& after);

/// Combinations that change in the same way. A set that holds every value of either policy says so by being empty.
struct OutcomeChange {
    std::set<PartyClass> classes;
    std::set<Answer> answers;
    std::set<std::string> types;  ///< "" for a document of none.
    std::set<bool> dossier;
    std::set<std::string> recipients;
    std::string what;
    std::size_t combinations = 0;  ///< How many that is.
    std::string where{};           ///< For people: "to facility, personal data weak or yes, all types but groeiplan".
};

/// The same in as few lines as it can be told in, those that are most first; at most max_outcome_changes.
[[nodiscard]] std::vector<OutcomeChange> in_few_lines(const CellChanges& changes, const Policy& before,
                                                      const Policy& after);
inline constexpr std::size_t max_outcome_changes = 1000;

/// The types, the words of which differ, and whether the form of dossier numbers does: what a decision that is taken
/// again from stored facts cannot see (docs/explanations.md). Empty when all can be seen.
[[nodiscard]] std::vector<std::string> unseen_by_replay(const std::vector<PolicyChange>& changes);

}  // namespace sluis::policy
