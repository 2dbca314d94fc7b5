#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include "config/policy_file.h"
#include "gateway/scan/extract/analyse.h"
#include "policy/decide.h"
#include "policy/directives.h"
#include "storage/directory/open_directory.h"

namespace {

using namespace sluis;
namespace fs = std::filesystem;

const fs::path demo = fs::path{SLUIS_SOURCE_DIR} / "config/demo";

// As a mail client sends it: line ends become CRLF.
std::string message(const std::string& file) {
    std::ifstream stream{demo / "mails" / file, std::ios::binary};
    REQUIRE(stream);
    std::ostringstream text;
    for (std::string line; std::getline(stream, line);) text << line << "\r\n";
    return text.str();
}

policy::Policy demo_policy() {
    auto policy = config::read_policy(demo / "policy.toml");
    if (!policy) FAIL(policy.error().front().text());
    return policy->installation;
}

std::string text_of(const toml::table& table, const char* key) {
    return table[key].value_or(std::string{});
}

// The label of a share: the message's, or that of the strictest document.
std::string label_of(const policy::Decision& decision) {
    std::optional<policy::Label> label;
    for (const auto& document : decision.documents) {
        if (document.label && (!label || *document.label > *label)) label = document.label;
    }
    return label ? std::string{to_string(*label)} : std::string{};
}

void check_decision(const policy::Decision& decision, const toml::table& expected) {
    std::string path;
    for (const auto& step : decision.path)
        path += step.question + ' ' + step.about + ": " + step.answer + " (" + step.because + ")\n";
    INFO(decision.recipient.text() << "\n" << path);
    CHECK(to_string(decision.outcome) == text_of(expected, "outcome"));
    CHECK(label_of(decision) == text_of(expected, "label"));
    CHECK(decision.advice == text_of(expected, "advice"));
    CHECK((decision.generic_mailbox ? decision.generic_mailbox->text() : "") == text_of(expected, "generic"));
    if (decision.outcome == policy::Outcome::share) CHECK(decision.code_required == expected["code"].value_or(false));
}

}  // namespace

TEST_CASE("each sample mail of the demo is decided as its manifest says", "[demo]") {
    scan::warm_up();
    const auto policy = demo_policy();
    storage::directory::Options options;
    options.ldif_file = demo / "directory.ldif";
    const auto directory = storage::directory::open_directory(options);
    const auto manifest = toml::parse_file((demo / "mails/MANIFEST.toml").string());
    const auto& mails = *manifest["mail"].as_array();
    REQUIRE(mails.size() >= 8);

    for (const auto& node : mails) {
        const auto& mail = *node.as_table();
        INFO(text_of(mail, "file"));
        const auto person = directory->person(text_of(mail, "login"));
        REQUIRE(person);
        const auto sender = policy::classify(policy, person->addresses.front(), person->facts, {});
        std::vector<policy::Party> recipients;
        for (const auto& each : *mail["expected"].as_array()) {
            const auto address = mail::Mailbox::parse(text_of(*each.as_table(), "recipient")).value();
            recipients.push_back(
                policy::classify(policy, address, directory->find(address), person->facts.organisation));
        }
        const auto report = scan::analyse(message(text_of(mail, "file")), {});
        const auto directives = policy::read_directives(report.findings.subject, {});
        CHECK(directives.mistakes.empty());

        const auto decisions = policy::decide(policy, sender, directives, report.findings, recipients);

        REQUIRE(decisions.size() == recipients.size());
        for (std::size_t i = 0; i < decisions.size(); ++i)
            check_decision(decisions[i], *mail["expected"].as_array()->get(i)->as_table());
    }
}
