#pragma once

#include <set>
#include <string>
#include <vector>

#include "policy/findings.h"
#include "policy/policy.h"

namespace sluis::policy {

/// What the evidence of one document, or of the message's text, comes to: the ground of the answer to Q1.
///
/// Certain or strong evidence makes a yes by itself. Weak evidence counts by distinct kinds (the first part of the
/// detector's name: all "word.…" are one), less the distinct negative words, of which at most two count: a blank form
/// with ten numbers in it is not blank.
struct Weight {
    bool certain = false;             ///< Valid RRN with separators or label, exact match with the register.
    bool firm = false;                ///< Certain or strong.
    int weak = 0;                     ///< Distinct weak kinds less negative words; never below 0.
    int weak_without_dossier = 0;     ///< The same, dossier numbers left out.
    std::set<std::uint32_t> persons;  ///< Distinct persons that certain or strong evidence names.
    bool staff = false;  ///< A marker of a staff member stands in it (detector "word.staff…", "staff…", "list.staff").
};

/// Never throws but for memory; the order of the evidence does not matter.
[[nodiscard]] Weight weigh(const std::vector<Evidence>& evidence);

/// True for the leaf that holds the secret in mail encrypted to its recipient by S/MIME or PGP: what cannot be read
/// there is so by intent. A password-protected archive beside it is no such leaf.
[[nodiscard]] bool is_encrypted_payload(const Findings& findings, const Document& document);

}  // namespace sluis::policy
