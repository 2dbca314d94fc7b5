#pragma once

#include <string>

#include "gateway/mail/mailbox.h"
#include "gateway/portal/outbox.h"
#include "gateway/smtp/session/submission.h"
#include "gateway/templates/own_texts.h"
#include "storage/vault/keys.h"

namespace sluis::portal {

/// Renders the portal's mails and hands them to the relay as an authenticated SMTP client, over its Unix socket (design
/// §2). They go out under the null reverse-path, with the trace field: no loop, no backscatter.
class RelayOutbox : public Outbox {
public:
    struct Options {
        smtp::Submission relay;         ///< Socket, login and password of Sluis' own portal.
        mail::Mailbox postmaster;       ///< Whom these mails come from.
        std::string hostname;           ///< In Message-IDs.
        storage::vault::Key trace_key;  ///< The key behind the trace field, `hmac-trace`.
    };

    /// @param texts  outlives it
    RelayOutbox(Options options, const templates::Texts& texts) : options_{std::move(options)}, texts_{texts} {}

    [[nodiscard]] bool send_code(const mail::Mailbox& to, const templates::CodeFacts& facts) override;
    [[nodiscard]] bool send_locked_link(const mail::Mailbox& to, const templates::LockedLinkFacts& facts) override;

private:
    [[nodiscard]] bool send(const mail::Mailbox& to, const templates::MailText& text) const;
    Options options_;
    const templates::Texts& texts_;
};

}  // namespace sluis::portal
