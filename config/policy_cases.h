#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.h"
#include "policy/decision.h"
#include "policy/directives.h"
#include "policy/findings.h"
#include "policy/policy.h"

namespace sluis::config {

/// What must be decided for one recipient of a case. Only what is set is compared.
struct ExpectedDecision {
    int line = 0;
    std::optional<mail::Mailbox> to{};  ///< Always set when the file was read without a mistake.
    std::optional<policy::Outcome> outcome{};
    std::optional<std::string> label{};  ///< A label, or "none".
    std::optional<std::string> klass{};
    std::optional<std::string> rule{};
    std::optional<std::string> type{};          ///< Of some part; "none": of no part.
    std::optional<std::string> advice{};        ///< An identifier, or "none".
    std::optional<policy::Outcome> observed{};  ///< What it would have been, were the policy not only watching.
    std::optional<int> days{};
    std::optional<bool> code{};
    std::optional<bool> notify_generic{};
    std::optional<std::vector<std::string>> warnings{};  ///< Exactly these, in any order.
    std::optional<std::vector<std::string>> parts{};     ///< Of each part "pass", "share confidential", ….
};

/// A mail and the outcome that it must have (design §5): one [[case]] of a file of policy tests.
struct PolicyCase {
    std::filesystem::path file;
    int line = 0;
    std::string name;
    std::filesystem::path policy;      ///< Of the file: which policy is tested; empty: the one in force.
    std::filesystem::path directory;   ///< Of the file: an LDIF file; empty: the configured directory.
    std::string from;                  ///< Empty: the null reverse-path.
    std::string organisation;          ///< Empty: that of `from` in the directory.
    std::optional<std::string> eml{};  ///< A real mail, as text; read from its file where it stands beside the cases.
    /// Without a real mail: what the scan would have seen, given in words.
    policy::Findings findings{};
    std::vector<policy::HeaderValue> header{};  ///< Fields that bear directives, decoded.
    std::vector<ExpectedDecision> expected{};   ///< One for each recipient, in the order of the envelope.
};

/// The most that a file, and one case of it, may hold.
inline constexpr std::size_t max_cases = 1000;
inline constexpr std::size_t max_case_parts = 100;
inline constexpr std::size_t max_case_recipients = 100;
inline constexpr std::uint64_t max_case_mail = 32u << 20;

/// Reads one file of policy tests, and the mails it names. docs/policy-tests.md describes the format. Everything that
/// is wrong is told with file, line, column and what is allowed; unknown keys are wrong.
[[nodiscard]] Result<std::vector<PolicyCase>, Problems> read_policy_cases(const std::filesystem::path& file);

}  // namespace sluis::config
