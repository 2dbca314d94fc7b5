#include "gateway/mime/writer.h"

#include <catch2/catch.hpp>

#include "gateway/mime/header.h"
#include "tests/gateway/mime/mails.h"

using namespace sluis::mime;
using namespace sluis::mime::test;

TEST_CASE("a header field never takes a line end, a NUL or a name that is none", "[mime][injection]") {
    for (const std::string& bad : {std::string{"a\r\nBcc: x"}, std::string{"a\nb"}, std::string{"a\rb"},
                                   std::string{"a\0b", 3}, std::string{"a\x7F"}, std::string{"a\x1B"}}) {
        CHECK_FALSE(write_field("Subject", bad).has_value());
        CHECK_FALSE(write_text_field("Subject", bad).has_value());
    }
    for (const char* name : {"", "Sub ject", "Subject:", "Sub\r\nject", "caf\xC3\xA9"})
        CHECK_FALSE(write_field(name, "x").has_value());
    CHECK_FALSE(write_field("X", std::string(1000, 'x')).has_value());
    CHECK_FALSE(write_text_field("Subject", "\xFF").has_value());
}

TEST_CASE("text in a header is as it stands when it can be, and encoded words when it must", "[mime][rfc2047]") {
    CHECK(write_text_field("Subject", " verslag  van\tJan ").value() == "Subject: verslag van Jan\r\n");
    CHECK(write_field("X-Empty", "").value() == "X-Empty:\r\n");
    for (const std::string& text :
         {std::string{"café"}, std::string{"=?utf-8?Q?not one?="}, std::string(1200, 'x'),
          std::string{"één lange regel met € en 日本 die over meer dan één woord gaat, want hij is lang"}}) {
        const std::string field = write_text_field("Subject", text).value();
        CHECK(decode_text(*find_field(field, "subject")) == text);
        for (std::size_t at = 0; at < field.size();) {
            const auto end = field.find("\r\n", at);
            REQUIRE(end != std::string::npos);
            CHECK(end - at <= 78);
            at = end + 2;
        }
    }
    CHECK(write_field("References", std::string(60, 'a') + " " + std::string(60, 'b')).value() ==
          "References: " + std::string(60, 'a') + "\r\n " + std::string(60, 'b') + "\r\n");
}

TEST_CASE("what was addressed to Sluis is taken out, and every other octet stays", "[mime][untouched]") {
    const std::string message =
        "Received: x\nX-Sluis-Dossier: 1\r\n 2\r\nSubject: a\r\nBCC: b@y.test\r\nx-sluis-x:\r\nTo: "
        "c\r\n\r\nbody\n\0x\r\n";
    const Structure structure = read(message);

    CHECK(assemble(message, with_edits(structure, {})) == message);
    const Segments out = with_edits(structure, removals(structure, {"bcc", "x-sluis-*"}), "Received: new\r\n");
    CHECK(assemble(message, out) == "Received: new\r\nReceived: x\nSubject: a\r\nTo: c\r\n\r\nbody\n\0x\r\n");
    CHECK(size_of(out) == assemble(message, out).size());
}

TEST_CASE("a new subject stands where the first one was, and there is only one", "[mime]") {
    const std::string message = "A: 1\r\nSubject: [dossier:1] x\r\nB: 2\r\nSubject: y\r\n\r\nbody";
    const Structure structure = read(message);
    const auto edits = new_subject(structure, "één");

    REQUIRE(edits.has_value());
    CHECK(assemble(message, with_edits(structure, *edits)) ==
          "A: 1\r\nSubject: =?UTF-8?B?w6nDqW4=?=\r\nB: 2\r\n\r\nbody");
    CHECK_FALSE(new_subject(structure, "a\nb").has_value());
    CHECK(new_subject(read("A: 1\r\n\r\n"), "x")->empty());
}

TEST_CASE("edits outside the header, or over one another, change nothing else", "[mime][hostile]") {
    const std::string message = "A: 1\r\nB: 2\r\n\r\nbody";
    const Structure structure = read(message);

    CHECK(assemble(message, with_edits(structure,
                                       {{{0, 6}, ""}, {{0, 12}, ""}, {{14, 18}, ""}, {{90, 99}, "x"}, {{9, 7}, ""}})) ==
          "B: 2\r\n\r\nbody");
}
