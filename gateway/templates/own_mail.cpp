#include "gateway/templates/own_mail.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <mimetic/mimetic.h>

#include <array>
#include <iterator>
#include <memory>
#include <sstream>

#include "gateway/templates/quoted_printable.h"

namespace sluis::templates {
namespace {

using Entity = std::unique_ptr<mimetic::MimeEntity>;

constexpr std::size_t max_references = 20;
constexpr std::size_t max_recipients = 1000;

// "=_" stands in no quoted-printable and no base64 body (RFC 2045 §6.7); the rest keeps nested ones apart.
std::string new_boundary() {
    std::array<unsigned char, 12> random{};
    if (::gnutls_rnd(GNUTLS_RND_NONCE, random.data(), random.size()) != 0)
        throw std::runtime_error{"no random numbers"};
    std::string boundary{"=_sluis_"};
    for (unsigned char octet : random) {
        constexpr std::string_view digits{"0123456789abcdef"};
        boundary += digits[octet >> 4];
        boundary += digits[octet & 15];
    }
    return boundary;
}

Entity leaf(const std::string& type, const std::string& subtype, std::string_view text) {
    auto entity = std::make_unique<mimetic::MimeEntity>();
    auto& header = entity->header();
    header.contentType(mimetic::ContentType{type, subtype});
    header.contentType().paramList().push_back(mimetic::ContentType::Param{"charset", "utf-8"});
    std::string encoded = quoted_printable(text);
    std::string in_base64 = base64_lines(text);
    const bool shorter = in_base64.size() < encoded.size();
    header.contentTransferEncoding(mimetic::ContentTransferEncoding{shorter ? "base64" : "quoted-printable"});
    entity->body().set(shorter ? in_base64 : encoded);
    return entity;
}

Entity multipart(const std::string& subtype, std::vector<Entity> parts) {
    auto entity = std::make_unique<mimetic::MimeEntity>();
    entity->header().contentType(mimetic::ContentType{"multipart", subtype});
    entity->header().contentType().paramList().push_back(mimetic::ContentType::Param{"boundary", new_boundary()});
    for (auto& part : parts) entity->body().parts().push_back(part.release());  // the entity deletes its parts
    return entity;
}

Entity readable(std::string_view text, std::string_view html) {
    if (html.empty()) return leaf("text", "plain", text);
    std::vector<Entity> parts;
    parts.push_back(leaf("text", "plain", text));
    parts.push_back(leaf("text", "html", html));
    return multipart("alternative", std::move(parts));
}

// mimetic folds its own fields with a bare LF: every line end becomes CRLF here.
std::string wire(const mimetic::MimeEntity& entity) {
    std::ostringstream stream;
    stream << entity;
    std::string crlf;
    for (char c : stream.str()) {
        if (c == '\n' && (crlf.empty() || crlf.back() != '\r')) crlf += '\r';
        crlf += c;
    }
    if (!crlf.ends_with("\r\n")) crlf += "\r\n";
    return crlf;
}

void write_thread(HeaderWriter& header, const std::string& in_reply_to, const std::vector<std::string>& references) {
    std::vector<std::string> known;
    for (const auto& reference : references) {
        if (auto id = message_id(reference)) known.push_back(std::move(*id));
    }
    if (const auto id = message_id(in_reply_to)) {
        header.field("In-Reply-To", *id);
        if (known.empty() || known.back() != *id) known.push_back(*id);
    }
    if (known.empty()) return;
    std::string all;
    const auto first = known.size() > max_references ? known.size() - max_references : 0;
    for (auto i = first; i < known.size(); ++i) all += (all.empty() ? "" : " ") + known[i];
    header.field("References", all);
}

std::string xtext_utf8(const mail::Mailbox& mailbox) {
    if (mailbox.is_ascii()) return "rfc822; " + mailbox.text();
    return "utf-8; " + escaped_utf8(mailbox.text());
}

std::string recipient_fields(const ReportedRecipient& recipient) {
    const bool failed = recipient.action == ReportedRecipient::Action::failed;
    HeaderWriter fields;
    fields.field("Final-Recipient", xtext_utf8(recipient.recipient));
    fields.field("Action", failed ? "failed" : "delayed");
    fields.field("Status", recipient.status.is_present() ? recipient.status.text() : failed ? "5.0.0" : "4.0.0");
    if (!recipient.remote.empty()) fields.field("Remote-MTA", "dns; " + printable_ascii(recipient.remote, 255));
    if (!recipient.diagnostic.empty())
        fields.field("Diagnostic-Code", "smtp; " + printable_ascii(recipient.diagnostic, 400));
    if (recipient.last_attempt) fields.date("Last-Attempt-Date", *recipient.last_attempt);
    if (!failed && recipient.retry_until) fields.date("Will-Retry-Until", *recipient.retry_until);
    return fields.wire();
}

Entity delivery_status(const DeliveryReport& report) {
    HeaderWriter message;
    message.field("Reporting-MTA", "dns; " + report.host);
    if (!report.envelope_id.empty()) message.field("Original-Envelope-Id", printable_ascii(report.envelope_id, 100));
    message.date("Arrival-Date", report.arrival);
    std::string body = message.wire();
    for (const auto& recipient : report.recipients) body += "\r\n" + recipient_fields(recipient);
    auto entity = std::make_unique<mimetic::MimeEntity>();
    entity->header().contentType(mimetic::ContentType{"message", "delivery-status"});
    entity->body().set(body);
    return entity;
}

}  // namespace

std::string text_entity(std::string_view media_type, std::string_view text) {
    const auto slash = media_type.find('/');
    if (slash == std::string_view::npos) throw HeaderError{"a media type is malformed"};
    return wire(*leaf(std::string{media_type.substr(0, slash)}, std::string{media_type.substr(slash + 1)}, text));
}

std::string notice_entity(std::string_view text, std::string_view html) {
    return wire(*readable(text, html));
}

std::string own_mail(const OwnMail& mail) {
    HeaderWriter header;
    header.date("Date", mail.date);
    header.address("From", mail.from).address("To", {"", mail.to});
    if (mail.reply_to) header.address("Reply-To", {"", *mail.reply_to});
    header.text("Subject", mail.subject);
    header.field("Message-ID", mail.message_id.empty() ? new_message_id(mail.host) : mail.message_id);
    write_thread(header, mail.in_reply_to, mail.references);
    header.field("Auto-Submitted", mail.auto_submitted == AutoSubmitted::replied ? "auto-replied" : "auto-generated");
    header.field("X-Auto-Response-Suppress", "All");  // Exchange answers Auto-Submitted mail without it
    if (!mail.trace.empty()) header.field(trace_field, mail.trace);
    header.field("Content-Language", mail.language);
    header.field("MIME-Version", "1.0");
    return header.wire() + wire(*readable(mail.text, mail.html));
}

std::string delivery_report(const DeliveryReport& report) {
    if (report.recipients.empty() || report.recipients.size() > max_recipients) {
        throw HeaderError{"a report has between 1 and 1000 recipients"};
    }
    HeaderWriter header;
    header.date("Date", report.date);
    header.address("From", report.from).address("To", {"", report.to});
    header.text("Subject", report.subject);
    header.field("Message-ID", report.message_id.empty() ? new_message_id(report.host) : report.message_id);
    write_thread(header, report.in_reply_to, report.references);
    header.field("Auto-Submitted", "auto-replied");
    header.field("X-Auto-Response-Suppress", "All");
    if (!report.trace.empty()) header.field(trace_field, report.trace);
    header.field("MIME-Version", "1.0");

    std::vector<Entity> parts;
    parts.push_back(readable(report.text, report.html));
    parts.push_back(delivery_status(report));
    auto entity = multipart("report", std::move(parts));
    entity->header().contentType().paramList().push_front(
        mimetic::ContentType::Param{"report-type", "delivery-status"});
    return header.wire() + wire(*entity);
}

}  // namespace sluis::templates
