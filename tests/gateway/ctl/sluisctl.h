#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/test_database.h"

namespace sluis::test {

struct Ran {
    int status = -1;
    std::string out;
    std::string err;
    [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(out); }
};

/// Runs the built program through a shell, without a terminal. @param arguments  as typed
inline Ran sluisctl(const std::string& arguments, const TestFolder& folder) {
    const auto err = (folder.path() / "stderr").string();
    const std::string command = "timeout 120 " SLUIS_BINARY_DIR "/sluisctl " + arguments + " </dev/null 2>" + err;
    Ran ran;
    FILE* pipe = ::popen(command.c_str(), "r");
    std::array<char, 4096> buffer;
    for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
        ran.out.append(buffer.data(), got);
    const int ended = ::pclose(pipe);
    ran.status = WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
    std::ifstream stream{err};
    ran.err.assign(std::istreambuf_iterator<char>{stream}, {});
    return ran;
}

inline const std::string demo_folder = SLUIS_SOURCE_DIR "/config/demo";
inline const std::string demo_mails = demo_folder + "/mails";

/// A configuration on the demo organisation, in a folder of its own. @param more  added at the end
inline std::string write_config(const TestFolder& folder, const std::string& more = "", const std::string& top = "") {
    const auto file = (folder.path() / "sluis.toml").string();
    std::ofstream{file}
        << "hostname = \"sluis.demo.example\"\ndata = \"data\"\npostmaster = \"postmaster@demo.example\"\n"
        << "templates = \"" SLUIS_SOURCE_DIR "/templates\"\npolicy = \"" << demo_folder << "/policy.toml\"\n"
        << top << "[listener.office]\nkind = \"relay\"\nendpoint = \"127.0.0.1:2525\"\n"
        << "[relay_client.huis]\norganisation = \"huis-ter-linde\"\nnetworks = [\"127.0.0.0/8\"]\n"
        << "[next_hop.\"*\"]\nhost = \"127.0.0.1\"\nport = 1\ntls = \"none\"\n"
        << "[directory]\nldif_file = \"" << demo_folder << "/directory.ldif\"\n"
        << "[portal]\nurl = \"http://127.0.0.1:8080\"\n"
        << more;
    return file;
}

}  // namespace sluis::test
