#pragma once

#include <string>
#include <vector>

#include "gateway/pipeline/sent_mail.h"
#include "gateway/pipeline/services.h"
#include "gateway/templates/own_mail.h"
#include "gateway/templates/own_texts.h"

namespace sluis::pipeline {

/// Addresses and heads the mails that Sluis itself writes about a sent mail (design §3): whom they go to, that they
/// stand under the sent mail, and that they make no loop and no backscatter.
class OwnMailWriter {
public:
    /// When the directory cannot say whether the reverse-path is of an own domain, the postmaster is told instead.
    OwnMailWriter(const Services& services, SentMail about);

    /// Whom a confirmation, a hold, a return or a report goes to: the reverse-path when it is of a domain of the
    /// sender's organisation, else that organisation's postmaster.
    [[nodiscard]] const mail::Mailbox& sender_mailbox() const noexcept { return sender_mailbox_; }
    [[nodiscard]] const SentMail& about() const noexcept { return about_; }

    /// A mail to the sender, standing under the sent mail.
    [[nodiscard]] std::string to_sender(const templates::MailText& text) const;

    /// A mail to the postmaster of the sender's organisation, about one that did not reach the sender.
    [[nodiscard]] std::string to_postmaster(const templates::MailText& text) const;
    [[nodiscard]] const mail::Mailbox& postmaster() const noexcept { return postmaster_; }

    /// A mail to somebody else, with the sender as the one to answer to; it refers to nothing they never got.
    [[nodiscard]] std::string to_other(const mail::Mailbox& recipient, const templates::MailText& text) const;

    /// A report of failure to the sender (RFC 3464): neither content nor subject of what failed.
    [[nodiscard]] std::string report(const templates::MailText& text,
                                     std::vector<templates::ReportedRecipient> recipients) const;

    /// The trace field's line, CRLF included, for a rewritten message.
    [[nodiscard]] std::string trace_line() const;

private:
    [[nodiscard]] std::string trace() const;
    [[nodiscard]] templates::NamedMailbox from() const;

    const Services& services_;
    SentMail about_;
    mail::Mailbox postmaster_;
    mail::Mailbox sender_mailbox_;
};

}  // namespace sluis::pipeline
