#pragma once

#include <catch2/catch.hpp>

#include "config/policy_file.h"
#include "tests/policy/case_file.h"

namespace sluis::policy::test {

/// The policy that holds for a case: the factory's, with the case's own lines.
inline Policy policy_of(const Case& each) {
    auto text = each.policy;
    for (auto at = text.find(";;"); at != std::string::npos; at = text.find(";;")) text.replace(at, 2, "\n");
    const auto policy = config::parse_policy(text, each.where);
    if (!policy) FAIL(policy.error().front().text());
    return effective(*policy, {"afzender@huis.example", a_party(each.sender).facts});
}

/// A case with all that its decision was taken from.
struct Decided {
    Policy policy;
    Party sender, recipient;
    Directives directives;
    Findings findings;
    Decision decision;
};

inline Decided decided(const Case& each) {
    Findings findings;
    findings.subject = each.subject;
    const auto mistake = read_message(each.message, findings);
    if (!mistake.empty()) FAIL(each.where << ": not understood: " << mistake);
    auto policy = policy_of(each);
    const auto sender = a_party(each.sender, "afzender@huis.example"), recipient = a_party(each.recipient);
    const auto directives = read_directives(each.subject, {});
    auto decision = decide(policy, sender, directives, findings, {recipient}).at(0);
    return {std::move(policy), sender, recipient, directives, std::move(findings), std::move(decision)};
}

}  // namespace sluis::policy::test
