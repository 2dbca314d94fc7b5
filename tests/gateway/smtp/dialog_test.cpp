#include "dialog.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace sluis;
using namespace sluis::smtp;
using namespace sluis::smtp::test;

namespace {

ServerProtocolOptions options_for(const Dialog& dialog) {
    ServerProtocolOptions options;
    options.hostname = "mx.sluis.example";
    options.max_message_bytes = 1000;
    options.max_recipients = 3;
    options.max_failed_logins = 10;
    options.tls_available = true;
    options.tls = dialog.settings.contains("tls");
    options.local = dialog.settings.contains("local");
    if (dialog.settings.contains("kind submission")) options.kind = ListenerKind::submission;
    if (dialog.settings.contains("kind submissions")) options.kind = ListenerKind::submissions;
    return options;
}

bool matches(const std::string& heard, const std::string& pattern) {
    if (pattern.ends_with('*')) return heard.starts_with(pattern.substr(0, pattern.size() - 1));
    return heard == pattern;
}

enum class Cut { whole, octets };

/// Plays the first `steps` steps and checks each. What the client says between two replies goes in one piece, or octet
/// by octet.
std::size_t play(const Dialog& dialog, Cut cut, std::size_t steps) {
    Exchange exchange{options_for(dialog), dialog.settings.contains("normalize")};
    std::vector<std::string> heard = exchange.heard();
    std::size_t messages = 0;
    for (std::size_t i = 0; i < steps; ++i) {
        const auto& step = dialog.steps[i];
        INFO(dialog.name << ", step " << i << ": " << step.who << ' ' << step.text);
        if (step.who == 'C') {
            CHECK(heard.empty());
            std::string group = step.text;
            while (i + 1 < steps && dialog.steps[i + 1].who == 'C') group += dialog.steps[++i].text;
            if (cut == Cut::whole) exchange.send(group);
            if (cut == Cut::octets) {
                for (char c : group) exchange.send({&c, 1});
            }
            heard = exchange.heard();
        } else if (step.who == '=') {
            REQUIRE(messages < exchange.taken().size());
            CHECK(exchange.taken()[messages++] == unescape(step.text.ends_with('|') ? step.text + ' ' : step.text));
        } else if (step.text == "close") {
            CHECK(heard.empty());
            CHECK(exchange.is_closed());
        } else {
            REQUIRE_FALSE(heard.empty());
            CHECK(matches(heard.front(), step.text));
            heard.erase(heard.begin());
        }
    }
    return exchange.taken().size();
}

std::vector<Dialog> dialogs() {
    std::vector<Dialog> all;
    for (const auto& entry : std::filesystem::directory_iterator{data_folder() / "dialogs"}) {
        if (entry.path().extension() == ".smtp") all.push_back(read_dialog(entry.path()));
    }
    std::sort(all.begin(), all.end(), [](const Dialog& a, const Dialog& b) { return a.name < b.name; });
    return all;
}

}  // namespace

TEST_CASE("every dialog goes as written, in whole groups and octet by octet", "[smtp][rfc5321]") {
    const auto all = dialogs();
    REQUIRE(all.size() >= 19);
    for (const auto& dialog : all) {
        const auto expected = static_cast<std::size_t>(
            std::count_if(dialog.steps.begin(), dialog.steps.end(), [](const Step& step) { return step.who == '='; }));
        CHECK(play(dialog, Cut::whole, dialog.steps.size()) == expected);
        if (!dialog.settings.contains("whole")) CHECK(play(dialog, Cut::octets, dialog.steps.size()) == expected);
    }
}

TEST_CASE("a dialog cut at any step has taken what was whole, and nothing else", "[smtp]") {
    for (const auto& dialog : dialogs()) {
        for (std::size_t steps = 0; steps < dialog.steps.size(); ++steps) {
            std::size_t finished = 0;
            for (std::size_t i = 0; i < dialog.steps.size(); ++i) {
                if (dialog.steps[i].text.starts_with("250 2.0.0 queued")) {
                    std::size_t last = i;
                    while (dialog.steps[last].who != 'C') --last;
                    // In a pipelined group the content's end comes before the commands behind it.
                    std::size_t end = last;
                    while (!dialog.steps[end].text.ends_with(".\r\n")) --end;
                    if (end < steps) ++finished;
                }
            }
            CHECK(play(dialog, Cut::whole, steps) == finished);
        }
    }
}

TEST_CASE("a smuggling sequence never ends the content and never becomes a message", "[smtp][smuggling]") {
    std::size_t tried = 0;
    for (const auto* name : {"smtp/end_of_data_smtpsmug.tsv", "smtp/end_of_data_more.tsv"}) {
        for (const auto& line : lines_of(data_folder() / name)) {
            if (line.starts_with('#')) continue;
            const auto sequence = unescape(std::string_view{line}.substr(line.find('\t') + 1));
            const auto wire =
                "Subject: one\r\n\r\nfirst" + sequence +
                "MAIL FROM:<admin@example.org>\r\nRCPT TO:<ann@example.org>\r\nDATA\r\nevil\r\n.\r\nQUIT\r\n";
            for (const bool normalize : {false, true}) {
                for (const std::size_t piece : {std::size_t{1}, std::size_t{3}, wire.size()}) {
                    INFO(line << " normalize " << normalize << " pieces of " << piece);
                    Exchange exchange{options_for({}), normalize};
                    exchange.send("HELO a\r\nMAIL FROM:<ann@example.org>\r\nRCPT TO:<bob@example.net>\r\nDATA\r\n");
                    (void)exchange.heard();
                    for (std::size_t i = 0; i < wire.size(); i += piece)
                        exchange.send(std::string_view{wire}.substr(i, piece));
                    const auto heard = exchange.heard();
                    REQUIRE_FALSE(heard.empty());
                    const bool only_bare_lf = sequence.find('\r') == std::string::npos &&
                                              sequence.find('\0') == std::string::npos &&
                                              sequence.find('.') == std::string::npos;
                    const bool mended = normalize && (only_bare_lf || line.starts_with("lf_at_line_end"));
                    CHECK(exchange.taken().size() == (mended ? 1 : 0));
                    CHECK(heard.front().substr(0, 4) == (mended                             ? "250 "
                                                         : heard.front().starts_with("550") ? "550 "
                                                                                            : "554 "));
                    for (const auto& message : exchange.taken())
                        CHECK(message.starts_with("ann@example.org bob@example.net"));
                    ++tried;
                }
            }
        }
    }
    CHECK(tried >= 22 * 6);
}

TEST_CASE("shutting down waits for the end of the mail transaction", "[smtp]") {
    ServerProtocolOptions options;
    options.hostname = "mx.sluis.example";
    ServerProtocol protocol{options};
    protocol.receive("HELO a\r\nMAIL FROM:<ann@example.org>\r\n");
    REQUIRE(std::holds_alternative<event::Hello>(protocol.next()));
    REQUIRE(std::holds_alternative<event::CheckReversePath>(protocol.next()));
    protocol.answer({250, {2, 1, 0}, "ok"});
    protocol.shut_down();
    CHECK(std::holds_alternative<event::NeedInput>(protocol.next()));

    protocol.receive("RSET\r\nNOOP\r\n");
    CHECK(std::holds_alternative<event::Close>(protocol.next()));
    const auto output = protocol.take_output();
    CHECK(output.find("250 2.0.0 Reset\r\n421 4.3.2 ") != std::string::npos);
    CHECK(output.find("Ok") == std::string::npos);
}

TEST_CASE("a command line over the limit is one error, and an endless one ends the session",
          "[smtp][rfc5321-4.5.3.1.4]") {
    Exchange exchange{options_for({})};
    (void)exchange.heard();
    exchange.send("NOOP " + std::string(max_command_line - 5, 'x') + "\r\n");
    exchange.send("NOOP " + std::string(max_command_line - 4, 'x') + "\r\nNOOP\r\n");
    const auto heard = exchange.heard();
    REQUIRE(heard.size() == 3);
    CHECK(heard[0].starts_with("250 2.0.0"));
    CHECK(heard[1].starts_with("500 5.5.2"));
    CHECK(heard[2].starts_with("250 2.0.0"));

    exchange.send(std::string(100'000, 'x'));
    CHECK(exchange.is_closed());
}
