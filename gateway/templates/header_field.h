#pragma once

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "gateway/mail/mailbox.h"

namespace sluis::templates {

/// A header field was asked to hold what it may not: CR, LF, NUL, another control character, or broken UTF-8.
/// Its text never bears the value.
class HeaderError : public std::invalid_argument {
public:
    using std::invalid_argument::invalid_argument;
};

/// A mailbox with the name that people see: `Sluis voor De Regenboog <sluis@…>`. The name may be empty.
struct NamedMailbox {
    std::string name;
    mail::Mailbox mailbox;
};

/// Builds a header, one field after another (RFC 5322 §2.2), and is the only place where a value becomes part
/// of one. Lines are folded at 76 octets where a blank allows, and are never above 998 (§2.1.1). The product
/// ends in CRLF, without the empty line.
class HeaderWriter {
public:
    /// A structured value, written as it stands but for folding. @throws HeaderError
    HeaderWriter& field(std::string_view name, std::string_view value);
    /// Unstructured text for people (Subject), in encoded words where it is not ASCII (RFC 2047 §5 (1)).
    /// @throws HeaderError
    HeaderWriter& text(std::string_view name, std::string_view value);
    /// From, To, Reply-To: the name as an encoded word or a quoted string. @throws HeaderError
    HeaderWriter& address(std::string_view name, const NamedMailbox& address);
    /// RFC 5322 §3.3, in UTC.
    HeaderWriter& date(std::string_view name, std::chrono::system_clock::time_point when);

    [[nodiscard]] const std::string& wire() const noexcept { return wire_; }

private:
    std::string wire_;
};

/// Text as encoded words of at most 75 octets, UTF-8 in base64, no character cut in two (RFC 2047 §2, §5); as
/// it is when ASCII.
[[nodiscard]] std::string encoded_words(std::string_view text);

/// The text when it is one message identifier in angle brackets (RFC 5322 §3.6.4) and nothing else, at most
/// 250 octets; the at sign may be missing, as with some senders. A foreign Message-ID goes through this
/// before it is written again.
[[nodiscard]] std::optional<std::string> message_id(std::string_view text);

/// A new, unguessable message identifier at a host: `<…@host>`.
[[nodiscard]] std::string new_message_id(std::string_view host);

/// `Mon, 02 Jan 2006 15:04:05 +0000`
[[nodiscard]] std::string rfc5322_date(std::chrono::system_clock::time_point when);

}  // namespace sluis::templates
