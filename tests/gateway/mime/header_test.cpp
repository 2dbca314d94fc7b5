#include "gateway/mime/header.h"

#include <catch2/catch.hpp>

#include "gateway/mime/transfer.h"
#include "tests/gateway/mime/mails.h"

using namespace sluis::mime;
using namespace sluis::mime::test;

TEST_CASE("encoded words say what RFC 2047 and mail clients take them to say", "[mime][rfc2047]") {
    for (const auto& row : table("mime/encoded_words.tsv")) {
        INFO(row[0]);
        REQUIRE(row.size() == 2);
        CHECK(decode_text(row[0]) == row[1]);
    }
}

TEST_CASE("parameters are read with comments, continuations and charsets", "[mime][rfc2231]") {
    for (const auto& row : table("mime/parameters.tsv")) {
        INFO(row[0] << " → " << row[2]);
        REQUIRE(row.size() == 4);
        const ParameterizedValue value = parse_parameters(row[0]);
        CHECK(value.value == (row[1] == "-" ? "" : row[1]));
        CHECK(value.parameter(row[2]).value_or("-") == row[3]);
    }
}

TEST_CASE("a type that is none is text/plain, and a lone multipart shows its parts", "[mime][rfc2045-5.2]") {
    CHECK(content_type("").value == "text/plain");
    CHECK(content_type("Content-Type: text\r\n").value == "text/plain");
    CHECK(content_type("Content-Type: a/b/c\r\n").value == "text/plain");
    CHECK(content_type("Content-Type: MULTIPART; boundary=x\r\n").value == "multipart/mixed");
    CHECK(content_type("X: y\r\ncontent-type : Image/PNG\r\n").value == "image/png");
}

TEST_CASE("an encoding is known by its word alone", "[mime][rfc2045-6]") {
    CHECK(transfer_encoding(" BASE64  (c)\r\n") == TransferEncoding::base64);
    CHECK(transfer_encoding("\"base64\";") == TransferEncoding::base64);
    CHECK(transfer_encoding("Quoted-Printable\r\n") == TransferEncoding::quoted_printable);
    CHECK(transfer_encoding("8bit") == TransferEncoding::identity);
    CHECK(transfer_encoding("") == TransferEncoding::identity);
}

TEST_CASE("file names lose whatever could mislead or escape", "[mime]") {
    for (const auto& row : table("mime/file_names.tsv")) {
        INFO(row[0]);
        CHECK(clean_file_name(row[0]) == (row.size() > 1 ? row[1] : ""));
    }
    const std::string long_name = clean_file_name(std::string(300, 'a') + "é.pdf");
    CHECK(long_name.size() <= 255);
    CHECK(long_name.substr(long_name.size() - 5) == "a.pdf");
    std::string wide;
    for (int i = 0; i < 200; ++i) wide += "é";
    CHECK(is_valid_utf8(clean_file_name(wide + ".docx")));
}

TEST_CASE("every name that a client might show for a leaf is found, the likeliest first", "[mime]") {
    const std::string header =
        "Content-Type: application/pdf; name=type.pdf\r\n"
        "Content-Disposition: attachment; filename=a.pdf; filename*=utf-8''b.pdf\r\n\r\n";
    CHECK(leaf_file_name(header) == "b.pdf");
    CHECK(all_file_names(header) == std::vector<std::string>{"b.pdf", "a.pdf", "type.pdf"});
    CHECK(leaf_file_name("Content-Type: application/pdf; name*=UTF-8''only%20name.pdf\r\n") == "only name.pdf");
    CHECK(leaf_file_name("X: y\r\n").empty());
}

TEST_CASE("an address list gives names, addresses and groups", "[mime][rfc5322-3.4]") {
    for (const auto& row : table("mime/addresses.tsv")) {
        INFO(row[0]);
        std::vector<std::string> found;
        for (const auto& a : parse_addresses(row[0])) found.push_back(a.name + "|" + a.address + "|" + a.group);
        CHECK(found == std::vector<std::string>(row.begin() + 1, row.end()));
    }
    CHECK(parse_addresses("a@x.test, b@x.test, c@x.test", 2).size() == 2);
}

TEST_CASE("fields are walked with their octets, whatever stands between them", "[mime][rfc5322-2.2]") {
    const std::string header = "A: 1\r\n 2\r\nno field\r\nB :3\nBcc:\r\n\r\nbody: no";
    HeaderFields fields{header};
    std::vector<std::string> seen;
    while (const auto field = fields.next()) {
        seen.push_back(std::string{field->name} + "=" + unfold(field->value));
        CHECK(field->range.end <= header.size());
    }
    CHECK(seen == std::vector<std::string>{"A=1 2", "=no field", "B=3", "Bcc="});
}

TEST_CASE("hostile header values cost linear time", "[mime][hostile]") {
    std::string words;
    std::string stars = "attachment";
    std::string comments(200'000, '(');
    while (words.size() < 250'000) words += "=?a?q?x ";
    while (stars.size() < 250'000) stars += ";x*1=y";
    CHECK((decode_text(words).size() == words.size() - 1));
    CHECK(parse_parameters(stars).parameters.size() == 1);
    CHECK(parse_parameters(comments).value.empty());
    CHECK(parse_addresses(words + comments).size() == 1);
    CHECK(parse_addresses(std::string(250'000, ',')).empty());
    CHECK(parse_addresses(std::string(250'000, '<')).size() == 1);
}
