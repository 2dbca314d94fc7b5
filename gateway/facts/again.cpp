#include "gateway/facts/facts.h"

namespace sluis::facts {
namespace {

/// Who stands in a distribution list is not kept, so its class is what it was, unless the policy names its address.
policy::Party classified(const policy::Policy& policy, const policy::Party& recipient,
                         const std::string& organisation) {
    if (!recipient.member_classes.empty() && !policy.addresses.contains(recipient.address.key())) return recipient;
    return policy::classify(policy, recipient.address, recipient.facts, organisation);
}

}  // namespace

std::vector<policy::Decision> decide_again(const policy::Policy& policy, const Facts& facts) {
    const auto sender = policy::classify(policy, facts.sender.address, facts.sender.facts, {});
    std::vector<policy::Party> recipients;
    for (const auto& recipient : facts.recipients)
        recipients.push_back(classified(policy, recipient, facts.organisation));
    auto decisions = policy::decide(policy, sender, facts.directives, facts.findings, recipients);
    if (facts.shared_whole) policy::share_whole_message(decisions);
    return decisions;
}

policy::Policy effective_for(const policy::PolicySet& policies, const Facts& facts, const std::string& day) {
    // As it was when the mail came: the null reverse-path has no address.
    const auto& address = facts.sender.address;
    return policy::effective(policies,
                             {address.domain() == "invalid" ? std::string{} : address.key(), facts.sender.facts, day});
}

}  // namespace sluis::facts
