#pragma once

#include <cstddef>
#include <optional>

#include "gateway/mail/envelope.h"
#include "gateway/mail/reply.h"

namespace sluis::smtp {

/// One mail transaction: MAIL, then RCPT once or more, then DATA (RFC 5321 §3.3).
///
/// Enforces the order of the commands and the limit on recipients. Checking stands apart from doing: a check_ answers
/// with the refusal, or with nothing, and changes nothing. It does no I/O and decides nothing on who may send.
class MailTransaction {
public:
    explicit MailTransaction(std::size_t max_recipients) : max_recipients_{max_recipients} {}

    /// A second MAIL without RSET is out of sequence (RFC 5321 §4.1.4): 503.
    [[nodiscard]] std::optional<mail::Reply> check_mail() const;
    /// 503 before MAIL; 452 after the last allowed recipient (RFC 5321 §4.5.3.1.10).
    [[nodiscard]] std::optional<mail::Reply> check_rcpt(const mail::ForwardPath& forward_path) const;
    /// 503 before MAIL, 554 without an accepted recipient (RFC 5321 §3.3).
    [[nodiscard]] std::optional<mail::Reply> check_data() const;

    void mail_from(mail::ReversePath reverse_path, bool eight_bit_mime);
    /// A repeated forward-path is kept once.
    void rcpt_to(mail::ForwardPath forward_path);
    /// RSET, EHLO, STARTTLS, the end of a message: forgets all of it.
    void reset();

    /// From an accepted MAIL on.
    [[nodiscard]] bool is_active() const noexcept { return active_; }
    [[nodiscard]] bool has(const mail::ForwardPath& forward_path) const;
    [[nodiscard]] const mail::Envelope& envelope() const noexcept { return envelope_; }

private:
    std::size_t max_recipients_;
    bool active_ = false;
    mail::Envelope envelope_;
};

}  // namespace sluis::smtp
