#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/policy_cases.h"
#include "gateway/ctl/output.h"
#include "policy/decision.h"

namespace sluis::ctl {

/// One thing that was decided otherwise than a policy test expects.
struct Mismatch {
    std::string key;  ///< As in the case's file: "outcome".
    std::string expected;
    std::string came;
};

/// What became of one recipient of a case. No mismatch: as expected.
struct RecipientResult {
    config::ExpectedDecision expected;
    policy::Decision decision;
    std::vector<Mismatch> mismatches;
};

/// What became of one case.
struct CaseResult {
    config::PolicyCase tested;
    std::string policy_version;
    std::vector<RecipientResult> recipients{};
    [[nodiscard]] bool passed() const;
};

/// Compares what is named, and nothing else.
[[nodiscard]] std::vector<Mismatch> mismatches(const config::ExpectedDecision& expected,
                                               const policy::Decision& decision);

/// "facility.toml:12", for people who sit beside the file.
[[nodiscard]] std::string place_of(const config::PolicyCase& tested);

/// One line; of a case that failed also what was expected, what came, and the path in Dutch.
[[nodiscard]] std::string in_words(const CaseResult& result, const Output& output);
[[nodiscard]] Json as_json(const CaseResult& result);

}  // namespace sluis::ctl
