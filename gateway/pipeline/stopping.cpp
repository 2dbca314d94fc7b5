#include "gateway/pipeline/stopping.h"

#include <algorithm>

#include "gateway/mail/timestamp.h"
#include "gateway/pipeline/explaining.h"
#include "gateway/pipeline/recipient_texts.h"
#include "storage/shares/new_share.h"
#include "storage/shares/stopped_mail.h"

namespace sluis::pipeline {
namespace {

namespace shares = storage::shares;
using storage::audit::Event;

constexpr std::chrono::hours answer_within{72};

shares::NewStoppedMail new_stopped_mail(const Work& work, const shares::Link& link) {
    shares::NewStoppedMail mail;
    mail.message = work.message.id;
    mail.organisation = work.message.organisation;
    mail.sender = work.message.envelope.reverse_path.text();
    mail.sender_login = work.message.login.empty() ? work.considered.sender.facts.person : work.message.login;
    mail.told = work.own_mail.sender_mailbox().text();
    mail.accepted_at = work.message.received_at;
    mail.link_mac = link.mac;
    return mail;
}

shares::NewStoppedRecipient row_of(const Work& work, std::size_t index, const templates::RecipientFacts& facts) {
    const auto& decision = work.considered.decisions[index];
    shares::NewStoppedRecipient row;
    row.address = decision.recipient.text();
    row.returned = decision.outcome == policy::Outcome::return_to_sender;
    row.why = facts.why;
    row.advice = facts.advice;
    for (const auto& kind : facts.kinds) row.kinds += (row.kinds.empty() ? "" : ", ") + kind;
    row.documents = facts.documents;
    row.explanation = explanation_json(work, index);
    return row;
}

}  // namespace

void hold(const Work& work, const std::vector<std::size_t>& held, bool others_served) {
    const auto link = shares::new_link(work.services.keys);
    auto stopped = new_stopped_mail(work, link);
    templates::HoldFacts facts;
    for (const auto index : held) {
        const auto& decision = work.considered.decisions[index];
        facts.held.push_back(recipient_facts(work.considered, index, {}));
        stopped.recipients.push_back(row_of(work, index, facts.held.back()));
        storage::queue::hold_recipient(work.transaction, work.message.id, decision.recipient.text());
        note(work, Event::held, index);
    }
    shares::insert_stopped_mail(work.transaction, stopped);
    facts.others_served = others_served;
    facts.withdrawn_at =
        mail::time_from_iso(work.message.received_at).value_or(std::chrono::system_clock::now()) + answer_within;
    facts.link = work.services.settings.portal.url + shares::stopped_link_path(link.token);
    tell_sender(work, "hold", work.services.texts.hold(facts));
}

void give_back(const Work& work, const std::vector<std::size_t>& returned, bool others_served) {
    const auto link = shares::new_link(work.services.keys);
    auto stopped = new_stopped_mail(work, link);
    templates::ReturnFacts facts;
    bool personal = false;
    for (const auto index : returned) {
        const auto& decision = work.considered.decisions[index];
        facts.returned.push_back(recipient_facts(work.considered, index, {}));
        stopped.recipients.push_back(row_of(work, index, facts.returned.back()));
        const auto& documents = decision.documents;
        personal =
            personal || std::any_of(documents.begin(), documents.end(), [](const auto& each) { return each.personal; });
        storage::queue::set_recipient_state(work.transaction, work.message.id, decision.recipient.text(), "returned");
        note(work, Event::returned, index);
    }
    const auto reference = shares::insert_stopped_mail(work.transaction, stopped);
    facts.others_served = others_served;
    facts.personal_data = personal;
    facts.link = work.services.settings.portal.url + "/tegengehouden/" + reference;
    tell_sender(work, "return", work.services.texts.returned(facts));
}

}  // namespace sluis::pipeline
