#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>
#include <string>

#include "config/settings.h"

namespace {

using namespace sluis;

/// The first block of the README that is marked as TOML.
std::string toml_of_readme() {
    std::ostringstream text;
    text << std::ifstream{SLUIS_SOURCE_DIR "/README.md"}.rdbuf();
    const std::string readme = text.str(), fence = "```toml\n";
    const auto begin = readme.find(fence);
    if (begin == std::string::npos) return {};
    const auto from = begin + fence.size();
    return readme.substr(from, readme.find("```", from) - from);
}

}  // namespace

TEST_CASE("the README's example is a configuration that Sluis takes, and says what the README says") {
    const auto settings = config::parse_settings(toml_of_readme(), "README.md");
    for (const auto& problem : settings ? config::Problems{} : settings.error()) UNSCOPED_INFO(problem.text());
    REQUIRE(settings);
    REQUIRE(settings->listeners.size() == 1);
    CHECK(settings->listeners.front().endpoint == config::Endpoint{"192.0.2.10", 2525});
    REQUIRE(settings->next_hops.size() == 1);
    CHECK(settings->next_hops.front().tls == config::NextHopTls::verified);
    CHECK(settings->relay_clients.front().organisation == "huis-ter-linde");
    CHECK(settings->users.database == "sluis-db");
}
