#include "gateway/ctl/mail_file.h"

#include <catch2/catch.hpp>

using namespace sluis::ctl;

TEST_CASE("a file that begins with a mail's header fields is a mail", "[ctl]") {
    CHECK(looks_like_mail("From: an@huis.example\nSubject: x\n\nbody\n"));
    CHECK(looks_like_mail("Received: from a\r\n by b\r\nX-Own: y\r\n\r\n"));
    CHECK(looks_like_mail("From an@huis.example Mon Nov 16\nFrom: an@huis.example\n\nbody\n"));
    CHECK(looks_like_mail("Subject: only a header"));
}

TEST_CASE("a document is no mail, whatever colons it has", "[ctl]") {
    CHECK_FALSE(looks_like_mail(""));
    CHECK_FALSE(looks_like_mail("%PDF-1.7\nFrom: x\n"));
    CHECK_FALSE(looks_like_mail("Naam: Milan\nAdres: Dorp 1\n\ntekst\n"));
    CHECK_FALSE(looks_like_mail("From: an@huis.example\nthis line is no field\n\n"));
    CHECK_FALSE(looks_like_mail("PK\x03\x04"));
}

TEST_CASE("line ends of LF become CRLF, those of CRLF stay", "[ctl]") {
    CHECK(as_message("A: b\n\nc\n") == "A: b\r\n\r\nc\r\n");
    CHECK(as_message("A: b\r\n\r\nc\r\n") == "A: b\r\n\r\nc\r\n");
    CHECK(as_message("A: b\r\n\r\nc\nd\r\n") == "A: b\r\n\r\nc\nd\r\n");
    CHECK(as_message("From x y\nA: b\n\nc") == "A: b\r\n\r\nc\r\n");
}

TEST_CASE("a document is wrapped in base64 lines of at most 76 octets", "[ctl]") {
    const auto message = message_around(std::string(100, 'a'), "plan.pdf");
    CHECK(message.find("filename*=utf-8''plan.pdf\r\n") != std::string::npos);
    for (std::size_t at = 0; at < message.size();) {
        const auto end = message.find("\r\n", at);
        REQUIRE(end != std::string::npos);
        CHECK(end - at <= 76);
        at = end + 2;
    }
    CHECK(message_around("abc", "x").ends_with("\r\n\r\nYWJj\r\n"));
    CHECK(message_around("ab", "x").ends_with("\r\n\r\nYWI=\r\n"));
    CHECK(message_around("a", "x").ends_with("\r\n\r\nYQ==\r\n"));
}

TEST_CASE("a file name cannot break out of the header", "[ctl]") {
    const auto message = message_around("x", "a\r\nX-Evil: \"1\"; \xc3\xa9");
    CHECK(message.find("X-Evil:") == std::string::npos);
    CHECK(message.find("a%0D%0AX-Evil%3A%20%221%22%3B%20%C3%A9") != std::string::npos);
}

TEST_CASE("a folder or a missing file is refused in words", "[ctl]") {
    const auto folder = read_file(SLUIS_SOURCE_DIR);
    REQUIRE_FALSE(folder);
    CHECK(folder.error() == "is a folder; add -r to scan what is in it");
    const auto missing = read_file("/nowhere/at/all");
    REQUIRE_FALSE(missing);
    CHECK(missing.error() == "cannot be opened: No such file or directory");
}
