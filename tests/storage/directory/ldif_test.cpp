#include "storage/directory/ldif.h"

#include <catch2/catch.hpp>

namespace {

using namespace sluis::storage::directory;

LdifProblem refused(std::string_view text, const LdifLimits& limits = {}) {
    auto entries = parse_ldif(text, limits);
    REQUIRE_FALSE(entries);
    return entries.error();
}

std::vector<Entry> read(std::string_view text) {
    auto entries = parse_ldif(text);
    if (!entries) FAIL(entries.error().line << ": " << entries.error().what);
    return *entries;
}

}  // namespace

TEST_CASE("entries are read with folds, comments, base64 and UTF-8", "[ldif][rfc2849]") {
    const auto entries = read(
        "version: 1\n# een\n  opmerking over twee lijnen\ndn: uid=a,\n dc=x\nCN;lang-nl: niet gelezen\nCn: Jan\n Van\n"
        "  Dam\nsn:: Wm/Dqw==\no:zonder blank\nou:   drie blanken\nmail:\n\n\n# los\n\ndn:: dWlkPWI=\nsn: Zoë: met "
        "dubbele punt\n");

    REQUIRE(entries.size() == 2);
    CHECK(entries[0].dn == "uid=a,dc=x");
    CHECK(entries[0].line == 4);
    CHECK(entries[0].first("cn") == "JanVan Dam");
    CHECK(entries[0].first("sn") == "Zoë");
    CHECK(entries[0].first("o") == "zonder blank");
    CHECK(entries[0].first("ou") == "drie blanken");
    CHECK(entries[0].all("mail") == std::vector<std::string>{""});
    CHECK(entries[1].dn == "uid=b");
    CHECK(entries[1].line == 18);
    CHECK(entries[1].first("sn") == "Zoë: met dubbele punt");
}

TEST_CASE("line ends may be CRLF, the last one may be missing, and a byte order mark is forgiven", "[ldif]") {
    const auto entries = read(
        "\xef\xbb\xbf"
        "dn: a=b\r\nmail: x@y.example\r\n\r\ndn: c=d\r\nmail: z@y.\r\n example");
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].first("mail") == "x@y.example");
    CHECK(entries[1].first("mail") == "z@y.example");
    CHECK(read("").empty());
    CHECK(read("version: 1\n").empty());
}

TEST_CASE("several values of one attribute are kept in order, whatever the case of its name", "[ldif]") {
    const auto entries = read("dn: a=b\nMail: 1\nmail: 2\nMAIL: 3\n");
    CHECK(entries.at(0).all("mail") == std::vector<std::string>{"1", "2", "3"});
    CHECK(entries.at(0).has("mail", "2"));
    CHECK_FALSE(entries.at(0).has("mail", "4"));
}

TEST_CASE("what is no content record is refused with its line, and without its value", "[ldif][rfc2849]") {
    struct Case {
        const char* text;
        int line;
        const char* what;
    };
    for (const auto& [text, line, what] : std::vector<Case>{
             {"mail: geheim\n", 1, "begins with dn:"},
             {"dn: a=b\nmail geheim\n", 2, "without a colon"},
             {"dn: a=b\nma il: geheim\n", 2, "name of an attribute"},
             {"dn: a=b\n: geheim\n", 2, "name of an attribute"},
             {"dn: a=b\njpegPhoto:< file:///geheim\n", 2, "URL"},
             {"dn: a=b\nmail:: geh*eim\n", 2, "base64"},
             {"dn: a=b\nmail: geheim\xff\n", 2, "UTF-8"},
             {"dn: a=b\nmail: \xc0\x80\n", 2, "UTF-8"},
             {"dn: a=b\nmail: \xed\xa0\x80\n", 2, "UTF-8"},
             {"dn: a=b\nmail:: AGdlaGVpbQ==\n", 2, "UTF-8"},
             {"dn: a=b\nchangetype: add\nmail: geheim\n", 2, "change record"},
             {"dn: a=b\nmail: x\ndn: c=d\n", 3, "second dn:"},
             {"dn: a=b\nmail: x\n\ndn: A=B\nmail: y\n", 4, "already"},
             {"dn: a=b\n\nmail: x\n", 2, "without attributes"},
             {"dn:\nmail: x\n", 1, "begins with dn:"},
             {"version: 2\ndn: a=b\nmail: x\n", 1, "version 1"},
             {"version: 1\nversion: 1\n", 2, "begins with dn:"},
         }) {
        INFO(text);
        const auto problem = refused(text);
        CHECK(problem.line == line);
        CHECK_THAT(problem.what, Catch::Contains(what));
        CHECK_THAT(problem.what, !Catch::Contains("geheim"));
    }
}

TEST_CASE("an LDIF file is bounded in every direction", "[ldif][limits]") {
    LdifLimits limits;
    limits.max_bytes = 100;
    limits.max_entries = 2;
    limits.max_values = 3;
    limits.max_value_bytes = 5;
    CHECK_THAT(refused(std::string(101, '#'), limits).what, Catch::Contains("too large"));
    CHECK(refused("dn: a\nb: 1\n\ndn: b\nb: 1\n\ndn: c\nb: 1\n", limits).line == 7);
    CHECK(refused("dn: a\nb: 1\nb: 2\nb: 3\nb: 4\n", limits).line == 5);
    CHECK(refused("dn: a\nb: 123\n 456\n", limits).line == 2);
}
