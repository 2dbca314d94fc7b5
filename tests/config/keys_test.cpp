#include "config/keys.h"

#include <catch2/catch.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "config/policy_file.h"
#include "policy/values.h"

using namespace sluis;
using namespace sluis::config;

namespace {

std::string content_of(const std::string& path) {
    const auto text = read_text(std::string{SLUIS_SOURCE_DIR} + '/' + path);
    if (!text) FAIL(text.error().front().text());
    return *text;
}

/// The keys of an example file, also of its lines that begin with "#" and a key; chosen names as *.
std::map<std::string, std::set<std::string>> keys_of_example(const std::string& path) {
    static const std::regex header{R"(^\[([a-z_]+)(?:\.(.+))?\]$)"};
    static const std::regex line_with_key{R"(^#?("[^"]+"|[a-z_\-]+) = (.*)$)"};
    std::map<std::string, std::set<std::string>> keys;
    std::string table;
    std::istringstream in{content_of(path)};
    std::smatch match;
    for (std::string line; std::getline(in, line);) {
        if (std::regex_match(line, match, header)) {
            table = match[1].str() + (match[2].matched ? ".*" : "");
        } else if (std::regex_match(line, match, line_with_key)) {
            const bool chosen = table == "postmasters" || table == "addresses" || table == "domains";
            keys[(table.empty() ? "" : table + '.') + (chosen ? "*" : match[1].str())].insert(match[2]);
        }
    }
    return keys;
}

void check_documented(const std::vector<KeyInfo>& keys) {
    const auto docs = content_of("docs/configuration.md");
    for (const auto& key : keys) {
        INFO(key.name);
        const auto fallback = key.fallback.empty()         ? std::string{"–"}
                              : key.fallback.size() >= 200 ? std::string{"`(see the example file)`"}
                                                           : '`' + key.fallback + '`';
        CHECK(docs.find("| `" + key.name + "` | " + key.allowed + " | " + fallback + " | ") != std::string::npos);
    }
}

std::set<std::string> names_of(const std::vector<KeyInfo>& keys) {
    std::set<std::string> names;
    for (const auto& key : keys) names.insert(key.name);
    return names;
}

}  // namespace

TEST_CASE("the documentation names every key with its limits and default, and no other") {
    const auto settings = settings_keys();
    const auto policy = policy_keys();
    REQUIRE(settings.size() > 60);
    REQUIRE(policy.size() > 25);
    check_documented(settings);
    check_documented(policy);
    std::istringstream in{content_of("docs/configuration.md")};
    std::size_t rows = 0;
    for (std::string line; std::getline(in, line);) rows += line.starts_with("| `");
    CHECK(rows == settings.size() + policy.size());
}

TEST_CASE("docs/policy-tests.md names every key of a case") {
    const auto docs = content_of("docs/policy-tests.md");
    const auto keys = policy_case_keys();
    REQUIRE(keys.size() > 30);
    for (const auto& key : keys) {
        INFO(key.name);
        const auto dot = key.name.rfind('.');
        const auto name = dot == std::string::npos ? key.name : key.name.substr(dot + 1);
        if (name == "*") continue;  // Names of header fields.
        CHECK(docs.find('`' + name) != std::string::npos);
    }
}

TEST_CASE("config/sluis.toml names every key with its default, and no other") {
    const auto example = keys_of_example("config/sluis.toml");
    const auto keys = settings_keys();
    std::set<std::string> named;
    for (const auto& [name, values] : example) named.insert(name);
    CHECK(named == names_of(keys));
    // Two keys of the one next hop differ on purpose: it is a server on loopback.
    for (const auto& key : keys) {
        if (key.fallback.empty() || key.name.find('*') != std::string::npos) continue;
        INFO(key.name);
        CHECK(example.at(key.name).contains(key.fallback));
    }
}

TEST_CASE("config/sluis.toml is a configuration that Sluis takes, and its defaults are those of the code") {
    const auto settings = read_settings(std::string{SLUIS_SOURCE_DIR} + "/config/sluis.toml");
    if (!settings) FAIL(settings.error().front().text());
    CHECK(settings->hostname == "sluis.voorbeeld.example");
    CHECK(settings->listeners.at(0).endpoint == Endpoint{"127.0.0.1", 2525});
    CHECK(settings->policy.filename() == "policy.toml");
    CHECK(settings->smtp.max_message_bytes == SmtpLimits{}.max_message_bytes);
}

TEST_CASE("config/policy.toml names every key") {
    const auto example = keys_of_example("config/policy.toml");
    const auto text = content_of("config/policy.toml");
    for (const auto& key : policy_keys()) {
        INFO(key.name);
        const auto last = key.name.substr(key.name.rfind('.') + 1);
        const bool described = text.find("#   " + last + ": ") != std::string::npos;
        CHECK((example.contains(key.name) || (key.name.find('*') != std::string::npos && described) ||
               text.find("\n" + last + " = [\n") != std::string::npos));
    }
    const auto names = names_of(policy_keys());
    for (const auto& [name, values] : example) CHECK(names.contains(name));
}

TEST_CASE("config/policy.toml is the flowchart as it stands: the same policy as without a file") {
    const auto read = read_policy(std::string{SLUIS_SOURCE_DIR} + "/config/policy.toml");
    if (!read) FAIL(read.error().front().text());
    const auto* read_policy = &read->installation;
    const auto factory = factory_policy();
    REQUIRE(read_policy->classes.size() == factory.classes.size());
    for (const auto& [klass, rule] : factory.classes) {
        const auto& other = read_policy->classes.at(klass);
        INFO(klass);
        CHECK(other.name == rule.name);
        CHECK(other.on_personal == rule.on_personal);
        CHECK(other.on_unscannable == rule.on_unscannable);
        CHECK(other.on_weak == rule.on_weak);
        CHECK(other.label == rule.label);
        CHECK(other.code_required == rule.code_required);
        CHECK(other.notify_generic == rule.notify_generic);
        CHECK(other.advice == rule.advice);
        CHECK(other.pass_internal_route == rule.pass_internal_route);
        CHECK(other.dossier_number_counts == rule.dossier_number_counts);
    }
    REQUIRE(read_policy->types.size() == factory.types.size());
    for (std::size_t i = 0; i < factory.types.size(); ++i) {
        INFO(factory.types[i].id);
        CHECK(read_policy->types[i].id == factory.types[i].id);
        CHECK(read_policy->types[i].name == factory.types[i].name);
        CHECK(read_policy->types[i].label == factory.types[i].label);
        CHECK(read_policy->types[i].words == factory.types[i].words);
        CHECK(read_policy->types[i].counts_persons == factory.types[i].counts_persons);
        CHECK(read_policy->types[i].general == factory.types[i].general);
        CHECK(read_policy->types[i].days == factory.types[i].days);
    }
    CHECK(read_policy->consumer_domains == factory.consumer_domains);
    CHECK(read_policy->personal_senders == factory.personal_senders);
    CHECK(read_policy->weak_needed == factory.weak_needed);
    CHECK(read_policy->default_days == factory.default_days);
    CHECK(read_policy->without_dossier == factory.without_dossier);
    CHECK(read_policy->encrypted_mail == factory.encrypted_mail);
    CHECK(read_policy->unscannable_is_personal == factory.unscannable_is_personal);
    CHECK(read_policy->override_organisations == factory.override_organisations);
    CHECK(policy::values_of(*read_policy) == policy::values_of(factory));
    CHECK(read->organisations.empty());
    CHECK(read->groups.empty());
    CHECK(read->rules.empty());
}
