#include "gateway/pipeline/failure.h"

#include <algorithm>

#include "gateway/mail/timestamp.h"
#include "gateway/pipeline/bounce_address.h"
#include "gateway/pipeline/consequences.h"
#include "gateway/pipeline/own_mail_writer.h"
#include "storage/audit/audit_log.h"
#include "storage/shares/undelivered.h"

namespace sluis::pipeline {
namespace {

using Cause = templates::FailureFacts::Cause;

/// From the enhanced status (RFC 3463), else from the reply code.
Cause cause_of(const mail::Reply& reply) {
    const auto& [klass, subject, detail] = reply.status;
    if (subject == 1) return Cause::unknown_address;
    if (subject == 2 && detail == 2) return Cause::mailbox_full;
    if ((subject == 2 || subject == 3) && (detail == 3 || detail == 4)) return Cause::too_large;
    if (subject == 4) return Cause::unreachable;
    if (subject == 6 && detail == 3) return Cause::needs_8bit;
    if (subject == 6 && detail == 7) return Cause::needs_utf8;
    if (subject == 7 && detail == 5) return Cause::no_secure_connection;
    if (reply.code == 552) return Cause::too_large;
    if (reply.code == 550 && klass == 0) return Cause::unknown_address;
    return reply.is_permanent() ? Cause::refused : Cause::unreachable;
}

templates::Time time_or_now(const std::string& iso) {
    return mail::time_from_iso(iso).value_or(std::chrono::system_clock::now());
}

void report(const Services& services, storage::postgres::Connection& connection,
            const storage::queue::DueDelivery& delivery, const std::vector<FailedRecipient>& failed,
            Outgoing& outgoing) {
    const OwnMailWriter writer{services, load_sent_mail(connection, delivery.message)};
    templates::FailureFacts facts;
    facts.sent_at = time_or_now(writer.about().received_at);
    std::vector<templates::ReportedRecipient> reported;
    for (const auto& recipient : failed) {
        facts.recipients.push_back({recipient.forward_path.text(), cause_of(recipient.reply)});
        auto status = recipient.reply.status;
        if (status.klass != 5) status = {5, status.subject, status.detail};
        templates::ReportedRecipient row{.recipient = recipient.forward_path,
                                         .action = templates::ReportedRecipient::Action::failed,
                                         .status = status,
                                         .remote = recipient.remote,
                                         .diagnostic = recipient.reply.text(),
                                         .last_attempt = std::chrono::system_clock::now(),
                                         .retry_until = {}};
        reported.push_back(std::move(row));
    }
    // The null reverse-path asked for no report (RFC 5321 §6.1).
    if (writer.about().reverse_path.is_null()) return;
    const Outgoing::Mail mail{"report", "", {writer.sender_mailbox().text()}, false, {}};
    outgoing.send(mail, writer.report(services.texts.failure(facts), std::move(reported)));
}

/// A return or a hold that does not reach the sender: the postmaster is told, once, who got nothing and does not know.
void tell_postmaster(const Services& services, storage::postgres::Connection& connection,
                     const storage::queue::DueDelivery& delivery, const std::vector<FailedRecipient>& failed,
                     Outgoing& outgoing) {
    const OwnMailWriter writer{services, load_sent_mail(connection, delivery.message)};
    templates::FailureFacts facts;
    facts.sent_at = time_or_now(writer.about().received_at);
    for (const auto& recipient : failed) {
        if (recipient.forward_path == writer.postmaster()) return;  // They are the one who cannot be reached.
        facts.recipients.push_back({recipient.forward_path.text(), cause_of(recipient.reply)});
    }
    const Outgoing::Mail mail{"report", "", {writer.postmaster().text()}, false, {}};
    outgoing.send(mail, writer.to_postmaster(services.texts.failure(facts)));
}

}  // namespace

void tell_undelivered(const Services& services, storage::postgres::Connection& connection,
                      storage::postgres::Transaction& transaction, std::int64_t share_recipient, Outgoing& outgoing) {
    const auto notice = storage::shares::mark_undelivered(transaction, share_recipient);
    if (!notice) return;
    storage::audit::Entry entry;
    entry.event = storage::audit::Event::undelivered;
    entry.organisation = notice->organisation;
    entry.message = notice->message;
    entry.share = notice->share;
    entry.recipient = share_recipient;
    storage::audit::write(transaction, entry);

    const OwnMailWriter writer{services, load_sent_mail(connection, notice->message)};
    templates::UndeliveredNoticeFacts facts;
    facts.recipient = notice->recipient;
    facts.sent_at = time_or_now(notice->accepted_at);
    facts.until = time_or_now(notice->expires_at);
    facts.generic_notified = notice->generic_notified;
    facts.link = services.settings.portal.url + "/verzonden";
    const Outgoing::Mail mail{"report", "", {writer.sender_mailbox().text()}, false, {}};
    outgoing.send(mail, writer.to_sender(services.texts.undelivered_notice(facts)));
}

void tell_failure(const Services& services, storage::postgres::Connection& connection,
                  storage::postgres::Transaction& transaction, const storage::queue::DueDelivery& delivery,
                  const std::vector<FailedRecipient>& failed, Outgoing& outgoing) {
    if (failed.empty()) return;
    if (delivery.share_recipient) {
        tell_undelivered(services, connection, transaction, *delivery.share_recipient, outgoing);
    } else if (delivery.kind == "original") {
        report(services, connection, delivery, failed, outgoing);
    } else if (delivery.kind == "return" || delivery.kind == "hold") {
        tell_postmaster(services, connection, delivery, failed, outgoing);
    }
}

void take_bounce(const Services& services, storage::postgres::Connection& connection,
                 storage::postgres::Transaction& transaction, const storage::queue::ReceivedMessage& message,
                 const scan::Report& report, Outgoing& outgoing) {
    // Only a report of failure counts: an out-of-office answer to a notice says that it arrived (S0.35).
    const bool is_failure =
        report.structure.entities.front().media_type == "multipart/report" &&
        std::any_of(report.findings.documents.begin(), report.findings.documents.end(), [](const auto& document) {
            return document.media_type == "message/delivery-status" &&
                   mail::ascii_lower(document.head).find("action: failed") != std::string::npos;
        });
    const auto key = services.keys.get_or_make(bounce_key);
    for (const auto& path : message.envelope.forward_paths) {
        const auto share_recipient = read_bounce_address(key, path, services.settings.bounce_domain);
        if (is_failure && share_recipient)
            tell_undelivered(services, connection, transaction, *share_recipient, outgoing);
        storage::queue::set_recipient_state(transaction, message.id, path.text(), "delivered");
    }
}

}  // namespace sluis::pipeline
