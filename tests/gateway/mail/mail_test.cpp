#include <catch2/catch.hpp>

#include "gateway/mail/envelope.h"
#include "gateway/mail/reply.h"
#include "gateway/mail/timestamp.h"

using namespace sluis::mail;

TEST_CASE("a mailbox keeps its local part and has its domain in lower case", "[mail][rfc5321-4.1.2]") {
    const auto mailbox = Mailbox::parse("An.Peeters@Zorg.EXAMPLE");
    REQUIRE(mailbox);
    CHECK(mailbox->text() == "An.Peeters@zorg.example");
    CHECK(mailbox->local_part() == "An.Peeters");
    CHECK(mailbox->domain() == "zorg.example");
    CHECK(mailbox->is_ascii());
}

TEST_CASE("mailboxes that differ in ASCII case only are the same", "[mail]") {
    CHECK(*Mailbox::parse("An@zorg.example") == *Mailbox::parse("an@ZORG.example"));
    CHECK(*Mailbox::parse("an@zorg.example") != *Mailbox::parse("jan@zorg.example"));
}

TEST_CASE("what is no mailbox is refused", "[mail][rfc5321-4.1.2]") {
    const std::string too_long_local(65, 'a');
    const std::string too_long_label = "a@" + std::string(64, 'b') + ".example";
    for (const std::string& text :
         {std::string{""}, std::string{"an"}, std::string{"@zorg.example"}, std::string{"an@"},
          std::string{".an@zorg.example"}, std::string{"an.@zorg.example"}, std::string{"a..n@zorg.example"},
          std::string{"an@zorg..example"}, std::string{"an@-zorg.example"}, std::string{"an@zorg-.example"},
          std::string{"an peeters@zorg.example"}, std::string{"an@zorg.example\r\nRCPT TO:<x@y>"},
          std::string{"an\n@zorg.example"}, std::string{"a\0n@zorg.example", 17}, std::string{"<an@zorg.example>"},
          std::string{"\"an@zorg.example"}, too_long_local + "@zorg.example", too_long_label}) {
        INFO(text);
        CHECK_FALSE(Mailbox::parse(text));
    }
}

TEST_CASE("a quoted local part, an address literal and UTF-8 are mailboxes", "[mail][rfc6531]") {
    CHECK(Mailbox::parse("\"an peeters\"@zorg.example"));
    CHECK(Mailbox::parse("an@[192.0.2.1]"));
    const auto utf8 = Mailbox::parse("andré@zorg.example");
    REQUIRE(utf8);
    CHECK_FALSE(utf8->is_ascii());
}

TEST_CASE("a reply with several lines has a hyphen on all but the last", "[mail][rfc5321-4.2.1]") {
    Reply reply{250, {}, "sluis.example"};
    reply.lines.push_back("PIPELINING");
    CHECK(reply.wire() == "250-sluis.example\r\n250 PIPELINING\r\n");
    CHECK(Reply{550, {5, 7, 1}, "No"}.wire() == "550 5.7.1 No\r\n");
    CHECK(Reply{550, {5, 7, 1}, "No"}.text() == "550 5.7.1 No");
}

TEST_CASE("foreign text becomes one printable line", "[mail]") {
    CHECK(one_line("a\r\nb\tc\x7f", 100) == "a  b c ");
    CHECK(one_line("abcdef", 3) == "abc");
}

TEST_CASE("a time in UTC is read as the database writes it", "[mail]") {
    const auto time = time_from_iso("2026-12-22 14:05:09.123456+00");
    REQUIRE(time);
    CHECK(iso_from_time(*time) == "2026-12-22T14:05:09Z");
    CHECK(time == time_from_iso("2026-12-22T14:05:09Z"));
    for (const char* wrong : {"", "2026-12-22", "2026-12-22T14:05:09+01", "2026-13-22T14:05:09Z",
                              "2026-12-22T14:05:0xZ", "2026-12-22T14:05:09Zx"}) {
        INFO(wrong);
        CHECK_FALSE(time_from_iso(wrong));
    }
}
