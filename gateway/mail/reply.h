#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluis::mail {

/// An enhanced status code: class.subject.detail (RFC 3463). {0,0,0} means that there is none.
struct EnhancedStatus {
    int klass = 0;
    int subject = 0;
    int detail = 0;

    [[nodiscard]] bool is_present() const noexcept { return klass != 0; }
    [[nodiscard]] std::string text() const;
    friend bool operator==(const EnhancedStatus&, const EnhancedStatus&) = default;
};

/// One SMTP reply (RFC 5321 §4.2): a code, perhaps an enhanced status, one or more lines of text.
/// Never holds CR or LF inside a line: who makes one from foreign text cleans it first (one_line()).
struct Reply {
    int code = 0;
    EnhancedStatus status;
    std::vector<std::string> lines;

    Reply() = default;
    Reply(int code_, EnhancedStatus status_, std::string line) : code{code_}, status{status_}, lines{std::move(line)} {}

    [[nodiscard]] bool is_positive() const noexcept { return code >= 200 && code < 400; }
    [[nodiscard]] bool is_transient() const noexcept { return code >= 400 && code < 500; }
    [[nodiscard]] bool is_permanent() const noexcept { return code >= 500 && code < 600; }
    /// As it goes on the wire, CRLF included, `250-` before all lines but the last.
    [[nodiscard]] std::string wire() const;
    /// For a report or a row: `550 5.1.1 text`, lines joined by a blank.
    [[nodiscard]] std::string text() const;
};

/// Foreign text as one printable line of at most `max` octets: control characters become blanks.
[[nodiscard]] std::string one_line(std::string_view text, std::size_t max = 400);

}  // namespace sluis::mail
