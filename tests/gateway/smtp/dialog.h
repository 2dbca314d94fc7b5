#pragma once

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/smtp/server_protocol.h"

namespace sluis::smtp::test {

inline std::filesystem::path data_folder() {
    return std::filesystem::path{SLUIS_SOURCE_DIR} / "tests/data";
}

inline std::string read_file(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    if (!stream) throw std::runtime_error{"cannot read " + file.string()};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

inline std::vector<std::string> lines_of(const std::filesystem::path& file) {
    std::istringstream stream{read_file(file)};
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

/// \r \n \t \0 \\ and \xNN.
inline std::string unescape(std::string_view text) {
    std::string octets;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            octets += text[i];
            continue;
        }
        switch (text[++i]) {
            case 'r':
                octets += '\r';
                break;
            case 'n':
                octets += '\n';
                break;
            case 't':
                octets += '\t';
                break;
            case '0':
                octets += '\0';
                break;
            case 'x':
                octets += static_cast<char>(std::stoi(std::string{text.substr(i + 1, 2)}, nullptr, 16));
                i += 2;
                break;
            default:
                octets += text[i];
        }
    }
    return octets;
}

/// One line of a dialog file: what the client sends, or what it must hear, or what must have been taken by then.
struct Step {
    char who = 'S';
    std::string text;
};

struct Dialog {
    std::string name;
    std::set<std::string> settings;
    std::vector<Step> steps;
};

inline Dialog read_dialog(const std::filesystem::path& file) {
    Dialog dialog{file.stem(), {}, {}};
    for (const auto& line : lines_of(file)) {
        if (line.starts_with("# ")) {
            dialog.settings.insert(line.substr(2));
        } else if (line.starts_with("C! ")) {
            dialog.steps.push_back({'C', unescape(std::string_view{line}.substr(3))});
        } else if (line.starts_with("C:")) {
            dialog.steps.push_back({'C', (line.size() > 3 ? line.substr(3) : "") + "\r\n"});
        } else if (line.starts_with("S: ") || line.starts_with("= ")) {
            dialog.steps.push_back({line[0], line.substr(line.find(' ') + 1)});
        } else {
            throw std::runtime_error{dialog.name + ": what is this? " + line};
        }
    }
    return dialog;
}

/// Drives a ServerProtocol as a session would, with fixed answers: "refused" and "later" are not taken as recipients,
/// ann's password is "geheim".
class Exchange {
public:
    explicit Exchange(ServerProtocolOptions options, bool normalize = false)
        : protocol_{std::move(options)}, normalize_{normalize} {
        run();
    }

    void send(std::string_view octets) {
        if (closed_) return;
        protocol_.receive(octets);
        run();
    }

    /// Reply lines that came since the last call.
    std::vector<std::string> heard() {
        std::vector<std::string> lines;
        std::size_t end = 0;
        while ((end = output_.find("\r\n")) != std::string::npos) {
            lines.push_back(output_.substr(0, end));
            output_.erase(0, end + 2);
        }
        return lines;
    }
    [[nodiscard]] bool is_closed() const { return closed_; }
    /// "reverse-path forward-path … | content", one for each message.
    [[nodiscard]] const std::vector<std::string>& taken() const { return taken_; }

private:
    void run() {
        while (!closed_) {
            const auto event = protocol_.next();
            std::visit([this](const auto& value) { on(value); }, event);
            output_ += protocol_.take_output();
            if (std::holds_alternative<event::NeedInput>(event) && !protocol_.has_input()) return;
        }
    }

    void on(const event::NeedInput&) {}
    void on(const event::Hello&) {}
    void on(const event::StartTls&) { protocol_.tls_started(); }
    void on(const event::Authenticate& event) {
        const bool right = event.proof.login == "ann" && event.proof.password == "geheim";
        protocol_.answer(right ? mail::Reply{235, {2, 7, 0}, "ok"} : mail::Reply{535, {5, 7, 8}, "no"});
    }
    void on(const event::CheckReversePath&) { protocol_.answer({250, {2, 1, 0}, "ok"}); }
    void on(const event::CheckForwardPath& event) {
        const auto who = event.forward_path.local_part();
        if (who == "refused") return protocol_.answer({550, {5, 1, 1}, "nobody"});
        if (who == "later") return protocol_.answer({451, {4, 7, 1}, "later"});
        protocol_.answer({250, {2, 1, 5}, "ok"});
    }
    void on(const event::BeginContent&) {
        content_.clear();
        protocol_.accept_content(normalize_ ? ContentReader::BareLf::normalize : ContentReader::BareLf::refuse);
    }
    void on(const event::Content& event) { content_ += event.octets; }
    void on(const event::DropContent&) { content_.clear(); }
    void on(const event::EndContent&) {
        const auto& envelope = protocol_.envelope();
        std::string message = envelope.reverse_path.is_null() ? "<>" : envelope.reverse_path.text();
        for (const auto& path : envelope.forward_paths) message += ' ' + path.text();
        taken_.push_back(message + " | " + content_);
        protocol_.answer({250, {2, 0, 0}, "queued as " + std::to_string(taken_.size())});
    }
    void on(const event::Close&) { closed_ = true; }

    ServerProtocol protocol_;
    bool normalize_;
    std::string output_;
    std::string content_;
    std::vector<std::string> taken_;
    bool closed_ = false;
};

}  // namespace sluis::smtp::test
