// The program as it is shipped, on real documents: a library that wants a file after the confinement, or a system
// call that the filter lacks, silently reads nothing.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "tests/gateway/scan/hostile_template.h"

namespace sluis::scan {
namespace {

std::string base64(std::string_view octets) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < octets.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = (group << 8) | (i + k < octets.size() ? static_cast<unsigned char>(octets[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k) text += i + k > octets.size() ? '=' : digits[(group >> (18 - 6 * k)) & 63U];
        if (i % 57 == 54) text += "\r\n";
    }
    return text;
}

std::string mail_with(const std::string& file, const std::string& type) {
    std::ifstream stream{std::string{SLUIS_SOURCE_DIR} + "/tests/data/documents/" + file, std::ios::binary};
    const std::string content{std::istreambuf_iterator<char>{stream}, {}};
    REQUIRE_FALSE(content.empty());
    return "From: an@voorziening.example\r\nSubject: test\r\nMIME-Version: 1.0\r\n"
           "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHallo\r\n"
           "--b\r\nContent-Type: " +
           type + "; name=\"" + file + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64(content) +
           "\r\n--b--\r\n";
}

TEST_CASE("the confined program reads text out of every kind of document", "[scan][program]") {
    const TemplateProcess process{{std::string{SLUIS_BINARY_DIR} + "/sluis-scan", {}}};
    const Scanner scanner{{process.socket(), std::chrono::seconds{60}, 1 << 24, {}}};
    const std::pair<const char*, const char*> documents[] = {
        {"body.pdf", "application/pdf"},
        {"body.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {"body.odt", "application/vnd.oasis.opendocument.text"},
        {"column.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {"column.ods", "application/vnd.oasis.opendocument.spreadsheet"},
        {"plain.zip", "application/zip"},
    };
    for (const auto& [file, type] : documents) {
        INFO(file);
        const Report report = scanner.scan(mail_with(file, type));

        CHECK_FALSE(report.findings.unscannable);
        REQUIRE(report.findings.documents.size() == 2);
        const policy::Document& document = report.findings.documents[1];
        CHECK(document.part == "2");
        CHECK(document.file_name == file);
        CHECK_FALSE(document.unscannable);
        CHECK_FALSE(document.evidence.empty());
    }
}

}  // namespace
}  // namespace sluis::scan
