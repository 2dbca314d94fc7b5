#pragma once

#include "gateway/mail/mailbox.h"
#include "gateway/templates/own_texts.h"

namespace sluis::portal {

/// The mails that the portal wants sent. Two implementations: over the relay's socket, and the tests'. Thread-safe,
/// blocking.
class Outbox {
public:
    virtual ~Outbox() = default;
    /// A code for a guest. False when the relay did not take it: the guest is told, and the code revoked.
    [[nodiscard]] virtual bool send_code(const mail::Mailbox& to, const templates::CodeFacts& facts) = 0;
    /// Word to the sender that a link locked. False when the relay did not take it.
    [[nodiscard]] virtual bool send_locked_link(const mail::Mailbox& to, const templates::LockedLinkFacts& facts) = 0;
};

}  // namespace sluis::portal
