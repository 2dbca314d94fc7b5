#include "gateway/scan/extract/header_values.h"

#include <algorithm>
#include <array>

#include "gateway/mail/mailbox.h"
#include "gateway/mime/header.h"

namespace sluis::scan {
namespace {

using policy::Strength;

// "Mama Lotte Janssens <…>" is contact data; a number in it is not.
constexpr std::array<std::string_view, 10> of_addresses{
    "from",     "to",        "cc",        "bcc",         "sender",
    "reply-to", "resent-to", "resent-cc", "resent-from", "disposition-notification-to"};

constexpr std::array<std::string_view, 17> of_programs{"received",
                                                       "return-path",
                                                       "message-id",
                                                       "references",
                                                       "in-reply-to",
                                                       "date",
                                                       "mime-version",
                                                       "content-type",
                                                       "content-disposition",
                                                       "content-transfer-encoding",
                                                       "dkim-signature",
                                                       "domainkey-signature",
                                                       "authentication-results",
                                                       "received-spf",
                                                       "thread-index",
                                                       "delivered-to",
                                                       "feedback-id"};

bool is_one_of(std::string_view name, const auto& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_of_programs(std::string_view name) {
    if (name == "x-subject") return false;
    return name.starts_with("x-") || name.starts_with("arc-") || name.starts_with("list-") ||
           is_one_of(name, of_programs);
}

}  // namespace

void read_header_values(std::string_view header, Sink& sink) {
    mime::HeaderFields fields{header};
    while (const auto field = fields.next()) {
        const auto name = mail::ascii_lower(field->name);
        const auto least = is_of_programs(name) ? Strength::certain : Strength::strong;
        sink.header_value(mime::decode_text(field->value), least, !is_one_of(name, of_addresses));
    }
}

}  // namespace sluis::scan
