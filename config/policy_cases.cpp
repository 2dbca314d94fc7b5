#include "config/policy_cases.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "config/described_mail.h"
#include "config/keys.h"
#include "config/policy_tables.h"

namespace sluis::config {
namespace {

using policy::Label;
using policy::Outcome;

const Choices<Outcome> outcomes{
    {"pass", Outcome::pass}, {"share", Outcome::share}, {"hold", Outcome::hold}, {"return", Outcome::return_to_sender}};

bool is_address(const std::string& text) {
    return mail::Mailbox::parse(text).has_value();
}

bool is_one_line(const std::string& text) {
    return !text.empty() && text.size() <= 200;
}

void read_outcome(TableReader& table, std::string_view key, std::optional<Outcome>& target) {
    auto value = Outcome::pass;
    table.choice(key, value, outcomes);
    if (table.has(key)) target = value;
}

void read_name(TableReader& table, std::string_view key, std::string_view allowed, const TableReader::Check& check,
               std::optional<std::string>& target) {
    std::string value;
    table.text(key, value, allowed, check);
    if (!value.empty()) target = value;
}

void read_flag(TableReader& table, std::string_view key, std::optional<bool>& target) {
    bool value = false;
    table.flag(key, value);
    if (table.has(key)) target = value;
}

bool is_part(const std::string& text) {
    const auto blank = text.find(' ');
    const auto outcome = policy::outcome_from(text.substr(0, blank));
    return outcome && (blank == std::string::npos || policy::label_from(text.substr(blank + 1)));
}

/// A list that may be empty: then nothing may have come.
void read_texts(TableReader& table, std::string_view key, std::string_view allowed, const TableReader::Check& check,
                std::optional<std::vector<std::string>>& target) {
    std::vector<std::string> texts;
    table.texts(key, texts, allowed, check);
    if (table.has(key)) target = std::move(texts);
}

ExpectedDecision read_expected(TableReader& table) {
    ExpectedDecision expected;
    expected.line = table.position().line;
    std::string to;
    table.text("to", to, "an address", is_address);
    table.require("to", "every expectation is about one recipient");
    if (!to.empty()) expected.to = mail::Mailbox::parse(to).value();
    read_outcome(table, "outcome", expected.outcome);
    std::string label;
    table.choice("label", label,
                 Choices<std::string>{{"client-bound", "client-bound"},
                                      {"confidential", "confidential"},
                                      {"personal", "personal"},
                                      {"none", "none"}});
    if (!label.empty()) expected.label = label;
    read_name(table, "class", identifier, is_identifier, expected.klass);
    read_name(table, "rule", "the name of what decided, as sluisctl explain shows it", is_one_line, expected.rule);
    read_name(table, "type", "a document type, or \"none\"", is_identifier, expected.type);
    read_name(table, "advice", "the identifier of an advice, or \"none\"", is_identifier, expected.advice);
    read_outcome(table, "observed", expected.observed);
    int days = policy::max_share_days;
    table.integer("days", days, 1, policy::max_share_days);
    if (table.has("days")) expected.days = days;
    read_flag(table, "code", expected.code);
    read_flag(table, "notify_generic", expected.notify_generic);
    read_texts(table, "warnings", "a list of warnings, as sluisctl explain names them", is_identifier,
               expected.warnings);
    read_texts(table, "parts", R"(a list of outcomes with their label: "pass", "share confidential")", is_part,
               expected.parts);
    table.finish();
    return expected;
}

bool compares_something(const ExpectedDecision& expected) {
    return expected.outcome || expected.label || expected.klass || expected.rule || expected.type || expected.advice ||
           expected.observed || expected.days || expected.code || expected.notify_generic || expected.warnings ||
           expected.parts;
}

void read_expectations(TableReader& table, PolicyCase& read) {
    for (auto& each : table.list("expect")) {
        if (read.expected.size() == max_case_recipients) return each.refuse("more than 100 recipients");
        auto expected = read_expected(each);
        if (!compares_something(expected)) each.refuse("expects nothing: name an outcome, a label, a class, …");
        const bool twice = std::any_of(read.expected.begin(), read.expected.end(),
                                       [&](const auto& other) { return other.to && other.to == expected.to; });
        if (twice) each.refuse("to", "this recipient has an expectation already");
        read.expected.push_back(std::move(expected));
    }
    if (read.expected.empty()) table.refuse("case '" + read.name + "' expects nothing: add [[case.expect]]");
}

void read_mail_file(TableReader& table, const std::filesystem::path& path, PolicyCase& read) {
    std::ifstream in{path, std::ios::binary};
    std::error_code error;
    if (!in || std::filesystem::is_directory(path, error)) {
        return table.refuse("mail", "\"" + path.string() + "\" cannot be read");
    }
    std::string octets;
    octets.resize(max_case_mail + 1);
    in.read(octets.data(), static_cast<std::streamsize>(octets.size()));
    octets.resize(static_cast<std::size_t>(in.gcount()));
    if (octets.size() > max_case_mail) return table.refuse("mail", "\"" + path.string() + "\" is larger than 32 MiB");
    read.eml = std::move(octets);
}

/// A mail stands in the case, beside it, or is described; one of the three.
void read_content(TableReader& table, PolicyCase& read) {
    std::filesystem::path path;
    table.path("mail", path);
    std::string text;
    table.secret_text("eml", text);
    const bool described = read_described_mail(table, read.findings, read.header);
    if (!path.empty()) read_mail_file(table, path, read);
    if (!text.empty()) read.eml = text;
    const int ways = (table.has("mail") ? 1 : 0) + (table.has("eml") ? 1 : 0) + (described ? 1 : 0);
    if (ways == 0)
        table.refuse("case '" + read.name + "' has no mail: give mail, eml or a description with subject and part");
    if (ways > 1) table.refuse("case '" + read.name + "': give one of mail, eml and a description, not more");
}

PolicyCase read_case(TableReader& table, const std::filesystem::path& file) {
    PolicyCase read;
    read.file = file;
    read.line = table.position().line;
    table.text("name", read.name, "a sentence of at most 200 octets", is_one_line);
    table.require("name", "it stands in the report");
    table.text("from", read.from, "an address; leave it out for the null reverse-path", is_address);
    table.text("organisation", read.organisation, "the identifier of an organisation in the directory", is_one_line);
    read_content(table, read);
    read_expectations(table, read);
    table.finish();
    return read;
}

std::vector<PolicyCase> read_all(Reading& reading, const Node& document) {
    TableReader top{reading, &document, {1, 1}, "", ""};
    std::filesystem::path policy, directory;
    top.path("policy", policy);
    top.path("directory", directory);
    std::vector<PolicyCase> cases;
    for (auto& each : top.list("case")) {
        if (cases.size() == max_cases) {
            each.refuse("more than 1000 cases");
            break;
        }
        auto read = read_case(each, reading.file);
        read.policy = policy;
        read.directory = directory;
        const auto same = [&](const auto& other) { return other.name == read.name; };
        if (!read.name.empty() && std::any_of(cases.begin(), cases.end(), same)) {
            each.refuse("name", "another case of this file has this name already");
        }
        cases.push_back(std::move(read));
    }
    if (cases.empty() && reading.problems.empty()) top.refuse("no case in this file: add [[case]]");
    top.finish();
    return cases;
}

}  // namespace

Result<std::vector<PolicyCase>, Problems> read_policy_cases(const std::filesystem::path& file) {
    const auto text = read_text(file);
    if (!text) return failure(text.error());
    const auto document = parse_toml(*text);
    if (!document) {
        const auto& error = document.error();
        return failure(Problems{{file.string(), error.at.line, error.at.column, error.what}});
    }
    Reading reading{file, {}, {}, {}};
    auto cases = read_all(reading, *document);
    if (!reading.problems.empty()) return failure(in_file_order(std::move(reading.problems)));
    return cases;
}

std::vector<KeyInfo> policy_case_keys() {
    const auto document = parse_toml("[[case]]\n[[case.part]]\n[[case.expect]]\n");
    Reading reading;
    (void)read_all(reading, document.value());
    return reading.keys;
}

}  // namespace sluis::config
