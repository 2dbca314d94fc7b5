#include <catch2/catch.hpp>
#include <future>

#include "tests/gateway/scan/hostile_template.h"

namespace sluis::scan {
namespace {

using policy::Unscannable;

TEST_CASE("whatever a child tries, the system refuses it", "[scan][confinement]") {
    const HostileTemplate hostile;
    const std::string parent = hostile.pid();
    const std::string us = std::to_string(::getpid());
    const std::pair<std::string, std::string> refusals[] = {
        {"open /etc/passwd", "ENOENT"},
        {"open /proc/self/maps", "ENOENT"},
        {"open /proc/" + parent + "/mem", "ENOENT"},
        {"open " + hostile.process().socket().string(), "ENOENT"},
        {"create /tmp/sluis-hostile", "ENOENT"},
        {"stat /etc/passwd", "ENOENT"},
        {"mkdir /tmp/sluis-hostile", "EPERM"},
        {"unlink " + hostile.process().socket().string(), "EPERM"},
        {"socket", "EPERM"},
        {"udp", "EPERM"},
        {"socketpair", "EPERM"},
        {"connect " + hostile.process().socket().string(), "EPERM"},
        {"reconnect " + hostile.process().socket().string(), "EPERM"},
        {"accept", "EPERM"},
        {"shutdown", "EPERM"},
        {"fork", "EPERM"},
        {"thread", "EPERM"},
        {"kill " + parent, "EPERM"},
        {"kill " + us, "EPERM"},
        {"kill -1", "EPERM"},
        {"pidfd " + parent, "EPERM"},
        {"dumpable", "EPERM"},
        {"setuid", "EPERM"},
        {"memfd", "EPERM"},
        {"executable", "EPERM"},
        {"raise-limit", "EPERM"},
        {"descriptors", "0"},
        {"standard", "/dev/null"},
        {"environment", "none"},
    };
    for (const auto& [command, refusal] : refusals) {
        INFO(command);
        CHECK(hostile.outcome(command) == refusal);
    }
    CHECK(std::filesystem::exists(hostile.process().socket()));
    CHECK_FALSE(std::filesystem::exists("/tmp/sluis-hostile"));
    CHECK(hostile.outcome("echo still there") == "still there");
}

TEST_CASE("a child that crashes, lies, or does what no parser does makes its message unscannable and harms no other",
          "[scan][confinement]") {
    const HostileTemplate hostile;
    const std::string parent = hostile.pid();
    const std::string commands[] = {
        "exec",    "unshare", "ptrace " + parent, "read-process " + parent,
        "crash",   "abort",   "overflow",         "throw",
        "garbage", "half",    "nothing",          "forge",
        "endless", "lie",
    };
    for (const std::string& command : commands) {
        INFO(command);
        const Report report = hostile.ask(command);
        CHECK(report.findings.unscannable == Unscannable::broken);
        REQUIRE(report.findings.documents.size() == 1);
        CHECK(report.findings.documents[0].size == command.size());

        CHECK(hostile.outcome("echo next") == "next");
    }
    CHECK(becomes_true([&] { return children_of(hostile.process().pid()).empty(); }));
}

TEST_CASE("a child that computes or sleeps for ever ends at the deadline, and no zombie remains",
          "[scan][confinement]") {
    const HostileTemplate hostile{{"--deadline-seconds", "1"}};
    for (const char* command : {"spin", "sleep"}) {
        INFO(command);
        const auto start = std::chrono::steady_clock::now();
        CHECK(hostile.ask(command).findings.unscannable == Unscannable::too_slow);
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{20});
        CHECK(hostile.outcome("echo next") == "next");
    }
    CHECK(becomes_true([&] { return children_of(hostile.process().pid()).empty(); }));
}

TEST_CASE("a message larger than the bound is not read", "[scan][confinement]") {
    const HostileTemplate hostile{{"--max-message", "1048576"}};
    const std::string large = "echo " + std::string(1 << 20, 'x');

    CHECK(hostile.ask(large).findings.unscannable == Unscannable::too_large);
    CHECK(hostile.ask(std::string_view{large}.substr(0, 1 << 20)).findings.subject.starts_with("xxx"));
}

#if !defined(__SANITIZE_ADDRESS__)  // Its shadow memory knows no bound.
TEST_CASE("a child gets no more memory than its bound, and says that it was too little", "[scan][confinement]") {
    const HostileTemplate hostile{{"--max-memory", "67108864"}};

    CHECK(hostile.outcome("memory 32") == "done");
    CHECK(hostile.outcome("memory 65") == "ENOMEM");
    CHECK(hostile.outcome("memory 4096") == "ENOMEM");
    CHECK(hostile.ask("hoard").findings.unscannable == Unscannable::too_large);
    CHECK(hostile.outcome("echo next") == "next");
}
#endif

TEST_CASE("the template itself has no privileges left", "[scan][confinement]") {
    const HostileTemplate hostile;
    const pid_t pid = hostile.process().pid();

    CHECK(status_of(pid, "NoNewPrivs") == "1");
    CHECK(status_of(pid, "Seccomp") == "2");
    CHECK(status_of(pid, "CapEff") == "0000000000000000");
    CHECK(status_of(pid, "CapPrm") == "0000000000000000");
    CHECK(status_of(pid, "Threads") == "1");
}

TEST_CASE("a child sees its own message alone, whatever came before and beside it", "[scan][confinement]") {
    const HostileTemplate hostile{{"--max-children", "4"}};
    const auto beside = std::async(std::launch::async, [&] { return hostile.ask("hold another's message"); });
    // The other child stands, with its message mapped, while this one looks around.
    CHECK(becomes_true([&] { return children_of(hostile.process().pid()).size() == 1; }));
    const auto others = children_of(hostile.process().pid());
    REQUIRE(others.size() == 1);

    CHECK(hostile.outcome("descriptors") == "0");
    CHECK(hostile.outcome("open /proc/" + std::to_string(others[0]) + "/mem") == "ENOENT");
    CHECK(hostile.outcome("pidfd " + std::to_string(others[0])) == "EPERM");
    CHECK(hostile.ask("read-process " + std::to_string(others[0])).findings.unscannable == Unscannable::broken);
    CHECK(state_of(others[0]).first != ' ');
    ::kill(others[0], SIGKILL);
}

}  // namespace
}  // namespace sluis::scan
