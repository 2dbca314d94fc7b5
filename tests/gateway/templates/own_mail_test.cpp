#include "gateway/templates/own_mail.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "gateway/templates/quoted_printable.h"

namespace {

using namespace sluis;
using namespace sluis::templates;

mail::Mailbox a_mailbox(std::string_view text) {
    return mail::Mailbox::parse(text).value();
}

OwnMail a_mail() {
    OwnMail mail{{"Sluis", a_mailbox("sluis@gateway.example")}, a_mailbox("an@regenboog.example"), std::nullopt};
    mail.subject = "Uw mail is gedeeld";
    mail.text = "Dag\n";
    mail.html = "<p>Dag</p>\n";
    mail.host = "gateway.example";
    mail.date = std::chrono::system_clock::time_point{std::chrono::seconds{1'795'000'000}};
    return mail;
}

DeliveryReport a_report() {
    DeliveryReport report{{"Postmaster", a_mailbox("postmaster@gateway.example")}, a_mailbox("an@regenboog.example")};
    report.subject = "Uw mail is niet aangekomen";
    report.text = "Niet aangekomen.\n";
    report.host = "gateway.example";
    report.recipients.push_back({a_mailbox("jan@elders.example")});
    return report;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// That a mail may go over any SMTP connection: CRLF alone, 7 bits, lines of at most 998.
void check_wire(const std::string& wire) {
    std::size_t line = 0;
    for (std::size_t i = 0; i < wire.size(); ++i) {
        REQUIRE(static_cast<unsigned char>(wire[i]) < 0x80);
        REQUIRE(wire[i] != '\0');
        if (wire[i] == '\r') REQUIRE(wire.at(i + 1) == '\n');
        if (wire[i] == '\n') {
            REQUIRE(wire.at(i - 1) == '\r');
            line = 0;
        } else {
            REQUIRE(++line <= 998);
        }
    }
    CHECK(wire.ends_with("\r\n"));
}

// A fold is a line end before a blank or, from mimetic, a tab.
std::string unfolded(std::string text) {
    for (std::size_t at = 0; (at = text.find("\r\n", at)) != std::string::npos && at + 2 < text.size();) {
        if (text[at + 2] != ' ' && text[at + 2] != '\t') {
            at += 2;
            continue;
        }
        text[at + 2] = ' ';
        text.erase(at, 2);
    }
    return text;
}

}  // namespace

TEST_CASE("an own mail bears what RFC 5322 and RFC 3834 ask", "[templates][rfc5322][rfc3834]") {
    auto mail = a_mail();
    mail.in_reply_to = "<sent@regenboog.example>";
    mail.references = {"<older@x.example>", "rubbish", "<two> <ids>"};
    mail.trace = "abc; 00";

    const auto wire = own_mail(mail);

    check_wire(wire);
    CHECK(has(wire, "Date: Wed, 18 Nov 2026 11:06:40 +0000\r\n"));
    CHECK(has(wire, "From: \"Sluis\" <sluis@gateway.example>\r\n"));
    CHECK(has(wire, "To: an@regenboog.example\r\n"));
    CHECK(has(wire, "In-Reply-To: <sent@regenboog.example>\r\n"));
    CHECK(has(wire, "References: <older@x.example> <sent@regenboog.example>\r\n"));
    CHECK(has(wire, "Auto-Submitted: auto-generated\r\n"));
    CHECK(has(wire, "X-Sluis-Trace: abc; 00\r\n"));
    CHECK(has(wire, "@gateway.example>\r\n"));
    CHECK(has(unfolded(wire), "Content-Type: multipart/alternative; boundary=\"=_sluis_"));
}

TEST_CASE("no value breaks out of its header field", "[templates][security]") {
    auto mail = a_mail();
    const std::string evil = GENERATE(as<std::string>{}, "a\r\nBcc: x@y.example", "a\nb", "a\rb",
                                      std::string{"a\0b", 3}, "a\x7f", "\xff\xfe", "\xc0\x8a");
    SECTION("subject") {
        mail.subject = evil;
    }
    SECTION("name") {
        mail.from.name = evil;
    }
    SECTION("trace") {
        mail.trace = evil;
    }
    SECTION("message id") {
        mail.message_id = evil;
    }
    SECTION("host") {
        mail.host = evil;
    }
    CHECK_THROWS_AS(own_mail(mail), HeaderError);
}

TEST_CASE("a malformed In-Reply-To is left out", "[templates][security]") {
    auto mail = a_mail();
    mail.in_reply_to = GENERATE(as<std::string>{}, "", "sent@x", "<a@b>\r\nBcc: c@d", "<a b@c>", "<a@b><c@d>", "<>");
    const auto wire = own_mail(mail);
    CHECK_FALSE(has(wire, "In-Reply-To"));
    CHECK_FALSE(has(wire, "References"));
    CHECK_FALSE(has(wire, "Bcc"));
}

TEST_CASE("text that is not ASCII becomes encoded words that cut no character", "[templates][rfc2047]") {
    CHECK(encoded_words("gewoon") == "gewoon");
    CHECK(encoded_words("één") == "=?UTF-8?B?w6nDqW4=?=");
    CHECK(encoded_words("=?UTF-8?Q?x?=") != "=?UTF-8?Q?x?=");
    std::string euros;
    for (int i = 0; i < 40; ++i) euros += "€";
    std::istringstream words{encoded_words(euros)};
    std::size_t count = 0;
    for (std::string word; words >> word; ++count) {
        CHECK(word.size() <= 75);
        CHECK((word.size() - 12) % 4 == 0);
    }
    CHECK(count == 3);
}

TEST_CASE("long header values are folded at blanks and long words refused", "[templates][rfc5322]") {
    HeaderWriter header;
    std::string value;
    for (int i = 0; i < 60; ++i) value += "<reference-" + std::to_string(i) + "@host.example> ";
    header.field("References", value);
    std::istringstream lines{header.wire()};
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 78);
    CHECK(has(unfolded(header.wire()), "<reference-3@host.example> <reference-4@host.example>"));
    CHECK_THROWS_AS(header.field("X", std::string(999, 'x')), HeaderError);
    CHECK_THROWS_AS(header.field("X Y", "z"), HeaderError);
    CHECK_THROWS_AS(header.field("", "z"), HeaderError);
}

TEST_CASE("a name with specials is quoted, one that is not ASCII encoded", "[templates][rfc5322]") {
    const auto address = [](const std::string& name) {
        return HeaderWriter{}.address("From", {name, a_mailbox("a@b.example")}).wire();
    };
    CHECK(address("") == "From: a@b.example\r\n");
    CHECK(address("Claes, An \"x\\\"") == "From: \"Claes, An \\\"x\\\\\\\"\" <a@b.example>\r\n");
    CHECK(address("Zoë") == "From: =?UTF-8?B?Wm/Dqw==?= <a@b.example>\r\n");
}

TEST_CASE("quoted-printable keeps lines, dots, blanks and letters", "[templates][rfc2045]") {
    CHECK(quoted_printable("één = 1 \n.\nFrom ons\n\nx") == "=C3=A9=C3=A9n =3D 1=20\r\n=2E\r\n=46rom ons\r\n\r\nx\r\n");
    CHECK(quoted_printable("a\r\nb\rc\n") == "a\r\nb\r\nc\r\n");
    CHECK(quoted_printable("") == "");
    std::istringstream lines{quoted_printable(std::string(500, 'x') + "é" + std::string(77, ' ') + "\n")};
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 77);
    CHECK(quoted_printable(std::string(76, 'x')) == std::string(76, 'x') + "\r\n");
    CHECK(quoted_printable(std::string(77, 'x')) == std::string(75, 'x') + "=\r\nxx\r\n");
}

TEST_CASE("a notice is one entity of text and HTML", "[templates]") {
    const auto entity = notice_entity("Één document\n", "<p>Één document</p>\n");
    check_wire(entity);
    CHECK(unfolded(entity).starts_with("Content-Type: multipart/alternative; boundary="));
    CHECK(has(entity, "Content-Type: text/plain; charset=\"utf-8\"\r\n"));
    CHECK(has(entity, "Content-Type: text/html; charset=\"utf-8\"\r\n"));
    CHECK(has(entity, "=C3=89=C3=A9n document\r\n"));
    CHECK(entity != notice_entity("Één document\n", "<p>Één document</p>\n"));  // own boundary each time
    CHECK(notice_entity("x", "").starts_with("Content-Type: text/plain"));
    CHECK(has(text_entity("text/plain", std::string(300, '\x01')), "base64"));
}

TEST_CASE("a report of failure is an RFC 3464 report without content", "[templates][rfc3464]") {
    auto report = a_report();
    report.in_reply_to = "<sent@regenboog.example>";
    report.envelope_id = "QQ314159";
    auto& recipient = report.recipients.front();
    recipient.status = {5, 1, 1};
    recipient.remote = "mx.elders.example";
    recipient.diagnostic = "550 5.1.1 ongekend\r\nX: y é";
    recipient.last_attempt = std::chrono::system_clock::time_point{};

    const auto wire = delivery_report(report);

    check_wire(wire);
    CHECK(has(wire, "Auto-Submitted: auto-replied\r\n"));
    CHECK(has(wire, "In-Reply-To: <sent@regenboog.example>\r\n"));
    CHECK(has(unfolded(wire), "Content-Type: multipart/report; report-type=\"delivery-status\"; boundary="));
    CHECK(has(wire, "Reporting-MTA: dns; gateway.example\r\nOriginal-Envelope-Id: QQ314159\r\nArrival-Date: "));
    CHECK(has(wire,
              "\r\n\r\nFinal-Recipient: rfc822; jan@elders.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
              "Remote-MTA: dns; mx.elders.example\r\nDiagnostic-Code: smtp; 550 5.1.1 ongekend  X: y ??\r\n"
              "Last-Attempt-Date: Thu, 01 Jan 1970 00:00:00 +0000\r\n"));
    CHECK_FALSE(has(wire, "message/rfc822"));
    CHECK_FALSE(has(wire, "text/rfc822-headers"));
}

TEST_CASE("a report of delay says until when, and recipients stand apart", "[templates][rfc3464]") {
    auto report = a_report();
    report.recipients.front().action = ReportedRecipient::Action::delayed;
    report.recipients.front().retry_until = std::chrono::system_clock::time_point{std::chrono::hours{24}};
    report.recipients.push_back({a_mailbox("jürgen@elders.example")});
    const auto wire = delivery_report(report);
    CHECK(has(wire, "Action: delayed\r\nStatus: 4.0.0\r\nWill-Retry-Until: Fri, 02 Jan 1970 00:00:00 +0000\r\n"));
    CHECK(has(wire,
              "\r\n\r\nFinal-Recipient: utf-8; j\\x{FC}rgen@elders.example\r\nAction: failed\r\nStatus: 5.0.0\r\n"));
    report.recipients.clear();
    CHECK_THROWS_AS(delivery_report(report), HeaderError);
}

TEST_CASE("a trace field proves itself by its key alone", "[templates][security]") {
    const std::vector<unsigned char> key(32, 7), other(32, 8);
    const auto value = trace_value(key, "Q-1_a");
    CHECK(trace_id(value, key) == "Q-1_a");
    CHECK(is_ours(" Q-1_a;\r\n " + value.substr(value.find(' ') + 1) + " ", key));
    CHECK_FALSE(is_ours(value, other));
    CHECK_FALSE(is_ours("Q-1_b" + value.substr(5), key));
    CHECK_FALSE(is_ours(value.substr(0, value.size() - 1), key));
    CHECK_FALSE(is_ours(value + "0", key));
    for (const auto* wrong : {"", ";", "Q-1_a", "Q-1_a;", "; 00", "a b; 00"}) CHECK_FALSE(is_ours(wrong, key));
    CHECK_THROWS_AS(trace_value(key, "a;b"), HeaderError);
    CHECK_THROWS_AS(trace_value(key, ""), HeaderError);
    CHECK_THROWS_AS(trace_value({}, "a"), HeaderError);
}
