#include "gateway/pipeline/consideration.h"

#include "gateway/pipeline/rewriting.h"
#include "gateway/pipeline/vaulting.h"

namespace sluis::pipeline {
namespace {

/// The null reverse-path has no address; the policy wants a sender, so the organisation stands for it.
policy::Party sender_of(const mail::Envelope& envelope, const std::string& organisation,
                        const storage::directory::Directory& directory, const policy::Policy& policy) {
    const auto address =
        envelope.reverse_path.is_null() ? *mail::Mailbox::parse("postmaster@invalid") : envelope.reverse_path.mailbox();
    auto facts = envelope.reverse_path.is_null() ? std::optional<policy::DirectoryFacts>{} : directory.find(address);
    // The session knows whose mail this is; an address in another organisation's name changes nothing about that.
    if (!facts || (!organisation.empty() && facts->organisation != organisation)) {
        facts.emplace();
        facts->organisation = organisation;
    }
    return policy::classify(policy, address, facts, {});
}

}  // namespace

Consideration consider(std::span<const char> message, const mail::Envelope& envelope, const std::string& organisation,
                       const scan::Scanner& scanner, const storage::directory::Directory& directory,
                       const policy::Policy& policy) {
    auto report = scanner.scan(message);
    auto directives = policy::read_directives(report.findings.subject, report.structure.values);
    Consideration considered{std::move(report),
                             std::move(directives),
                             sender_of(envelope, organisation, directory, policy),
                             {},
                             {},
                             policy.version,
                             {}};
    for (const auto& forward_path : envelope.forward_paths) {
        considered.recipients.push_back(
            policy::classify(policy, forward_path, directory.find(forward_path), organisation));
    }
    considered.decisions = policy::decide(policy, considered.sender, considered.directives, considered.report.findings,
                                          considered.recipients);
    share_whole_where_needed(considered);
    considered.taken_out = fields_taken_out(considered);
    return considered;
}

}  // namespace sluis::pipeline
