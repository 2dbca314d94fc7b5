// What the honest reader says must never look like a lie: that would make good mail unscannable.
#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "gateway/mime/reader.h"
#include "gateway/scan/report.h"

namespace sluis::scan {
namespace {

const mime::Limits limits;

const std::string nested =
    "From someone@example.org Mon Jan  1 00:00:00 2024\r\n"
    "Subject: a\r\n b\r\nContent-Type: multipart/mixed; boundary=\"outer\"\r\n\r\npreamble\r\n"
    "--outer\r\nContent-Type: text/plain\r\n\r\nbody\r\n"
    "--outer\r\nContent-Type: multipart/alternative; boundary=inner\r\n\r\n"
    "--inner\r\n\r\nplain\r\n--inner\r\nContent-Type: text/html\r\n\r\n<p>html\r\n--inner--\r\nepilogue\r\n"
    "--outer\r\nContent-Type: message/rfc822\r\n\r\nSubject: within\r\n\r\ntext\r\n"
    "--outer--\r\nthe end\r\n";

// The report of a child that found nothing, over this structure.
Report report_over(mime::Structure structure) {
    Report report;
    for (const auto& entity : structure.entities) {
        if (!entity.is_leaf) continue;
        policy::Document document;
        document.part = entity.path;
        document.media_type = entity.media_type;
        document.size = entity.body.size();
        report.findings.documents.push_back(document);
    }
    report.structure = std::move(structure);
    return report;
}

void check_believed(const std::string& message) {
    const auto structure = mime::read_structure(message, limits);
    if (!structure) return;
    const auto report = decode(encode(report_over(*structure)), message.size(), limits);
    if (!report) FAIL(report.error() << " in: " << message);
    if (report->structure.entities.size() != structure->entities.size()) FAIL("entities lost in: " << message);
}

TEST_CASE("the structure of a message cut at any octet is believed", "[scan][report]") {
    REQUIRE(mime::read_structure(nested, limits)->entities.size() == 6);
    for (std::size_t size = 0; size <= nested.size(); ++size) check_believed(nested.substr(0, size));
}

TEST_CASE("the structure of a message whose lines are shuffled, doubled and lost is believed", "[scan][report]") {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < nested.size();) {
        const std::size_t end = nested.find('\n', at) + 1;
        lines.push_back(nested.substr(at, end - at));
        at = end;
    }
    std::mt19937 random{20260101};
    for (int round = 0; round < 3000; ++round) {
        std::string message;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const auto choice = random() % 8;
            std::string line = lines[choice == 0 ? random() % lines.size() : i];
            if (choice == 1) continue;
            if (choice == 2) line += line;
            if (choice == 3) line.erase(line.size() - 2, 1);
            if (choice == 4) line[random() % line.size()] = static_cast<char>(random() % 256);
            message += line;
        }
        check_believed(message);
    }
}

}  // namespace
}  // namespace sluis::scan
