#include "config/policy_cases.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

using namespace sluis;
using namespace sluis::config;
namespace fs = std::filesystem;

namespace {

const fs::path data = fs::path{SLUIS_SOURCE_DIR} / "tests/data/config/policy-cases";
const fs::path shipped = fs::path{SLUIS_SOURCE_DIR} / "config/policy-tests";

std::string content_of(const fs::path& file) {
    std::ifstream in{file};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string refused(const fs::path& file) {
    const auto read = read_policy_cases(file);
    if (read) return "accepted";
    std::string text;
    for (const auto& problem : read.error())
        text += std::to_string(problem.line) + ':' + std::to_string(problem.column) + ": " + problem.what + '\n';
    return text;
}

}  // namespace

TEST_CASE("every mistake in a file of policy tests is told at its place, with what is allowed") {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(data)) {
        if (entry.path().extension() != ".toml") continue;
        INFO(entry.path().string());
        auto expected = content_of(fs::path{entry.path()}.replace_extension(".errors"));
        for (auto at = expected.find("FOLDER"); at != std::string::npos; at = expected.find("FOLDER"))
            expected.replace(at, 6, data.string());
        CHECK(refused(entry.path()) == expected);
        ++count;
    }
    CHECK(count >= 3);
}

TEST_CASE("a described mail is what the scan would have said of one") {
    const auto read = read_policy_cases(shipped / "messages.toml");
    REQUIRE(read);
    const auto of = [&](const std::string& begin) {
        const auto found = std::find_if(read->begin(), read->end(),
                                        [&](const auto& each) { return each.name.find(begin) != std::string::npos; });
        REQUIRE(found != read->end());
        return *found;
    };
    const auto signed_mail = of("een ondertekende mail met persoonsgegevens");
    CHECK(signed_mail.findings.protection == policy::Protection::smime_signed);
    REQUIRE(signed_mail.findings.documents.size() == 4);
    CHECK(signed_mail.findings.documents[2].part == "3");
    CHECK(signed_mail.findings.documents[2].evidence.front().strength == policy::Strength::certain);
    CHECK(signed_mail.findings.documents[2].evidence.front().person == 1u);
    CHECK(signed_mail.findings.documents[3].role == policy::Role::signature);

    // A mail has a text, also where none is described.
    const auto invitation = of("een gewone uitnodiging in de agenda");
    REQUIRE(invitation.findings.documents.size() == 2);
    CHECK(invitation.findings.documents[0].role == policy::Role::body);
    CHECK(invitation.findings.documents[1].role == policy::Role::calendar);
}

TEST_CASE("the cases that come with Sluis are many, and each expects something") {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(shipped)) {
        const auto name = entry.path().filename().string();
        if (!name.ends_with(".toml") || name.ends_with(".policy.toml")) continue;
        const auto read = read_policy_cases(entry.path());
        INFO(name << (read ? "" : ": " + read.error().front().text()));
        REQUIRE(read);
        for (const auto& each : *read) CHECK_FALSE(each.expected.empty());
        count += read->size();
    }
    CHECK(count >= 80);
}
