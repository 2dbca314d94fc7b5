// The second confined kind: programs that are executed on one document each.
#include "gateway/scan/converters.h"

#include <sys/wait.h>

#include <catch2/catch.hpp>

#include "tests/gateway/scan/hostile_template.h"

// What becomes a converter is bounded in memory before it executes, and a sanitizer's shadow memory fits no bound.
#ifndef __SANITIZE_ADDRESS__

namespace sluis::scan {
namespace {

const std::string folder = std::string{SLUIS_BINARY_DIR} + "/hostile";

std::vector<std::string> with_converters(std::vector<std::string> more = {}) {
    more.insert(more.end(), {"--converters", folder});
    return more;
}

std::string answer(Conversion::Outcome outcome, const std::string& text = "") {
    return std::to_string(static_cast<int>(outcome)) + ' ' + text;
}

TEST_CASE("a converter gets its document and gives its text, several times for one message", "[scan][converters]") {
    const HostileTemplate hostile{with_converters()};

    CHECK(hostile.outcome("convert echo een tekst") == answer(Conversion::Outcome::done, "een tekst"));
    CHECK(hostile.outcome("convert echo nog een") == answer(Conversion::Outcome::done, "nog een"));
    CHECK(hostile.outcome("convert environment") == answer(Conversion::Outcome::done, "HOME=/ "));
}

TEST_CASE("whatever a converter tries, the system refuses it", "[scan][converters]") {
    const HostileTemplate hostile{with_converters()};
    const std::string parent = hostile.pid();
    const std::pair<std::string, std::string> refusals[] = {
        {"open /etc/passwd", "EACCES"},
        {"open /etc/hostname", "EACCES"},
        {"open /proc/self/maps", "EACCES"},
        {"open /proc/" + parent + "/environ", "EACCES"},
        {"open " + hostile.process().socket().string(), "EACCES"},
        {"write " + folder + "/catdoc", "EPERM"},
        {"create /tmp/sluis-hostile", "EPERM"},
        {"list /", "EACCES"},
        {"list /usr/share/catdoc", "EACCES"},
        {"mkdir /tmp/sluis-hostile", "EPERM"},
        {"unlink " + folder + "/catdoc", "EPERM"},
        {"execute /bin/sh", "EACCES"},
        {"execute /bin/true", "EACCES"},
        {"socket", "EPERM"},
        {"unix", "EPERM"},
        {"fork", "EPERM"},
        {"thread", "EPERM"},
        {"kill " + parent, "EPERM"},
        {"kill -1", "EPERM"},
        {"memfd", "EPERM"},
        {"change-document", "EPERM"},
        {"memory 4096", "ENOMEM"},
        {"descriptors", "0"},
    };
    for (const auto& [command, refusal] : refusals) {
        INFO(command);
        CHECK(hostile.outcome("convert " + command) == answer(Conversion::Outcome::done, refusal));
    }
    CHECK_FALSE(std::filesystem::exists("/tmp/sluis-hostile"));
    CHECK(std::filesystem::exists(folder + "/catdoc"));
}

TEST_CASE("a converter that crashes, fails, writes or runs without end is told apart, and harms no other message",
          "[scan][converters]") {
    const HostileTemplate hostile{with_converters({"--converter-seconds", "1", "--max-text", "1048576"})};
    const std::pair<std::string, Conversion::Outcome> endings[] = {
        {"fail", Conversion::Outcome::failed},       {"crash", Conversion::Outcome::failed},
        {"sleep", Conversion::Outcome::too_slow},    {"spin", Conversion::Outcome::too_slow},
        {"endless", Conversion::Outcome::too_large},
    };
    for (const auto& [command, ending] : endings) {
        INFO(command);
        CHECK(hostile.outcome("convert " + command).starts_with(answer(ending)));
        CHECK(hostile.outcome("convert echo next") == answer(Conversion::Outcome::done, "next"));
    }
}

TEST_CASE("a child that asks what is no request gets no text, and the next child is served", "[scan][converters]") {
    const HostileTemplate hostile{with_converters()};

    CHECK(hostile.outcome("half-conversion") == "done");
    CHECK(hostile.outcome("unknown-converter") != "0");
    CHECK(hostile.outcome("convert echo next") == answer(Conversion::Outcome::done, "next"));
}

TEST_CASE("without converters a child is told so, and has no socket to ask over", "[scan][converters]") {
    const HostileTemplate hostile{{"--converters", "/nowhere"}};

    CHECK(hostile.outcome("convert echo een tekst") == answer(Conversion::Outcome::unavailable));
    CHECK(hostile.outcome("descriptors") == "0");
}

TEST_CASE("the template ends when its converters' process does, and takes it along", "[scan][converters]") {
    const HostileTemplate hostile{with_converters()};
    const auto beside = children_of(hostile.process().pid());
    REQUIRE(beside.size() == 1);
    CHECK(becomes_true(
        [&] { return status_of(beside[0], "Seccomp") == "2"; }));  // It confines itself while the template warms up.
    CHECK(status_of(beside[0], "NoNewPrivs") == "1");
    CHECK(status_of(beside[0], "CapEff") == "0000000000000000");

    ::kill(beside[0], SIGKILL);

    CHECK(becomes_true([&] {
        return state_of(hostile.process().pid()).first != 'R' && children_of(hostile.process().pid()).empty();
    }));
    CHECK_THROWS_AS(hostile.ask("echo anybody"), Unavailable);
}

}  // namespace
}  // namespace sluis::scan

#endif  // __SANITIZE_ADDRESS__
