#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "config/policy_file.h"

using namespace sluis;
using namespace sluis::config;
namespace fs = std::filesystem;

namespace {

const fs::path data = fs::path{SLUIS_SOURCE_DIR} / "tests/data/config";

std::string content_of(const fs::path& file) {
    std::ifstream in{file};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string in_lines(const Problems& problems) {
    std::string text;
    for (const auto& problem : problems) {
        text += std::to_string(problem.line) + ':' + std::to_string(problem.column) + ": " + problem.what + '\n';
    }
    return text;
}

/// Each NAME.toml must be refused with exactly the lines of NAME.errors.
template <class Read>
void check_folder(const char* folder, Read read) {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(data / folder)) {
        if (entry.path().extension() != ".toml") continue;
        INFO(entry.path().string());
        const auto result = read(entry.path());
        REQUIRE_FALSE(result);
        CHECK(in_lines(result.error()) == content_of(fs::path{entry.path()}.replace_extension(".errors")));
        for (const auto& problem : result.error()) {
            CHECK(problem.file == entry.path().string());
            CHECK(problem.line >= 1);
            CHECK(problem.column >= 1);
        }
        ++count;
    }
    CHECK(count >= 20);
}

}  // namespace

TEST_CASE("every mistake in sluis.toml is told at its place, with the value found and those allowed") {
    check_folder("settings", [](const fs::path& file) { return read_settings(file); });
}

TEST_CASE("every mistake in policy.toml is told at its place, with the value found and those allowed") {
    check_folder("policy", [](const fs::path& file) { return read_policy(file); });
}

TEST_CASE("a problem is told as file:line:column") {
    CHECK(parse_policy("\nweak_neded = 3\n", "policy.toml").error().at(0).text() ==
          "policy.toml:2:1: unknown key 'weak_neded' (did you mean \"weak_needed\"?)");
}

TEST_CASE("a file that is not there, is a folder or is too large is one problem, no exception") {
    const auto missing = read_settings(data / "none.toml");
    REQUIRE(missing.error().size() == 1);
    CHECK(missing.error()[0].what.starts_with("cannot be read: "));
    CHECK(read_policy(data).error()[0].what == "is a folder, not a file");
    CHECK(parse_settings(std::string((1u << 20) + 1, '#'), "x").error()[0].what == "the file is larger than 1 MiB");
}

TEST_CASE("a database address never stands in an error, since it may bear a password") {
    const auto result = parse_settings("[database]\nurl = \"geheim\"\nurl2 = \"geheim\"\n", "x");
    for (const auto& problem : result.error()) CHECK(problem.what.find("geheim") == std::string::npos);
}

TEST_CASE("letters outside ASCII stand in strings and comments of every kind, and nowhere else") {
    for (const auto* value : {"\"é\"", "'é'", "\"\"\"é\n\\\"é\"\"\"", "'''é\n'é'''", "\"\\\"é\" # é"}) {
        INFO(value);
        const auto result = parse_policy("x = " + std::string{value} + "\n", "x");
        REQUIRE_FALSE(result);
        CHECK(result.error()[0].what == "unknown key 'x'");
    }
    const auto result = parse_policy("# é\na = \"é\"\n  é = 1\n", "x");
    REQUIRE_FALSE(result);
    CHECK(result.error()[0].text() == "x:3:3: only strings and comments may hold letters outside ASCII");
}

TEST_CASE("no text, cut or mangled, makes reading throw") {
    for (const auto* name : {"config/sluis.toml", "config/policy.toml"}) {
        const auto text = content_of(fs::path{SLUIS_SOURCE_DIR} / name);
        REQUIRE(text.size() > 1000);
        for (std::size_t i = 0; i < text.size(); i += 97) {
            auto mangled = text;
            mangled[i] = static_cast<char>(i % 256);
            (void)parse_settings(mangled, "x");
            (void)parse_policy(mangled, "x");
            (void)parse_policy(text.substr(0, i), "x");
        }
    }
    for (const auto* text : {"[é]\n", "[[é]]\n", "[=]\n", "[a.é]\n", "é = 1\n", "[\xff]\n", "[.a]\n", "[", "[[", "[a",
                             "a.", "a = {é = 1}\n"}) {
        INFO(text);
        const auto result = parse_policy(text, "x");
        REQUIRE_FALSE(result);
        CHECK(result.error().size() == 1);
        CHECK(result.error()[0].line == 1);
    }
    CHECK_FALSE(parse_settings(std::string(100'000, '['), "x"));
    CHECK_FALSE(parse_policy("a = " + std::string(10'000, '['), "x"));
}
