#include "gateway/pipeline/consideration.h"

#include "gateway/pipeline/rewriting.h"
#include "gateway/pipeline/vaulting.h"

namespace sluis::pipeline {
namespace {

/// What the directory knows of the sender. The session knows whose mail this is; an address in another organisation's
/// name changes nothing about that.
policy::DirectoryFacts facts_of_sender(const mail::Envelope& envelope, const std::string& organisation,
                                       const storage::directory::Directory& directory, bool with_groups) {
    std::optional<policy::DirectoryFacts> facts;
    if (!envelope.reverse_path.is_null()) facts = directory.find(envelope.reverse_path.mailbox());
    if (!facts || (!organisation.empty() && facts->organisation != organisation)) {
        facts.emplace();
        facts->organisation = organisation;
        return *facts;
    }
    if (with_groups) facts->groups = directory.groups(envelope.reverse_path.mailbox());
    return *facts;
}

/// The null reverse-path has no address; the policy wants a sender, so the organisation stands for it.
mail::Mailbox address_of_sender(const mail::Envelope& envelope) {
    return envelope.reverse_path.is_null() ? mail::Mailbox::parse("postmaster@invalid").value()
                                           : envelope.reverse_path.mailbox();
}

}  // namespace

Consideration consider(std::span<const char> message, const mail::Envelope& envelope, const std::string& organisation,
                       const scan::Scanner& scanner, const storage::directory::Directory& directory,
                       const policy::PolicySet& policies) {
    const auto facts = facts_of_sender(envelope, organisation, directory, policies.asks_directory_groups());
    auto policy = policy::effective(
        policies, {envelope.reverse_path.is_null() ? "" : envelope.reverse_path.mailbox().key(), facts});
    auto report = scanner.scan(message);
    auto directives = policy::read_directives(report.findings.subject, report.structure.values);
    Consideration considered{std::move(report),
                             std::move(directives),
                             policy::classify(policy, address_of_sender(envelope), facts, {}),
                             {},
                             {},
                             std::move(policy)};
    considered.policy_version = considered.policy.version;
    for (const auto& forward_path : envelope.forward_paths) {
        considered.recipients.push_back(
            policy::classify(considered.policy, forward_path, directory.find(forward_path), organisation));
    }
    considered.decisions = policy::decide(considered.policy, considered.sender, considered.directives,
                                          considered.report.findings, considered.recipients);
    share_whole_where_needed(considered);
    considered.taken_out = fields_taken_out(considered);
    return considered;
}

}  // namespace sluis::pipeline
