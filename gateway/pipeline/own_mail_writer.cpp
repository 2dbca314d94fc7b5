#include "gateway/pipeline/own_mail_writer.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "gateway/mail/timestamp.h"

namespace sluis::pipeline {
namespace {

mail::Mailbox postmaster_of(const config::Settings& settings, const std::string& organisation) {
    const auto own = settings.postmasters.find(organisation);
    // The configuration was checked: both are mailboxes.
    return mail::Mailbox::parse(own != settings.postmasters.end() ? own->second : settings.postmaster).value();
}

mail::Mailbox mailbox_for_sender(const Services& services, const SentMail& about) {
    if (!about.reverse_path.is_null()) {
        try {
            const auto domains = services.directory.domains(about.organisation);
            const auto& mailbox = about.reverse_path.mailbox();
            if (std::find(domains.begin(), domains.end(), mailbox.domain()) != domains.end()) return mailbox;
        } catch (const storage::directory::Unavailable&) {
            spdlog::warn("message {}: the directory is away; its postmaster is told instead of its sender", about.id);
        }
    }
    return postmaster_of(services.settings, about.organisation);
}

}  // namespace

OwnMailWriter::OwnMailWriter(const Services& services, SentMail about)
    : services_{services},
      about_{std::move(about)},
      postmaster_{postmaster_of(services.settings, about_.organisation)},
      sender_mailbox_{mailbox_for_sender(services, about_)} {}

std::string OwnMailWriter::trace() const {
    const auto key = services_.keys.get_or_make(trace_key_name);
    return templates::trace_value(key.octets(), about_.id);
}

std::string OwnMailWriter::trace_line() const {
    return std::string{templates::trace_field} + ": " + trace() + "\r\n";
}

templates::NamedMailbox OwnMailWriter::from() const {
    return {"Sluis", postmaster_};
}

std::string OwnMailWriter::to_sender(const templates::MailText& text) const {
    templates::OwnMail mail{.from = from(),
                            .to = sender_mailbox_,
                            .reply_to = {},
                            .subject = text.subject,
                            .text = text.text,
                            .html = text.html,
                            .in_reply_to = about_.message_id,
                            .references = {},
                            .auto_submitted = templates::AutoSubmitted::replied,
                            .trace = trace(),
                            .host = services_.settings.hostname,
                            .message_id = {},
                            .date = std::chrono::system_clock::now()};
    return templates::own_mail(mail);
}

std::string OwnMailWriter::to_postmaster(const templates::MailText& text) const {
    auto to_them = *this;
    to_them.sender_mailbox_ = postmaster_;
    return to_them.to_sender(text);
}

std::string OwnMailWriter::to_other(const mail::Mailbox& recipient, const templates::MailText& text) const {
    templates::OwnMail mail{.from = from(),
                            .to = recipient,
                            .reply_to = sender_mailbox_,
                            .subject = text.subject,
                            .text = text.text,
                            .html = text.html,
                            .in_reply_to = {},
                            .references = {},
                            .auto_submitted = templates::AutoSubmitted::generated,
                            .trace = trace(),
                            .host = services_.settings.hostname,
                            .message_id = {},
                            .date = std::chrono::system_clock::now()};
    return templates::own_mail(mail);
}

std::string OwnMailWriter::report(const templates::MailText& text,
                                  std::vector<templates::ReportedRecipient> recipients) const {
    const auto now = std::chrono::system_clock::now();
    templates::DeliveryReport report{.from = from(),
                                     .to = sender_mailbox_,
                                     .subject = text.subject,
                                     .text = text.text,
                                     .html = text.html,
                                     .in_reply_to = about_.message_id,
                                     .references = {},
                                     .trace = trace(),
                                     .host = services_.settings.hostname,
                                     .message_id = {},
                                     .envelope_id = {},
                                     .arrival = mail::time_from_iso(about_.received_at).value_or(now),
                                     .date = now,
                                     .recipients = std::move(recipients)};
    return templates::delivery_report(report);
}

}  // namespace sluis::pipeline
