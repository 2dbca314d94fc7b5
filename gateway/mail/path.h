#pragma once

#include <optional>
#include <string>
#include <utility>

#include "gateway/mail/mailbox.h"

namespace sluis::mail {

/// Where a report of failure goes: a mailbox, or nowhere (the null reverse-path `<>`, RFC 5321 §4.5.5).
class ReversePath {
public:
    ReversePath() = default;  ///< The null reverse-path.
    explicit ReversePath(Mailbox mailbox) : mailbox_{std::move(mailbox)} {}

    [[nodiscard]] bool is_null() const noexcept { return !mailbox_; }
    /// Precondition: !is_null().
    [[nodiscard]] const Mailbox& mailbox() const { return mailbox_.value(); }
    /// Without angle brackets; empty for the null reverse-path.
    [[nodiscard]] std::string text() const { return mailbox_ ? mailbox_->text() : std::string{}; }

    friend bool operator==(const ReversePath&, const ReversePath&) = default;

private:
    std::optional<Mailbox> mailbox_;
};

/// Where a message goes: one recipient of the envelope (RFC 5321 §4.1.1.3).
/// The bare `<Postmaster>` is completed with the local host name by who parses it, so this is always a mailbox.
using ForwardPath = Mailbox;

}  // namespace sluis::mail
