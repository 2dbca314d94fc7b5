#include "gateway/pipeline/kept_facts.h"

#include "policy/document_type.h"
#include "policy/topics.h"

namespace sluis::pipeline {

facts::Facts facts_of(const Consideration& considered, const SentMail& mail) {
    facts::Facts facts{.policy_version = considered.policy_version,
                       .organisation = considered.organisation,
                       .message_id = mail.message_id,
                       .automatic = mail.automatic,
                       .sender = considered.sender,
                       .recipients = considered.recipients,
                       .directives = considered.directives,
                       .findings = considered.report.findings,
                       .shared_whole = considered.shared_whole,
                       .taken_out = considered.taken_out,
                       .decisions = considered.decisions,
                       .counterfactuals = considered.counterfactuals};
    // The subject goes; what it says about replies stays.
    facts.directives.is_reply =
        facts.directives.is_reply || policy::is_reply_or_forward(considered.report.findings.subject);
    facts.findings.link_hosts = policy::banned_hosts(considered.policy, considered.report.findings);
    if (facts.directives.type) {
        const auto* type = policy::find_by_name(considered.policy.types, *facts.directives.type);
        facts.directives.type = type == nullptr ? "" : type->id;
    }
    return facts;
}

}  // namespace sluis::pipeline
