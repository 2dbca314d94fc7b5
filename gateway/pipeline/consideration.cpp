#include "gateway/pipeline/consideration.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "gateway/pipeline/list_match.h"
#include "gateway/pipeline/rewriting.h"
#include "gateway/pipeline/vaulting.h"
#include "policy/reading.h"

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

std::string today() {
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

/// The null reverse-path has no address; the policy wants a sender, so the organisation stands for it.
mail::Mailbox address_of_sender(const mail::Envelope& envelope) {
    return envelope.reverse_path.is_null() ? mail::Mailbox::parse("postmaster@invalid").value()
                                           : envelope.reverse_path.mailbox();
}

/// A recipient; of a distribution list everybody who gets it counts.
policy::Party party_of(const mail::Mailbox& address, const std::string& organisation,
                       const storage::directory::Directory& directory, const policy::Policy& policy) {
    auto party = policy::classify(policy, address, directory.find(address), organisation);
    const auto list = directory.list(address);
    if (!list) return party;
    std::vector<policy::Party> members;
    for (const auto& member : list->members) {
        members.push_back(policy::classify(policy, member.address, member.facts, organisation));
    }
    return policy::classify_list(policy, std::move(party), members, list->complete);
}

scan::Report scan_message(std::span<const char> message, const mail::Envelope& envelope,
                          const std::string& organisation, const scan::Scanner& scanner,
                          storage::lists::ListLookup* lists) {
    if (lists == nullptr || !lists->has_lists(organisation)) return scanner.scan(message);
    auto report = scanner.scan(message, scan::Ask::candidates);
    match_lists(*lists, organisation, envelope, report);
    return report;
}

/// Classify and decide, for what was scanned.
Consideration decided(scan::Report report, const mail::Envelope& envelope, const std::string& organisation,
                      const policy::DirectoryFacts& sender, const storage::directory::Directory& directory,
                      const policy::PolicySet& policies) {
    auto policy = policy::effective(
        policies, {envelope.reverse_path.is_null() ? "" : envelope.reverse_path.mailbox().key(), sender, today()});
    policy::read_texts(policy, report.findings);
    auto directives = policy::read_directives(report.findings.subject, report.structure.values);
    directives.dossier_fits = policy::has_dossier(policy, directives);
    Consideration considered{std::move(report),
                             std::move(directives),
                             policy::classify(policy, address_of_sender(envelope), sender, {}),
                             {},
                             {},
                             std::move(policy)};
    considered.policy_version = considered.policy.version;
    considered.organisation = organisation;
    for (const auto& forward_path : envelope.forward_paths) {
        considered.recipients.push_back(party_of(forward_path, organisation, directory, considered.policy));
    }
    considered.decisions = policy::decide(considered.policy, considered.sender, considered.directives,
                                          considered.report.findings, considered.recipients);
    return considered;
}

}  // namespace

Consideration consider(std::span<const char> message, const mail::Envelope& envelope, const std::string& organisation,
                       const scan::Scanner& scanner, const storage::directory::Directory& directory,
                       storage::lists::ListLookup* lists, const policy::PolicySet& policies) {
    const auto sender = facts_of_sender(envelope, organisation, directory, policies.asks_directory_groups());
    auto report =
        scan_message(message, envelope, organisation.empty() ? sender.organisation : organisation, scanner, lists);
    auto considered = decided(std::move(report), envelope, organisation, sender, directory, policies);
    share_whole_where_needed(considered);
    const auto& decisions = considered.decisions;
    const bool watched = !decisions.empty() && std::all_of(decisions.begin(), decisions.end(), policy::is_watched);
    if (!watched) considered.taken_out = fields_taken_out(considered);
    considered.counterfactuals =
        policy::counterfactuals(considered.policy, considered.sender, considered.directives, considered.report.findings,
                                considered.recipients, considered.decisions);
    return considered;
}

Consideration consider_described(scan::Report report, const mail::Envelope& envelope, const std::string& organisation,
                                 const storage::directory::Directory& directory, const policy::PolicySet& policies) {
    const auto sender = facts_of_sender(envelope, organisation, directory, policies.asks_directory_groups());
    return decided(std::move(report), envelope, organisation, sender, directory, policies);
}

}  // namespace sluis::pipeline
