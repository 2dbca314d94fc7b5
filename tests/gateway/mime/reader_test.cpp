#include <catch2/catch.hpp>
#include <chrono>

#include "gateway/mime/header.h"
#include "gateway/mime/second_opinion.h"
#include "gateway/mime/transfer.h"
#include "tests/gateway/mime/mails.h"

using namespace sluis::mime;
using namespace sluis::mime::test;
using Leaves = std::vector<std::string>;

namespace {

const std::string both = header + multipart({text_part, pdf_part});

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    std::size_t count = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()), ++count) {
        text.replace(at, what.size(), by);
    }
    REQUIRE(count > 0);
    return text;
}

// The decoded content of the last leaf.
std::string last_content(const std::string& message) {
    const Structure structure = read(message);
    const Entity& leaf = structure.entities.back();
    return decode(octets(message, leaf.body), leaf.encoding).content;
}

const std::string pdf = "%PDF-1.4 hello world, this is the attachment";

}  // namespace

TEST_CASE("a multipart's parts stand at their octets, without the delimiter's line end", "[mime][rfc2046-5.1.1]") {
    const Structure structure = read(both);

    REQUIRE(structure.entities.size() == 3);
    CHECK(structure.entities[0].path.empty());
    CHECK(structure.entities[0].boundary == "BND");
    CHECK(octets(both, structure.entities[0].header).substr(0, 5) == "From:");
    CHECK(octets(both, structure.entities[1].header) == "Content-Type: text/plain; charset=utf-8\r\n\r\n");
    CHECK(octets(both, structure.entities[1].body) == "Dag Bob");
    CHECK(structure.entities[2].encoding == TransferEncoding::base64);
    CHECK(last_content(both) == pdf);
    CHECK(readings_agree(both, structure));
}

TEST_CASE("none of the forms that hide an attachment from mimetic hides it from Sluis", "[mime][hidden]") {
    const std::string comment = header + "Content-Type: multipart/mixed (c); boundary=\"BND\" (x)\r\n\r\n" +
                                multipart({text_part, pdf_part}).substr(multipart({}).find("--BND"));
    const std::vector<std::pair<std::string, std::string>> forms{
        {"blanks after the delimiter", replaced(both, "--BND\r\n", "--BND  \t\r\n")},
        {"comment in Content-Type", comment},
        {"header line without colon", replaced(both, "MIME-Version", "no colon here\r\nMIME-Version")},
        {"text/plain before the multipart", replaced(both, "MIME-Version: 1.0", "Content-Type: text/plain")},
        {"multipart without boundary", replaced(both, "; boundary=\"BND\"", "")},
        {"comment after base64", replaced(both, "Encoding: base64", "Encoding:   BASE64  (c)")},
        {"padding in the middle", replaced(both, "JVBERi0x", "JVBE=JVBERi0x")},
        {"no empty line before the first delimiter",
         replaced(both, "\r\n\r\n--BND\r\nContent-Type: text", "\r\nThis is MIME.\r\n--BND\r\nContent-Type: text")},
        {"nested message without end", header + "Content-Type: multipart/mixed; boundary=OUT\r\n\r\n--OUT\r\n" +
                                           multipart({text_part}, "IN") + "--OUT\r\n" + pdf_part},
    };
    for (const auto& [name, message] : forms) {
        INFO(name);
        const Structure structure = read(message);
        CHECK(structure.entities.back().media_type == "application/pdf");
        CHECK(structure.entities.back().encoding == TransferEncoding::base64);
        CHECK(last_content(message).find("hello world") != std::string::npos);
    }
    for (std::size_t i = 1; i + 1 < forms.size(); ++i) {  // The first and last have one reading.
        INFO(forms[i].first);
        CHECK_FALSE(readings_agree(forms[i].second, read(forms[i].second)));
    }
    const std::string named =
        replaced(both, "filename=\"verslag.pdf\"", "filename*0*=UTF-8''na%C3%AF;\r\n filename*1=\"ve.pdf\"");
    CHECK(leaf_file_name(octets(named, read(named).entities.back().header)) == "naïve.pdf");
}

TEST_CASE("odd but plain messages are read as mail clients read them, and are not ambiguous", "[mime]") {
    const std::string inner = multipart({text_part, pdf_part}, "BNDX");
    const std::vector<std::pair<std::string, Leaves>> cases{
        {header + "\r\njust text\r\n", {" text/plain"}},
        {"", {" text/plain"}},
        {"\r\nonly a body\r\n", {" text/plain"}},
        {"Subject: only a header\r\n", {" text/plain"}},
        {header + "Content-Type: text\r\n\r\nx", {" text/plain"}},
        {"From ann Mon Nov 23 09:00:00 2026\r\n" + both, {"1 text/plain", "2 application/pdf"}},
        {"   \t  \r\n" + both, {"1 text/plain", "2 application/pdf"}},
        {replaced(both, "\r\n", "\n"), {"1 text/plain", "2 application/pdf"}},
        {replaced(both, "\r\n--BND--\r\n", "\r\n"), {"1 text/plain", "2 application/pdf"}},
        {replaced(both, "--BND--\r\n", "--BND--"), {"1 text/plain", "2 application/pdf"}},
        {replaced(both, "\"BND\"", "BND ; charset=x"), {"1 text/plain", "2 application/pdf"}},
        {replaced(both, "Content-Type: multipart", "cONTENT-tYPE :\r\n\tmultipart"),
         {"1 text/plain", "2 application/pdf"}},
        {header + multipart({text_part, inner, pdf_part}),
         {"1 text/plain", "2.1 text/plain", "2.2 application/pdf", "3 application/pdf"}},
        {header + multipart({"Content-Type: message/rfc822\r\n\r\n" + both.substr(0)}, "OUT"), {"1 message/rfc822"}},
        {header + multipart({"\r\nFrom: x@y.test\r\n\r\nHi\r\n"}, "DIG", "digest"), {"1 message/rfc822"}},
        {header + multipart({"", "\r\n"}), {"1 text/plain", "2 text/plain"}},
    };
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto& [message, expected] = cases[i];
        INFO("case " << i << ":\n" << message);
        CHECK(leaves(read(message)) == expected);
        if (i != 15) CHECK(readings_agree(message, read(message)));  // An empty part: mimetic loses the next delimiter.
    }
}

TEST_CASE("a line of blanks is borne at the very start alone", "[mime][ambiguous]") {
    for (const auto& message :
         {replaced(both, "MIME-Version", "   \r\nno field\r\nMIME-Version"), "  x\r\n" + both,
          "   \r\nno field\r\n" + both,
          replaced(both, "--BND\r\nContent-Type: application", "--BND\r\n  \r\nContent-Type: application")}) {
        INFO(message);
        CHECK_FALSE(readings_agree(message, read(message)));
        CHECK(last_content(message) == pdf);
    }
}

TEST_CASE("what clients may read in two ways is ambiguous", "[mime][ambiguous]") {
    const auto doubts = [](const std::string& message) {
        return second_opinion(message, read_message(message, Limits{}).value());
    };
    const auto has = [&](const std::string& message, Ambiguity doubt) {
        const auto all = doubts(message);
        return std::find(all.begin(), all.end(), doubt) != all.end();
    };
    CHECK(doubts(both).empty());
    CHECK(has(replaced(both, "--BND\r\nContent-Type: app", "--BNDY\r\nContent-Type: app"),
              Ambiguity::boundary_with_more));
    CHECK(has(both + "--BND\r\n" + pdf_part, Ambiguity::parts_after_the_end));
    CHECK(leaves(read(both + "--BND\r\n" + pdf_part)).size() == 3);
    CHECK(has(replaced(both, "boundary=\"BND\"", "boundary=X; boundary=BND"), Ambiguity::repeated_parameter));
    CHECK(leaves(read(replaced(both, "boundary=\"BND\"", "boundary=X; boundary=BND"))).size() == 2);
    CHECK(has(replaced(both, "MIME-Version: 1.0", "Content-Transfer-Encoding: base64"), Ambiguity::encoded_multipart));
    CHECK(has(header + multipart({multipart({text_part})}), Ambiguity::boundary_used_twice));
    CHECK(has(header + multipart({"Content-Type: message/rfc822\r\n\r\n" + header + multipart({text_part})}),
              Ambiguity::boundary_used_twice));
    CHECK(has(replaced(both, "Dag Bob", "Dag\r--BND\rContent-Type: a/b\r\rBob"), Ambiguity::mixed_line_ends));
    CHECK(has(replaced(both, "MIME-Version: 1.0\r\n", "MIME-Version: 1.0\n"), Ambiguity::mixed_line_ends));
    CHECK(
        has(replaced(both, "base64\r\n", "base64\r\nContent-Transfer-Encoding: 7bit\r\n"), Ambiguity::repeated_field));
    CHECK(has(replaced(both, "JVBERi0x", "JV!BERi0x"), Ambiguity::broken_base64));
    const std::string without_delimiter = "Content-Type: multipart/mixed; boundary=zzz\r\n\r\nDag Bob\r\n";
    CHECK(has(header + without_delimiter, Ambiguity::no_parts));
    CHECK(leaves(read(header + without_delimiter)).empty());
    CHECK(has(header + multipart({}), Ambiguity::no_parts));
    CHECK(has(header + multipart({text_part, without_delimiter, pdf_part}), Ambiguity::no_parts));
}

TEST_CASE("preambles, epilogues and delimiter lines are outside the parts", "[mime]") {
    const std::string message =
        replaced(both, "\r\n\r\n--BND\r\nContent-Type: text", "\r\n\r\nsecret\r\n--BND\r\nContent-Type: text") +
        "after\r\n";
    std::string outside;
    for (const Range& range : outside_parts(read(message))) outside += octets(message, range);

    CHECK(outside == "secret\r\n--BND\r\n\r\n--BND\r\n\r\n--BND--\r\nafter\r\n");
}

TEST_CASE("the values that policy reads are decoded and on one line", "[mime]") {
    const Structure structure =
        read("Subject: =?UTF-8?Q?caf=C3=A9?=\r\n =?UTF-8?Q?_x?=\r\nX-Sluis-Dossier: 12\r\n 34\r\nX-Other: no\r\n\r\n");

    CHECK(structure.values ==
          std::vector<std::pair<std::string, std::string>>{{"subject", "café x"}, {"x-sluis-dossier", "12 34"}});
}

TEST_CASE("hostile sizes end in too_deep or too_large, or are read, in bounded time", "[mime][hostile]") {
    const auto start = std::chrono::steady_clock::now();
    std::string deep = header;
    for (int i = 0; i < 50'000; ++i) {
        const auto b = std::to_string(i);
        deep += "Content-Type: multipart/mixed; boundary=b" + b + "x\r\n\r\n--b" + b + "x\r\n";
    }
    CHECK(read_structure(deep, Limits{}).error() == ReadFailure::too_deep);

    std::string many = header + "Content-Type: multipart/mixed; boundary=B\r\n\r\n";
    for (int i = 0; i < 1'000'000; ++i) many += "--B\r\n\r\n";
    CHECK(read_structure(many, Limits{}).error() == ReadFailure::too_large);

    std::string fields;
    for (int i = 0; i < 800'000; ++i) fields += "X-A: b\r\n";
    CHECK(read_structure(fields + "\r\n", Limits{}).error() == ReadFailure::too_large);
    CHECK(read_structure("X: " + std::string(10'000'000, 'x') + "\r\n\r\n", Limits{}).error() ==
          ReadFailure::too_large);

    const std::string long_lines =
        header + multipart({"\r\n" + std::string(5'000'000, '-') + "\r\n" + std::string(5'000'000, 'x')});
    CHECK(read(long_lines).entities.size() == 2);
    CHECK(readings_agree(long_lines, read(long_lines)));
    std::string dashes = header + "Content-Type: multipart/mixed; boundary=" + std::string(900, '-') + "\r\n\r\n";
    for (int i = 0; i < 10'000; ++i) dashes += std::string(899, '-') + "\r\n";
    CHECK(read(dashes).entities.size() == 1);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{60});
}
