#include "gateway/pipeline/work.h"

namespace sluis::pipeline {

void note(const Work& work, storage::audit::Event event, std::size_t index, const std::string& actor) {
    storage::audit::Entry entry;
    entry.event = event;
    entry.actor = actor.empty() ? work.message.envelope.reverse_path.text() : actor;
    entry.organisation = work.message.organisation;
    entry.message = work.message.id;
    const auto& decision = work.considered.decisions[index];
    entry.detail = work.considered.policy_version + ' ' + decision.rule;
    if (decision.observed) {
        entry.detail += " (observed: " + std::string{policy::to_string(decision.observed->outcome)} + " by " +
                        decision.observed->rule + ", " + decision.observed->by + ')';
    }
    storage::audit::write(work.transaction, entry);
}

void tell_sender(const Work& work, const std::string& kind, const templates::MailText& text) {
    const Outgoing::Mail mail{kind, "", {work.own_mail.sender_mailbox().text()}, false, {}};
    work.outgoing.send(mail, work.own_mail.to_sender(text));
}

}  // namespace sluis::pipeline
