#include "gateway/smtp/command.h"

#include <catch2/catch.hpp>

#include "dialog.h"
#include "gateway/smtp/base64.h"
#include "gateway/smtp/received_field.h"

using namespace sluis;
using namespace sluis::smtp;
using namespace sluis::smtp::test;

namespace {

const std::vector<std::string> kinds{"Hello", "Mail", "Rcpt", "Auth", "Data",     "Rset",
                                     "Noop",  "Quit", "Vrfy", "Help", "StartTls", "Foreign"};

}  // namespace

TEST_CASE("each command line is read as its vector says", "[smtp][rfc5321-4.1.1]") {
    std::size_t tried = 0;
    for (const auto& line : lines_of(data_folder() / "smtp/commands.tsv")) {
        if (line.starts_with('#')) continue;
        const auto tab = line.rfind('\t');
        const auto command = parse_command(unescape(line.substr(0, tab)), "mx.sluis.example");
        INFO(line);
        CHECK(line.substr(tab + 1) == (command ? kinds.at(command->index()) : std::to_string(command.error().code)));
        ++tried;
    }
    CHECK(tried > 60);
}

TEST_CASE("MAIL gives the reverse-path, the size and the body type", "[smtp][rfc1870]") {
    const auto mail = std::get<command::Mail>(*parse_command(
        "MAIL FROM:<@relay.example:\"ann > b\"@Example.ORG> size=1234 BODY=8bitmime", "mx.sluis.example"));
    CHECK(mail.reverse_path.text() == "\"ann > b\"@example.org");
    CHECK(mail.size == 1234);
    CHECK(mail.eight_bit_mime);

    const auto huge =
        std::get<command::Mail>(*parse_command("MAIL FROM:<> SIZE=99999999999999999999", "mx.sluis.example"));
    CHECK(huge.reverse_path.is_null());
    CHECK(huge.size == UINT64_MAX);
}

TEST_CASE("the bare Postmaster is the local one", "[smtp][rfc5321-4.1.1.3]") {
    const auto rcpt = std::get<command::Rcpt>(*parse_command("RCPT TO:<PostMaster>", "mx.sluis.example"));
    CHECK(rcpt.forward_path.text() == "PostMaster@mx.sluis.example");
}

TEST_CASE("base64 is read in its canonical form only", "[smtp][rfc4648]") {
    for (const std::string octets : {"", "f", "fo", "foo", "foob", "fooba", "foobar"}) {
        CHECK(base64_decode(base64_encode(octets)) == octets);
    }
    CHECK(base64_encode(std::string{"\0ann\0geheim", 11}) == "AGFubgBnZWhlaW0=");
    for (const auto* wrong :
         {"A", "AB", "ABC", "AB=C", "====", "Zh==", "Zm9=", "Zm 9", "Zm9v\n", "Zg=", "=", "Zg==Zg=="}) {
        INFO(wrong);
        CHECK_FALSE(base64_decode(wrong));
    }
}

TEST_CASE("the Received field tells how the mail came, and of a person nothing", "[smtp][rfc5321-4.4]") {
    const auto time = std::chrono::system_clock::from_time_t(1'795'341'600);
    CHECK(received_field({"mail.example.org", "192.0.2.1", true, true, false}, "mx.sluis.example", "q1", time) ==
          "Received: from mail.example.org ([192.0.2.1])\r\n\tby mx.sluis.example with ESMTPS id q1;\r\n\t"
          "Sun, 22 Nov 2026 10:00:00 +0000\r\n");
    const auto person = received_field({"LAPTOP-ANN", "192.0.2.1", true, true, true}, "mx.sluis.example", "q1", time);
    CHECK(person.starts_with("Received: by mx.sluis.example with ESMTPSA id q1;"));
    CHECK(received_field({"", "", false, false, false}, "h.example", "q1", time)
              .starts_with("Received: by h.example with SMTP id"));
    CHECK(received_field({"", "2001:db8::1", true, false, false}, "h.example", "q1", time)
              .starts_with("Received: from [IPv6:2001:db8::1] ([IPv6:2001:db8::1])\r\n\tby h.example with ESMTP id"));
}

TEST_CASE("a claimed host name that is none does not get into the Received field", "[smtp]") {
    const auto time = std::chrono::system_clock::from_time_t(0);
    for (const auto* helo : {"a b", "a\r\nBcc: x", "a(b", "<x>", "ä.example", "a;b"}) {
        const auto field = received_field({helo, "192.0.2.1", true, false, false}, "h.example", "q1", time);
        CHECK(field.starts_with("Received: from [192.0.2.1] ([192.0.2.1])\r\n\tby"));
    }
}
