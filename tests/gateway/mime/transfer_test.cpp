#include "gateway/mime/transfer.h"

#include <unicode/ucnv.h>

#include <catch2/catch.hpp>

#include "tests/gateway/mime/mails.h"

using namespace sluis::mime;

namespace {

template <class Decoder>
std::string in_pieces(std::string_view encoded, std::size_t piece) {
    Decoder decoder;
    std::string out;
    for (std::size_t at = 0; at < encoded.size(); at += piece) decoder.feed(encoded.substr(at, piece), out);
    decoder.finish(out);
    return out;
}

struct Case {
    std::string encoded;
    std::string content;
    bool anomaly;
};

}  // namespace

TEST_CASE("base64 is decoded as tolerant clients do, and told where they differ", "[mime][rfc2045-6.8]") {
    const std::vector<Case> cases{
        {"", "", false},
        {"SGFsbG8=", "Hallo", false},
        {"SGFs\r\nbG8=\r\n", "Hallo", false},
        {" S G\tFs bG8=", "Hallo", false},
        {"SGFsbG8", "Hallo", false},
        {"SGFsbG8=\r\n=\r\n", "Hallo", false},
        {"SGFsb", "Hal", false},
        {"SG!Fs\x01"
         "bG8=",
         "Hallo", true},
        {"SGE=SGE=", "HaHa", true},
        {"=SGFs", "Hal", true},
        {"S=GFs", "\x18\x5b", true},
    };
    for (const auto& [encoded, content, anomaly] : cases) {
        INFO(encoded);
        const Decoded decoded = decode(encoded, TransferEncoding::base64);
        CHECK(decoded.content == content);
        CHECK(decoded.anomaly == anomaly);
        CHECK(is_anomalous_base64(encoded) == anomaly);
        for (const std::size_t piece : {1U, 2U, 3U}) CHECK(in_pieces<Base64Decoder>(encoded, piece) == content);
    }
    CHECK(decode("SGE=SGE=", TransferEncoding::base64).other_reading == "Ha");
}

TEST_CASE("quoted-printable is decoded as tolerant clients do", "[mime][rfc2045-6.7]") {
    const std::vector<Case> cases{
        {"caf=C3=A9=\r\n bar\r\n", "café bar\r\n", false},
        {"lower=c3=a9", "loweré", false},
        {"blanks \t \r\nvanish", "blanks\r\nvanish", false},
        {"soft= \t\r\nbreak=\nhere", "softbreakhere", false},
        {"stray = sign =ZZ", "stray = sign =ZZ", true},
        {"half =4", "half =4", true},
        {"double ==41", "double =A", true},
        {"end=", "end", false},
    };
    for (const auto& [encoded, content, anomaly] : cases) {
        INFO(encoded);
        const Decoded decoded = decode(encoded, TransferEncoding::quoted_printable);
        CHECK(decoded.content == content);
        CHECK(decoded.anomaly == anomaly);
        CHECK(in_pieces<QuotedPrintableDecoder>(encoded, 1) == content);
    }
}

TEST_CASE("a text reads the same however long it is, in every charset of single octets that ICU knows") {
    std::string pairs;
    for (int first = 0; first < 0x100; ++first) {
        for (const char second : {'e', '(', ')', '<', '@', '\x14', '\n'})
            pairs += {static_cast<char>(first), second, ' '};
    }
    int charsets = 0;
    for (int i = 0; i < ::ucnv_countAvailable(); ++i) {
        UErrorCode status = U_ZERO_ERROR;
        auto* converter = ::ucnv_open(::ucnv_getAvailableName(i), &status);
        if (U_FAILURE(status)) continue;
        const auto type = ::ucnv_getType(converter);
        ::ucnv_close(converter);
        if (type != UCNV_SBCS && type != UCNV_LATIN_1 && type != UCNV_US_ASCII) continue;
        const std::string charset = ::ucnv_getAvailableName(i);
        CAPTURE(charset);
        std::string text, expected;
        const auto read = to_utf8(pairs, charset);
        while (text.size() < 20'000) {
            text += pairs;
            expected += read;
        }
        CHECK(to_utf8(text, charset) == expected);
        ++charsets;
    }
    CHECK(charsets > 100);
}

TEST_CASE("octets in any character set become valid UTF-8", "[mime]") {
    CHECK(to_utf8("caf\xE9 \x80", "iso-8859-1") == "café €");
    CHECK(to_utf8("caf\xE9", "us-ascii") == "café");
    CHECK(to_utf8("caf\xC3\xA9", "us-ascii") == "café");
    CHECK(to_utf8("caf\xC3\xA9", "") == "café");
    CHECK(to_utf8("caf\xE9", "utf-8") == "caf\xEF\xBF\xBD");
    CHECK(to_utf8("\xEF\xBB\xBF"
                  "caf\xC3\xA9",
                  "windows-1252") == "café");
    CHECK(to_utf8(std::string{"\xFF\xFE"
                              "a\0b\0",
                              6},
                  "utf-8") == "ab");
    CHECK(to_utf8(std::string{"a\0b\0c\0d\0", 8}, "utf-16") == "abcd");
    CHECK(to_utf8(std::string{"a\0b\0c\0d\0", 8}, "") == "abcd");
    CHECK(to_utf8("caf\xE9", "../../etc/passwd") == "café");
    CHECK(to_utf8("caf\xE9", std::string(5000, 'x')) == "café");
    CHECK(to_utf8("+AOk-", "utf-7") == "é");
    CHECK(to_utf8("", "utf-8").empty());
    CHECK(is_known_charset("Windows-1252"));
    CHECK_FALSE(is_known_charset("nosuchset"));
    for (int i = 0; i < 256; ++i) {
        for (const char* set : {"utf-8", "utf-16", "iso-2022-jp", "gb2312", "utf-7", "shift_jis", "hz-gb-2312"}) {
            const std::string odd{static_cast<char>(i), '\x1B', static_cast<char>(255 - i)};
            CHECK(is_valid_utf8(to_utf8(odd, set)));
        }
    }
    CHECK_FALSE(is_valid_utf8("\xC0\xAF"));
    CHECK_FALSE(is_valid_utf8("\xED\xA0\x80"));
    CHECK_FALSE(is_valid_utf8("12345678\xC3"));
}

TEST_CASE("uuencoded files in a text are found, with their names", "[mime]") {
    const std::string text =
        "Dag\r\nbegin 644 ../verslag.txt\r\n#0V%T\r\n`\r\nend\r\nbegin 2026 well\r\nbegin 644 x\r\nnot data, far too "
        "long\r\n"
        "begin 644 open.bin\n#0V%T\n";
    const auto files = find_uuencoded(text);

    REQUIRE(files.size() == 2);
    CHECK(files[0].name == "verslag.txt");
    CHECK(files[0].content == "Cat");
    CHECK(text.substr(files[0].range.begin, files[0].range.size()) ==
          "begin 644 ../verslag.txt\r\n#0V%T\r\n`\r\nend\r\n");
    CHECK(files[1].content == "Cat");
    CHECK(find_uuencoded(text, 1).size() == 1);
    CHECK(find_uuencoded("begin your day 644 times\n").empty());
}
