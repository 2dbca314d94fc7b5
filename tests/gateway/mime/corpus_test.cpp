#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>

#include "gateway/mime/header.h"
#include "gateway/mime/second_opinion.h"
#include "gateway/mime/transfer.h"
#include "tests/gateway/mime/mails.h"

using namespace sluis::mime;
using namespace sluis::mime::test;

namespace {

// The rules every structure keeps, whatever the message: ranges ordered, disjoint, inside; paths as IMAP's.
void check_sane(const std::string& message, const Structure& structure) {
    REQUIRE_FALSE(structure.entities.empty());
    CHECK(structure.entities.front().header.begin == 0);
    CHECK(structure.entities.front().body.end == message.size());
    std::map<int, std::uint64_t> free_from;
    for (std::size_t i = 0; i < structure.entities.size(); ++i) {
        const Entity& entity = structure.entities[i];
        REQUIRE(entity.header.begin <= entity.header.end);
        REQUIRE(entity.header.end <= entity.body.begin);
        REQUIRE(entity.body.begin <= entity.body.end);
        free_from[static_cast<int>(i)] = entity.body.begin;
        if (i == 0) continue;
        REQUIRE(entity.parent < static_cast<int>(i));
        const Entity& parent = structure.entities[static_cast<std::size_t>(entity.parent)];
        REQUIRE_FALSE(parent.is_leaf);
        REQUIRE(entity.header.begin >= free_from[entity.parent]);
        REQUIRE(entity.body.end <= parent.body.end);
        free_from[entity.parent] = entity.body.end;
    }
    for (const auto& [name, value] : structure.values) REQUIRE(is_valid_utf8(value));
}

struct Row {
    std::string file;
    std::string kind;
    std::string hint;  // "parts=9 depth=2 att=0 (python email)"
};

std::vector<Row> manifest(const std::filesystem::path& path) {
    std::vector<Row> rows;
    std::ifstream in{path};
    for (std::string line; std::getline(in, line);) {
        std::vector<std::string> columns(1);
        for (const char c : line) {
            if (c == '\t') {
                columns.emplace_back();
            } else {
                columns.back() += c;
            }
        }
        if (columns.size() >= 8 && columns[0] != "file") rows.push_back({columns[0], columns[1], columns[7]});
    }
    return rows;
}

/// Malformed, whatever the list of the corpus says, with the reason. @param separator  between folder and file
std::map<std::string, std::string> not_benign(const std::string& separator) {
    std::map<std::string, std::string> found;
    for (const auto& row : table("mime/not_benign.tsv")) {
        std::string name = row.at(0);
        for (std::size_t at = 0; (at = name.find('/', at)) != std::string::npos; at += separator.size())
            name.replace(at, 1, separator);
        found.emplace(name, row.at(1));
    }
    return found;
}

bool is_mail(const Row& row) {
    return row.kind != "sidecar" && row.hint.find("parts=") != std::string::npos;
}

}  // namespace

TEST_CASE("mails of other projects' tests are read as those projects read them", "[mime][mails]") {
    const auto left_out = not_benign("__");
    std::size_t counted = 0;
    std::size_t benign = 0;
    std::size_t ambiguous = 0;
    for (const auto& row : table("mails/SOURCES.tsv")) {
        INFO(row[0]);
        REQUIRE(row.size() == 6);
        const std::string message = with_crlf(file(data("mails/" + row[0])));
        REQUIRE_FALSE(message.empty());
        const auto reading = read_message(message, Limits{});
        REQUIRE(reading.has_value());
        check_sane(message, reading->structure);
        const bool agreed = second_opinion(message, *reading).empty();
        CHECK(agreed == (row[5] == "no"));
        if (row[3] != "malformed" && !left_out.contains(row[0])) {
            ++benign;
            ambiguous += agreed ? 0 : 1;
        }
        if (row[4] == "-") continue;
        CHECK(reading->structure.entities.size() == std::stoul(row[4]));
        ++counted;
    }
    CHECK(counted >= 100);
    std::cout << ambiguous << " of " << benign << " benign mails of other projects are ambiguous\n";
    CHECK(benign >= 100);
    CHECK(ambiguous == 0);
}

TEST_CASE("every mail of the big corpus is read sanely, and benign ones are seldom ambiguous", "[mime][corpus]") {
    const char* corpus = std::getenv("SLUIS_CORPUS");
    if (corpus == nullptr) {
        WARN("SLUIS_CORPUS is not set: the sweep is left out");
        return;
    }
    const bool talk = std::getenv("SLUIS_SWEEP_VERBOSE") != nullptr;
    const std::filesystem::path root = std::filesystem::path{corpus} / "mime";
    const auto left_out = not_benign("/");
    std::size_t benign = 0;
    std::size_t ambiguous = 0;
    for (const Row& row : manifest(root / "MANIFEST.tsv")) {
        INFO(row.file);
        if (row.kind == "sidecar") continue;
        const std::string message = with_crlf(file(root / row.file));
        const auto reading = read_message(message, Limits{});
        if (!reading) continue;
        check_sane(message, reading->structure);
        const auto doubts = second_opinion(message, *reading);
        CHECK(readings_agree(message, reading->structure) == doubts.empty());
        for (const auto& entity : reading->structure.entities) {
            const auto names = all_file_names(octets(message, entity.header));
            for (const auto& name : names) CHECK(is_valid_utf8(name));
            if (entity.is_leaf) (void)decode(octets(message, entity.body), entity.encoding);
        }
        if (left_out.contains(row.file)) CHECK_FALSE(doubts.empty());
        if (row.kind == "malformed" || !is_mail(row) || left_out.contains(row.file)) continue;
        ++benign;
        if (doubts.empty()) continue;
        ++ambiguous;
        UNSCOPED_INFO(row.file << " is ambiguous");
        if (talk) {
            std::cout << row.file << " " << row.kind << ":";
            for (const auto doubt : doubts) std::cout << " " << static_cast<int>(doubt);
            std::cout << "\n";
        }
    }
    std::cout << ambiguous << " of " << benign << " benign mails of the corpus are ambiguous\n";
    CHECK(benign > 500);
    CHECK(ambiguous * 1000 <= benign * 2);
}
