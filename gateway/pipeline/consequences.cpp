#include "gateway/pipeline/consequences.h"

#include <algorithm>
#include <map>
#include <set>

#include "gateway/mail/timestamp.h"
#include "gateway/pipeline/recipient_texts.h"
#include "gateway/pipeline/stopping.h"
#include "gateway/pipeline/vaulting.h"

namespace sluis::pipeline {
namespace {

using policy::Outcome;

/// One delivery for each next hop, so that one hop that is away delays nobody else.
void pass(const Work& work, const std::vector<std::size_t>& passed, const std::vector<mime::FieldEdit>& edits) {
    std::map<std::string, std::vector<std::string>> by_domain;
    for (const auto index : passed) {
        const auto& recipient = work.considered.decisions[index].recipient;
        by_domain[std::string{recipient.domain()}].push_back(recipient.text());
        note(work, storage::audit::Event::passed, index);
    }
    for (const auto& [domain, forward_paths] : by_domain) {
        Outgoing::Mail mail{"original",
                            work.message.envelope.reverse_path.text(),
                            forward_paths,
                            work.message.envelope.eight_bit_mime,
                            {}};
        if (edits.empty()) {
            work.outgoing.send_received(mail);
        } else {
            work.outgoing.send(mail, mime::with_edits(work.considered.report.structure, edits), work.content);
        }
    }
}

/// Where the policy only watches, nothing changes in the mail: not even a directive is taken out.
void pass_all(const Work& work, const std::vector<std::size_t>& passed) {
    std::vector<std::size_t> untouched, others;
    for (const auto index : passed) {
        (policy::is_watched(work.considered.decisions[index]) ? untouched : others).push_back(index);
    }
    if (!untouched.empty()) pass(work, untouched, {});
    if (!others.empty()) pass(work, others, edits_for_leaving(work.considered));
}

/// Everybody got the mail as it was. A link to a file-sharing service, or a tag that was not understood, is told all
/// the same (D12).
void caution(const Work& work, const std::vector<std::size_t>& passed) {
    if (work.own_mail.about().automatic) return;
    templates::CautionFacts facts;
    bool watched = false;
    for (const auto index : passed) {
        const auto& decision = work.considered.decisions[index];
        watched = watched || policy::is_watched(decision);
        const auto& warnings = decision.warnings;
        const bool link = std::find(warnings.begin(), warnings.end(), "banned-link") != warnings.end();
        if (link && facts.warnings.empty()) facts.warnings.emplace_back("banned-link");
    }
    facts.mistakes = work.considered.directives.mistakes;
    if (watched || (facts.warnings.empty() && facts.mistakes.empty())) return;
    // A kind of its own would say nothing more to who looks at the queue.
    tell_sender(work, "confirmation", work.services.texts.caution(facts));
}

}  // namespace

void confirm(const Work& work, const std::vector<std::size_t>& shared, std::size_t passed, const Shared& share) {
    if (work.own_mail.about().automatic) return;
    templates::ConfirmationFacts facts;
    std::set<std::string> warnings;
    for (const auto index : shared) {
        const auto& decision = work.considered.decisions[index];
        facts.shared.push_back(recipient_facts(work.considered, index, share.until));
        warnings.insert(decision.warnings.begin(), decision.warnings.end());
    }
    facts.untouched = static_cast<int>(passed);
    facts.warnings.assign(warnings.begin(), warnings.end());
    facts.mistakes = work.considered.directives.mistakes;
    facts.link = work.services.settings.portal.url + "/verzonden/" + share.reference;
    tell_sender(work, "confirmation", work.services.texts.confirmation(facts));
}

void carry_out(const Work& work) {
    const auto& decisions = work.considered.decisions;
    const auto passed = with_outcome(decisions, Outcome::pass);
    const auto shared = with_outcome(decisions, Outcome::share);
    const auto held = with_outcome(decisions, Outcome::hold);
    const auto returned = with_outcome(decisions, Outcome::return_to_sender);
    const bool some_served = !passed.empty() || !shared.empty();

    pass_all(work, passed);
    if (!shared.empty()) {
        const auto made = share(work, shared);
        confirm(work, shared, passed.size(), made);
    }
    if (!passed.empty() && passed.size() == decisions.size()) caution(work, passed);
    if (!held.empty()) hold(work, held, some_served);
    if (!returned.empty()) give_back(work, returned, some_served);
}

void return_all(const Services& services, storage::postgres::Transaction& transaction,
                const storage::queue::ReceivedMessage& message, const OwnMailWriter& own_mail, Outgoing& outgoing,
                mail::EnhancedStatus status, const std::string& diagnostic) {
    templates::FailureFacts facts;
    facts.sent_at = mail::time_from_iso(message.received_at).value_or(std::chrono::system_clock::now());
    std::vector<templates::ReportedRecipient> reported;
    for (const auto& forward_path : message.envelope.forward_paths) {
        facts.recipients.push_back({forward_path.text(), templates::FailureFacts::Cause::other});
        templates::ReportedRecipient recipient{.recipient = forward_path,
                                               .action = templates::ReportedRecipient::Action::failed,
                                               .status = status,
                                               .remote = {},
                                               .diagnostic = diagnostic,
                                               .last_attempt = {},
                                               .retry_until = {}};
        reported.push_back(std::move(recipient));
        storage::queue::set_recipient_state(transaction, message.id, forward_path.text(), "returned");
    }
    // The null reverse-path asked for no report (RFC 5321 §6.1): telling one anyway would be the loop.
    if (message.envelope.reverse_path.is_null()) return;
    const Outgoing::Mail mail{"report", "", {own_mail.sender_mailbox().text()}, false, {}};
    outgoing.send(mail, own_mail.report(services.texts.failure(facts), std::move(reported)));
}

}  // namespace sluis::pipeline
