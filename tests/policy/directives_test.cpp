#include "policy/directives.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/policy/case_file.h"

using namespace sluis::policy;

namespace {

std::string in_short(const Directives& directives) {
    std::string text;
    const auto add = [&](const std::string& word) { text += (text.empty() ? "" : " ") + word; };
    if (directives.dossier) add("dossier=" + *directives.dossier);
    if (directives.confidential) add("confidential");
    if (directives.personal) add("personal");
    if (directives.days) add("days=" + std::to_string(*directives.days));
    if (directives.type) add("type=" + *directives.type);
    if (directives.no_personal_data) add("no-personal-data=" + *directives.no_personal_data);
    if (!directives.mistakes.empty()) add("mistakes=" + std::to_string(directives.mistakes.size()));
    return text.empty() ? "-" : text;
}

}  // namespace

TEST_CASE("tags are read anywhere in the subject, in any case, and taken out with the blanks around them") {
    std::ifstream in{std::string{SLUIS_SOURCE_DIR} + "/tests/data/policy/directives.txt"};
    int count = 0;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.front() == '#') continue;
        auto columns = test::split(line, '|');
        columns.resize(3);  // the last one may be empty
        INFO(line);
        const auto directives = read_directives(columns[0], {});
        CHECK(in_short(directives) == columns[1]);
        CHECK(without_directives(columns[0]) == columns[2]);
        CHECK(directives.present == (columns[0] != columns[2]));
        ++count;
    }
    CHECK(count > 30);
}

TEST_CASE("header fields say the same as tags") {
    const std::vector<HeaderValue> header{{"X-Sluis-Dossier", " D-97001 "},
                                          {"x-sluis-dagen", "7"},
                                          {"X-SLUIS-GEEN-PG", "flyer"},
                                          {"X-Sluis-Label", "Vertrouwelijk"},
                                          {"X-Sluis-Persoonlijk", "ja"}};
    const auto directives = read_directives("Vraag", header);
    CHECK(in_short(directives) == "dossier=D-97001 confidential personal days=7 no-personal-data=flyer");
    CHECK(directives.present);
    CHECK(in_short(read_directives("", {{"X-Sluis-Vertrouwelijk", "nee"}})) == "-");
    CHECK(read_directives("", {{"X-Sluis-Vertrouwelijk", "nee"}}).present);
    CHECK(in_short(read_directives("", {{"X-Sluis-Label", "geheim"}})) == "mistakes=1");
    CHECK_FALSE(read_directives("", {{"X-Sluis-Trace", "abc"}, {"Subject", "[vertrouwelijk]"}}).present);
}

TEST_CASE("Sensitivity Private and Company-Confidential are read, others are not, and neither is to be taken out") {
    for (const auto* value : {"Private", "company-confidential", " Company-Confidential "}) {
        const auto directives = read_directives("", {{"Sensitivity", value}});
        CHECK(directives.sensitivity);
        CHECK_FALSE(directives.present);
    }
    for (const auto* value : {"Normal", "Personal", "", "Privateer"}) {
        CHECK_FALSE(read_directives("", {{"Sensitivity", value}}).sensitivity);
    }
}

TEST_CASE("In-Reply-To and References make a reply of any subject") {
    CHECK(read_directives("Nieuw", {{"In-Reply-To", "<a@b.example>"}}).is_reply);
    CHECK(read_directives("Nieuw", {{"references", "<a@b.example>"}}).is_reply);
    CHECK_FALSE(read_directives("RE: Nieuw", {{"References", ""}}).is_reply);
}

TEST_CASE("replies and forwards are known by their prefix, repeated, numbered or behind another tag") {
    for (const auto* subject :
         {"RE: x", "re:x", "Re : x", "FW: x", "Fwd: x", "Antw: x", "Antwoord: x", "Doorst: x", "RE[2]: x", "Re(3): x",
          "RE: FW: x", "  RE: x", "[EXTERN] RE: x", "[a] [b] FW: x", "AW: x", "TR: x", "\xc2\xa0Re: x", "RE2: x"}) {
        INFO(subject);
        CHECK(is_reply_or_forward(subject));
    }
    for (const auto* subject :
         {"", ":", "Betreft: x", "Verslag", "Regel: x", "Vraag RE: x", "[RE: x", "Reden: x", "Forwarder: x"}) {
        INFO(subject);
        CHECK_FALSE(is_reply_or_forward(subject));
    }
}

TEST_CASE("no subject, however made, breaks the reading of tags") {
    std::string brackets(100'000, '[');
    CHECK(in_short(read_directives(brackets, {})) == "-");
    CHECK(without_directives(brackets) == brackets);
    std::string tags;
    for (int i = 0; i < 10'000; ++i) tags += "[vertrouwelijk]";
    CHECK(read_directives(tags, {}).confidential);
    CHECK(in_short(read_directives("[dossier:" + std::string(201, '1') + "]", {})) == "mistakes=1");
    CHECK(in_short(read_directives(std::string{"[dagen:\0]", 9}, {})) == "mistakes=1");
    CHECK(in_short(read_directives("[\xff\xfe]", {})) == "-");
}
