#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace sluis::mail {

/// A mailbox: local-part "@" domain (RFC 5321 §4.1.2, with RFC 6531's UTF-8).
///
/// Holding one means it is valid: no control character, no blank outside a quoted local part, at most
/// 64 octets before the at sign and 255 after it. It is an address, never a name with an address
/// ("Ann <ann@…>" is RFC 5322 and read elsewhere).
///
/// The local part keeps its case; the domain is kept in lower case. Two mailboxes are equal when their
/// keys are: ASCII case is ignored on both sides, since no mail system in use tells them apart.
class Mailbox {
public:
    /// Reads `local@domain`, without angle brackets. Nothing when it is not a mailbox.
    [[nodiscard]] static std::optional<Mailbox> parse(std::string_view text);

    [[nodiscard]] std::string_view local_part() const noexcept { return std::string_view{text_}.substr(0, at_); }
    /// In lower case; `[192.0.2.1]` for an address literal.
    [[nodiscard]] std::string_view domain() const noexcept { return std::string_view{text_}.substr(at_ + 1); }
    /// As it goes on the wire.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    /// For comparing and looking up: the whole address with ASCII letters in lower case.
    [[nodiscard]] std::string key() const;
    /// False when it can only be sent with SMTPUTF8 (RFC 6531).
    [[nodiscard]] bool is_ascii() const noexcept;

    friend bool operator==(const Mailbox& a, const Mailbox& b) { return a.key() == b.key(); }
    friend std::strong_ordering operator<=>(const Mailbox& a, const Mailbox& b) { return a.key() <=> b.key(); }

private:
    Mailbox(std::string text, std::size_t at) : text_{std::move(text)}, at_{at} {}
    std::string text_;
    std::size_t at_;
};

/// True for a domain name (dot-separated labels of letters, digits, hyphens, underscores or UTF-8) or an address
/// literal.
[[nodiscard]] bool is_domain(std::string_view text);

/// ASCII letters in lower case; every other byte as it is.
[[nodiscard]] std::string ascii_lower(std::string_view text);

}  // namespace sluis::mail
