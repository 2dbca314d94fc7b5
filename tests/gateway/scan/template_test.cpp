#include "gateway/scan/template.h"

#include <fcntl.h>
#include <sys/mman.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <future>

#include "tests/gateway/scan/hostile_template.h"

namespace sluis::scan {
namespace {

using policy::Unscannable;

TEST_CASE("messages beside each other each get their own answer, by no more children than allowed",
          "[scan][template]") {
    const HostileTemplate hostile{{"--max-children", "3"}};
    constexpr int threads = 8;
    constexpr int each = 25;
    std::atomic<int> right = 0;
    std::atomic<bool> done = false;
    std::size_t most = 0;
    std::jthread watcher{[&] {
        while (!done) most = std::max(most, children_of(hostile.process().pid()).size());
    }};
    {
        std::vector<std::jthread> senders;
        for (int thread = 0; thread < threads; ++thread) {
            senders.emplace_back([&, thread] {
                for (int i = 0; i < each; ++i) {
                    const std::string text = std::to_string(thread) + "-" + std::to_string(i);
                    if (hostile.outcome("echo " + text) == text) ++right;
                }
            });
        }
    }
    done = true;
    watcher.join();

    CHECK(right == threads * each);
    CHECK(most >= 1);
    CHECK(most <= 3);
    CHECK(becomes_true([&] { return children_of(hostile.process().pid()).empty(); }));
}

TEST_CASE("a message for which no child becomes free in time is deferred, not judged", "[scan][template]") {
    const HostileTemplate hostile{{"--max-children", "1"}};
    const Descriptor message = make_message_memfd(std::string_view{"sleep"});
    seal_message(message.get());
    Descriptor busy = raw_connection(hostile.process().socket());
    send_descriptor(busy.get(), message.get());
    CHECK(becomes_true([&] { return children_of(hostile.process().pid()).size() == 1; }));

    const Scanner impatient{{hostile.process().socket(), std::chrono::milliseconds{50}, 1 << 20, {}}};
    CHECK_THROWS_AS(impatient.scan(std::string_view{"echo a"}), Unavailable);

    busy.reset();
    CHECK(hostile.outcome("echo a") == "a");
}

TEST_CASE("the child of a scanner that hung up is ended at once", "[scan][template]") {
    const HostileTemplate hostile{{"--deadline-seconds", "3600"}};
    const Descriptor message = make_message_memfd(std::string_view{"spin"});
    seal_message(message.get());
    Descriptor connection = raw_connection(hostile.process().socket());
    send_descriptor(connection.get(), message.get());
    CHECK(becomes_true([&] { return children_of(hostile.process().pid()).size() == 1; }));

    connection.reset();

    CHECK(becomes_true([&] { return children_of(hostile.process().pid()).empty(); }));
}

TEST_CASE("a client that sends no message holds its child no longer than the deadline", "[scan][template]") {
    const HostileTemplate hostile{{"--deadline-seconds", "1"}};
    const Descriptor silent = raw_connection(hostile.process().socket());

    const std::string stream = read_all(silent.get());

    CHECK(stream.front() == greeting);
    CHECK(ending_of(stream) == Ending::too_slow);
}

TEST_CASE("what is no sealed memfd is not read", "[scan][template]") {
    const HostileTemplate hostile;
    const auto ending_for = [&](int fd) {
        const Descriptor connection = raw_connection(hostile.process().socket());
        send_descriptor(connection.get(), fd);
        return ending_of(read_all(connection.get()));
    };
    const Descriptor unsealed = make_message_memfd(std::string_view{"echo a"});
    const Descriptor file{::open("/etc/passwd", O_RDONLY | O_CLOEXEC)};

    CHECK(ending_for(unsealed.get()) == Ending::no_message);
    CHECK(ending_for(file.get()) == Ending::no_message);
    seal_message(unsealed.get());
    CHECK(ending_for(unsealed.get()) == Ending::answered);

    const Descriptor plain = raw_connection(hostile.process().socket());
    REQUIRE(::send(plain.get(), "m", 1, MSG_NOSIGNAL) == 1);
    CHECK(ending_of(read_all(plain.get())) == Ending::no_message);
}

TEST_CASE("a template that dies defers its messages and takes its children along", "[scan][template]") {
    const HostileTemplate hostile;
    auto answer = std::async(std::launch::async, [&] { return hostile.ask("sleep"); });
    CHECK(becomes_true([&] { return children_of(hostile.process().pid()).size() == 1; }));
    const auto children = children_of(hostile.process().pid());
    REQUIRE(children.size() == 1);

    ::kill(hostile.process().pid(), SIGKILL);

    CHECK_THROWS_AS(answer.get(), Unavailable);
    CHECK_THROWS_AS(hostile.ask("echo a"), Unavailable);
    CHECK(becomes_true([&] {
        const char state = state_of(children[0]).first;
        return state == ' ' || state == 'Z';
    }));
}

TEST_CASE("the template ends with its owner, and its children with it", "[scan][template]") {
    pid_t pid = -1;
    std::vector<pid_t> children;
    std::filesystem::path socket;
    {
        const HostileTemplate hostile;
        pid = hostile.process().pid();
        socket = hostile.process().socket();
        const Descriptor message = make_message_memfd(std::string_view{"sleep"});
        seal_message(message.get());
        const Descriptor connection = raw_connection(socket);
        send_descriptor(connection.get(), message.get());
        CHECK(becomes_true([&] { return children_of(pid).size() == 1; }));
        children = children_of(pid);
    }
    CHECK(state_of(pid).first == ' ');
    for (const pid_t child : children) CHECK(state_of(child).first == ' ');
    CHECK_FALSE(std::filesystem::exists(socket.parent_path()));
}

TEST_CASE("a template that cannot be had is unavailable", "[scan][template]") {
    const Scanner scanner{{"/nonexistent/socket", std::chrono::milliseconds{100}, 1 << 20, {}}};
    CHECK_THROWS_AS(scanner.scan(std::string_view{"a"}), Unavailable);
    const Scanner far{{std::string(200, 'x'), std::chrono::milliseconds{100}, 1 << 20, {}}};
    CHECK_THROWS_AS(far.scan(std::string_view{"a"}), Unavailable);

    CHECK_THROWS_AS(TemplateProcess({"/nonexistent/sluis-scan", {}}), Unavailable);
    CHECK_THROWS_AS(TemplateProcess({"/bin/false", {}}), Unavailable);
    CHECK_THROWS_AS(TemplateProcess({std::string{SLUIS_BINARY_DIR} + "/hostile_child", {"--no-such-option", "1"}}),
                    Unavailable);
}

TEST_CASE("an answer beyond the scanner's bound is not taken", "[scan][template]") {
    const HostileTemplate hostile;
    const Scanner sparing{{hostile.process().socket(), std::chrono::seconds{30}, 50, {}}};
    CHECK(sparing.scan(std::string_view{"echo a"}).findings.unscannable == Unscannable::broken);
}

TEST_CASE("a message is sealed before it is shown to a child, and stays the caller's to read", "[scan][template]") {
    const HostileTemplate hostile;
    const Descriptor message = make_message_memfd();
    constexpr std::string_view text = "echo straight into memory";
    REQUIRE(::write(message.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));

    CHECK(hostile.scanner().scan_fd(message.get(), text.size()).findings.subject == "straight into memory");

    CHECK(is_sealed(message.get()));
    CHECK(::pwrite(message.get(), "x", 1, 0) < 0);
    CHECK(::ftruncate(message.get(), 0) != 0);
    void* writable = ::mmap(nullptr, text.size(), PROT_READ | PROT_WRITE, MAP_SHARED, message.get(), 0);
    CHECK(writable == MAP_FAILED);
    CHECK(hostile.scanner().scan_fd(message.get(), text.size()).findings.subject == "straight into memory");
    CHECK_THROWS_AS(hostile.scanner().scan_fd(message.get(), text.size() - 1), Unavailable);
    const Descriptor null{::open("/dev/null", O_RDWR | O_CLOEXEC)};
    CHECK_THROWS_AS(hostile.scanner().scan_fd(null.get(), 0), Unavailable);
}

TEST_CASE("an empty message is a message", "[scan][template]") {
    const HostileTemplate hostile;
    CHECK(hostile.outcome("") == "empty");
}

Result<TemplateOptions> options(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    return template_options(arguments);
}

TEST_CASE("a command line is taken whole or refused", "[scan][template]") {
    const auto good =
        options({"--socket-fd", "5", "--control-fd", "4", "--max-children", "2", "--deadline-seconds", "7",
                 "--max-memory", "67108864", "--max-message", "3145728", "--max-depth", "9", "--max-parts", "11"});
    REQUIRE(good);
    CHECK(good->socket == 5);
    CHECK(good->control == 4);
    CHECK(good->max_children == 2);
    CHECK(good->deadline == std::chrono::seconds{7});
    CHECK(good->max_memory == 64 << 20);
    CHECK(good->max_message == 3 << 20);
    CHECK(good->mime.max_depth == 9);
    CHECK(good->mime.max_parts == 11);
    CHECK(options({"--socket", "/run/x"})->socket_path == "/run/x");

    const std::vector<std::string> bad[] = {
        {},
        {"--socket", ""},
        {"--socket-fd"},
        {"--socket-fd", "2"},
        {"--socket-fd", "x"},
        {"--socket-fd", "5x"},
        {"--socket-fd", "5", "--socket", "/run/x"},
        {"--socket-fd", "5", "--control-fd", "5"},
        {"--socket-fd", "5", "--max-children", "0"},
        {"--socket-fd", "5", "--max-memory", "99999999999999999999"},
        {"--socket-fd", "5", "--max-memory", "-1"},
        {"--socket-fd", "5", "--max-memory", "1024"},
        {"--socket-fd", "5", "--deadline-seconds", "0"},
        {"--socket-fd", "5", "--unknown", "1"},
    };
    for (const auto& words : bad) CHECK_FALSE(options(words));
}

}  // namespace
}  // namespace sluis::scan
