// Sends prepared mails to a relay over so many sessions, receives them on a sink of its own, and prints one JSON line.
//
//   load --target PORT --sink PORT --mails FOLDER --sessions N --from ADDRESS --to ADDRESS [--others N] [--timeout
//   SECONDS]
//
// Both ports are on 127.0.0.1. Each mail of the folder bears a line "X-Bench-Id: …", by which the sink knows it again;
// a relay must keep it. --others N: the run ends when so many mails without an id (confirmations) have come as well.
// With both ports alike it measures itself. A thread for each connection: no relay here comes near what that can carry.
// Exit status 1 when a mail was refused, lost or came twice.

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Options {
    int target = 0;
    int sink = 0;
    std::string mails, from, to;
    std::size_t sessions = 1;
    std::size_t others = 0;
    std::chrono::seconds timeout{300};
};

struct Mail {
    std::string id, octets;
    Clock::time_point begun{}, accepted{}, received{};
    std::string refusal;     ///< What the relay answered instead of 250.
    int copies = 0;          ///< How often the sink got it.
    bool identical = false;  ///< It came as it was sent, under what was added on top.
};

/// What the senders and the sink share. Senders write to their own mail only; the sink's part is under the mutex.
struct Run {
    Options options;
    std::vector<Mail> mails;
    std::map<std::string, std::size_t> by_id;
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t received = 0, others = 0, connections = 0;
    Clock::time_point last_other{};
};

std::string field(const std::string& mail, const std::string& name) {
    const auto end = mail.find("\r\n\r\n");
    const auto at = ("\r\n" + mail.substr(0, end)).find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const auto begin = at + name.size() + 2;
    return mail.substr(begin, mail.find("\r\n", begin) - begin);
}

/// A connected or listening socket, read by lines.
class Socket {
public:
    explicit Socket(int number) : number_{number} {
        const int on = 1;
        ::setsockopt(number_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    ~Socket() { ::close(number_); }

    void send(const std::string& octets) {
        for (std::size_t at = 0; at < octets.size();) {
            const auto count = ::send(number_, octets.data() + at, octets.size() - at, MSG_NOSIGNAL);
            if (count <= 0) throw std::runtime_error("the connection broke while sending");
            at += static_cast<std::size_t>(count);
        }
    }

    /// All octets up to and with `mark`; empty when the peer has closed.
    std::string read_through(const std::string& mark) {
        std::size_t from = 0;
        for (;;) {
            if (const auto at = buffer_.find(mark, from); at != std::string::npos) {
                auto octets = buffer_.substr(0, at + mark.size());
                buffer_.erase(0, at + mark.size());
                return octets;
            }
            from = buffer_.size() < mark.size() ? 0 : buffer_.size() - mark.size() + 1;
            char block[256 * 1024];
            const auto count = ::recv(number_, block, sizeof block, 0);
            if (count <= 0) return {};
            buffer_.append(block, static_cast<std::size_t>(count));
        }
    }

private:
    int number_;
    std::string buffer_;
};

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

// The sink

void take(Run& run, const std::string& mail) {
    const auto now = Clock::now();
    const auto id = field(mail, "X-Bench-Id");
    const auto found = run.by_id.find(id);
    const bool known = found != run.by_id.end();
    const bool identical = known && mail.ends_with(run.mails[found->second].octets);
    const std::lock_guard lock{run.mutex};
    if (!known) {
        ++run.others;
        run.last_other = now;
    } else if (auto& sent = run.mails[found->second]; sent.copies++ == 0) {
        sent.received = now;
        sent.identical = identical;
        ++run.received;
    }
    run.changed.notify_all();
}

void serve(Run& run, int number) {
    Socket socket{number};
    socket.send("220 sink.test ESMTP\r\n");
    for (;;) {
        auto line = socket.read_through("\r\n");
        if (line.empty()) return;
        line.resize(std::min<std::size_t>(line.size(), 4));
        std::transform(line.begin(), line.end(), line.begin(),
                       [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        if (line == "EHLO") {
            socket.send("250-sink.test\r\n250-PIPELINING\r\n250-SIZE\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES\r\n");
        } else if (line == "DATA") {
            socket.send("354 go on\r\n");
            auto mail = socket.read_through("\r\n.\r\n");
            if (mail.empty()) return;
            mail.resize(mail.size() - 3);
            take(run, mail);
            socket.send("250 2.0.0 Ok\r\n");
        } else if (line == "QUIT") {
            socket.send("221 2.0.0 Bye\r\n");
            return;
        } else {
            socket.send("250 2.0.0 Ok\r\n");
        }
    }
}

void start_sink(Run& run) {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    const auto address = loopback(run.options.sink);
    if (::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener, 1024) != 0)
        throw std::runtime_error("the sink's port cannot be had");
    // These threads end with the process: a relay may keep its connection to the sink open for long.
    std::thread{[&run, listener] {
        for (;;) {
            const int number = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (number < 0) continue;
            {
                const std::lock_guard lock{run.mutex};
                ++run.connections;
            }
            std::thread{[&run, number] {
                try {
                    serve(run, number);
                } catch (const std::exception&) {
                }
            }}.detach();
        }
    }}.detach();
}

// The senders

std::string ask(Socket& socket, const std::string& command) {
    if (!command.empty()) socket.send(command);
    for (;;) {
        const auto line = socket.read_through("\r\n");
        if (line.size() < 4) throw std::runtime_error("the relay closed the connection");
        if (line[3] != '-') return line;
    }
}

void require(const std::string& reply, char first) {
    if (reply[0] != first) throw std::runtime_error(reply.substr(0, reply.size() - 2));
}

void send_mail(Socket& socket, const Options& options, Mail& mail) {
    mail.begun = Clock::now();
    require(ask(socket, "MAIL FROM:<" + options.from + ">\r\n"), '2');
    require(ask(socket, "RCPT TO:<" + options.to + ">\r\n"), '2');
    require(ask(socket, "DATA\r\n"), '3');
    socket.send(mail.octets);
    require(ask(socket, ".\r\n"), '2');
    mail.accepted = Clock::now();
}

void send_all(Run& run) {
    std::size_t number = run.mails.size();
    try {
        const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const auto address = loopback(run.options.target);
        Socket socket{descriptor};
        if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("the relay cannot be reached");
        require(ask(socket, ""), '2');
        require(ask(socket, "EHLO bench.example\r\n"), '2');
        while ((number = run.next++) < run.mails.size()) send_mail(socket, run.options, run.mails[number]);
        ask(socket, "QUIT\r\n");
    } catch (const std::exception& problem) {
        // The session ends; what others do not take stays unsent and counts as refused.
        if (number < run.mails.size()) run.mails[number].refusal = problem.what();
        std::fprintf(stderr, "load: %s\n", problem.what());
    }
}

// The report

double milliseconds(Clock::duration span) {
    return std::chrono::duration<double, std::milli>(span).count();
}

double percentile(std::vector<double> values, double part) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1) + 0.5)];
}

int report(Run& run, Clock::time_point start) {
    const std::lock_guard lock{run.mutex};
    std::size_t accepted = 0, missing = 0, duplicates = 0, identical = 0, octets = 0;
    std::vector<double> accepting, arriving;
    auto all_accepted = start, all_received = start;
    for (const auto& mail : run.mails) {
        octets += mail.octets.size();
        if (mail.accepted == Clock::time_point{}) continue;
        ++accepted;
        accepting.push_back(milliseconds(mail.accepted - mail.begun));
        all_accepted = std::max(all_accepted, mail.accepted);
        missing += mail.copies == 0;
        duplicates += mail.copies > 1;
        identical += mail.identical;
        if (mail.copies == 0) continue;
        arriving.push_back(milliseconds(mail.received - mail.begun));
        all_received = std::max(all_received, mail.received);
    }
    const auto per_second = [&](std::size_t count, Clock::time_point end) {
        return end > start ? static_cast<double>(count) * 1000 / milliseconds(end - start) : 0;
    };
    std::printf(
        "{\"count\":%zu,\"wire_octets\":%zu,\"accepted\":%zu,\"refused\":%zu,\"received\":%zu,\"missing\":%zu,"
        "\"duplicates\":%zu,"
        "\"identical\":%zu,\"others\":%zu,\"sink_connections\":%zu,\"accept_per_s\":%.2f,\"end_to_end_per_s\":%.2f,"
        "\"all_out_per_s\":%.2f,\"accept_p50_ms\":%.2f,\"accept_p99_ms\":%.2f,\"end_to_end_p50_ms\":%.2f,\"end_to_end_"
        "p99_ms\":%.2f}\n",
        run.mails.size(), octets / std::max<std::size_t>(run.mails.size(), 1), accepted, run.mails.size() - accepted,
        run.received, missing, duplicates, identical, run.others, run.connections, per_second(accepted, all_accepted),
        per_second(run.received, all_received), per_second(run.received, std::max(all_received, run.last_other)),
        percentile(accepting, .5), percentile(accepting, .99), percentile(arriving, .5), percentile(arriving, .99));
    std::fflush(stdout);
    return accepted == run.mails.size() && missing == 0 && duplicates == 0 && run.others == run.options.others ? 0 : 1;
}

Options options_from(int count, char** words) {
    Options options;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string name = words[i], value = words[i + 1];
        if (name == "--target")
            options.target = std::stoi(value);
        else if (name == "--sink")
            options.sink = std::stoi(value);
        else if (name == "--mails")
            options.mails = value;
        else if (name == "--sessions")
            options.sessions = std::stoul(value);
        else if (name == "--from")
            options.from = value;
        else if (name == "--to")
            options.to = value;
        else if (name == "--others")
            options.others = std::stoul(value);
        else if (name == "--timeout")
            options.timeout = std::chrono::seconds{std::stol(value)};
        else
            throw std::runtime_error("unknown option " + name);
    }
    return options;
}

void read_mails(Run& run) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{run.options.mails}) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        std::ifstream stream{file, std::ios::binary};
        Mail mail;
        mail.octets.assign(std::istreambuf_iterator<char>{stream}, {});
        mail.id = field(mail.octets, "X-Bench-Id");
        if (mail.id.empty() || !mail.octets.ends_with("\r\n") || mail.octets.find("\r\n.") != std::string::npos)
            throw std::runtime_error(file.string() +
                                     ": no id, no line end at its end, or a line that begins with a dot");
        run.by_id[mail.id] = run.mails.size();
        run.mails.push_back(std::move(mail));
    }
}

}  // namespace

int main(int count, char** words) {
    try {
        static Run run;  // The sink's threads outlive main.
        run.options = options_from(count, words);
        read_mails(run);
        start_sink(run);
        const auto start = Clock::now();
        std::vector<std::thread> senders;
        for (std::size_t i = 0; i < run.options.sessions; ++i) senders.emplace_back([] { send_all(run); });
        for (auto& sender : senders) sender.join();
        {
            std::unique_lock lock{run.mutex};
            run.changed.wait_until(lock, start + run.options.timeout,
                                   [] { return run.received >= run.mails.size() && run.others >= run.options.others; });
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{300});  // What comes twice comes late.
        std::_Exit(report(run, start));
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "load: %s\n", problem.what());
        std::_Exit(2);
    }
}
