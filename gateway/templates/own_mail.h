#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/mail/mailbox.h"
#include "gateway/mail/reply.h"
#include "gateway/templates/header_field.h"

namespace sluis::templates {

/// RFC 3834 §5: `generated` for what nobody's mail called for at that moment, `replied` for an answer to a
/// mail.
enum class AutoSubmitted { generated, replied };

/// A mail that Sluis itself writes. It tells nobody but its addressee (design §1, 10), so it has exactly one.
struct OwnMail {
    NamedMailbox from;
    mail::Mailbox to;
    std::optional<mail::Mailbox> reply_to{};
    std::string subject{};
    std::string text{};         ///< UTF-8, lines ending in LF.
    std::string html{};         ///< Empty: text alone.
    std::string in_reply_to{};  ///< Message-ID of the sender's mail; left out when empty or malformed.
    /// Oldest first; malformed ones are left out, the last 20 kept. in_reply_to is added at the end.
    std::vector<std::string> references{};
    AutoSubmitted auto_submitted = AutoSubmitted::generated;
    std::string language{"nl"};  ///< Of the words: Renderer::language().
    std::string trace{};         ///< trace_value(); left out when empty.
    std::string host{};          ///< Own host name: the right side of the Message-ID.
    std::string message_id{};    ///< With angle brackets; a new one at `host` when empty.
    std::chrono::system_clock::time_point date{};
};

/// The whole mail: header, empty line, body; CRLF, 7-bit (8-bit only inside an address that is not ASCII).
/// @throws HeaderError
[[nodiscard]] std::string own_mail(const OwnMail& mail);

/// One MIME entity that stands in a rewritten message where a document was: multipart/alternative of text and
/// HTML, header included, ending in CRLF. `text` alone when `html` is empty.
[[nodiscard]] std::string notice_entity(std::string_view text, std::string_view html);

/// One leaf, header included, ending in CRLF: quoted-printable, or base64 when that is shorter.
/// @param media_type  `text/plain` or `text/html`
[[nodiscard]] std::string text_entity(std::string_view media_type, std::string_view text);

/// What became of one recipient, for a report (RFC 3464 §2.3).
struct ReportedRecipient {
    enum class Action { failed, delayed };
    mail::Mailbox recipient;
    Action action = Action::failed;
    mail::EnhancedStatus status{};  ///< 5.0.0 or 4.0.0 when absent.
    std::string remote{};           ///< Next hop that answered; empty when none did.
    std::string diagnostic{};       ///< Its reply as text; empty when none. One line, cut to 400 octets.
    std::optional<std::chrono::system_clock::time_point> last_attempt{};
    std::optional<std::chrono::system_clock::time_point> retry_until{};  ///< Only with delayed.
};

/// A report of failure or delay to the sender of a mail. It goes out under the null reverse-path (RFC 5321
/// §6.1), which is the envelope's matter, and bears neither content nor subject of the original: no third
/// part (RFC 6522 §3 allows it).
struct DeliveryReport {
    NamedMailbox from;  ///< Postmaster of this installation.
    mail::Mailbox to;
    std::string subject{};       ///< Sluis' own, neutral words.
    std::string text{}, html{};  ///< For the eye: from Texts::failure().
    std::string in_reply_to{};   ///< Message-ID of the failed mail, so that the report stands under it.
    std::vector<std::string> references{};
    std::string trace{};
    std::string host{};         ///< Reporting-MTA, and Message-ID.
    std::string message_id{};   ///< A new one when empty.
    std::string envelope_id{};  ///< ENVID as the sender gave it, decoded; left out when empty.
    std::chrono::system_clock::time_point arrival{};
    std::chrono::system_clock::time_point date{};
    std::vector<ReportedRecipient> recipients{};  ///< 1…1000.
};

/// The whole report (RFC 6522, RFC 3464), CRLF. @throws HeaderError
[[nodiscard]] std::string delivery_report(const DeliveryReport& report);

/// The field that marks what Sluis wrote or rewrote.
inline constexpr const char* trace_field = "X-Sluis-Trace";

/// `ID; HMAC-SHA-256(key, ID)` in hexadecimal. @param id  letters, digits, `-`, `_`; 1…64. @throws
/// HeaderError otherwise
[[nodiscard]] std::string trace_value(std::span<const unsigned char> key, std::string_view id);

/// The identifier in a trace field's value when this key made it, compared in constant time; nothing
/// otherwise. It proves that Sluis once wrote this value, not that the mail around it is what Sluis wrote:
/// who received it can copy it. So it may end a loop, and may never let a mail past the pipeline.
[[nodiscard]] std::optional<std::string> trace_id(std::string_view value, std::span<const unsigned char> key);
[[nodiscard]] inline bool is_ours(std::string_view value, std::span<const unsigned char> key) {
    return trace_id(value, key).has_value();
}

}  // namespace sluis::templates
