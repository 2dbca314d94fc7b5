#include "gateway/scan/template.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>
#include <vector>

#include "gateway/scan/confine.h"
#include "gateway/scan/converters.h"
#include "gateway/scan/memory.h"

namespace sluis::scan {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds trailer_patience{10};  // For a Scanner that does not read its answer.

// One connection: its child runs, then is killed, then is gone and the trailer is due.
struct Child {
    enum class State { running, killed, gone };
    Descriptor connection;
    pid_t pid = -1;
    State state = State::running;
    Clock::time_point deadline;
    std::optional<Ending> ending;  // Set before the child is gone when the template itself ends it.
    bool done = false;
};

bool send_now(int socket, std::string_view octets) {
    return ::send(socket, octets.data(), octets.size(), MSG_DONTWAIT | MSG_NOSIGNAL) ==
           static_cast<ssize_t>(octets.size());
}

void kill_child(Child& child, std::optional<Ending> ending) {
    if (child.state != Child::State::running) return;
    ::kill(child.pid, SIGKILL);  // Not yet waited for, so the number is still its own.
    child.state = Child::State::killed;
    child.ending = ending;
}

void bury(Child& child, Ending ending) {
    child.state = Child::State::gone;
    child.ending = child.ending.value_or(ending);
    child.deadline = Clock::now() + trailer_patience;
}

// A full socket is tried again when it has room.
void tell_ending(Child& child) {
    const Trailer octets = trailer(*child.ending);
    const bool told = send_now(child.connection.get(), {octets.data(), octets.size()});
    child.done = told || (errno != EAGAIN && errno != EINTR);
}

Descriptor child_and_stop_signals() {
    sigset_t signals;
    ::sigemptyset(&signals);
    for (const int signal : {SIGCHLD, SIGTERM, SIGINT}) ::sigaddset(&signals, signal);
    if (::sigprocmask(SIG_BLOCK, &signals, nullptr) != 0)
        throw std::system_error(errno, std::generic_category(), "sigprocmask");
    Descriptor fd{::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK)};
    if (!fd) throw std::system_error(errno, std::generic_category(), "signalfd");
    return fd;
}

class Template {
public:
    Template(const TemplateOptions& options, ChildBounds bounds, const Analyse& analyse, Descriptor listener,
             Descriptor signals, Converters converters)
        : options_{options},
          bounds_{std::move(bounds)},
          analyse_{analyse},
          listener_{std::move(listener)},
          signals_{std::move(signals)},
          converters_{std::move(converters)},
          control_{options.control} {
        children_.reserve(options.max_children);
    }

    void run() {
        if (control_) say_ready(control_.get());
        while (!stopping_) {
            wait_for_events();
            end_the_late();
            std::erase_if(children_, [](const Child& child) { return child.done; });
        }
        for (Child& child : children_) kill_child(child, std::nullopt);
        converters_.end();
        while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR) {
        }
    }

private:
    static void say_ready(int control) {
        if (::write(control, &greeting, 1) != 1) throw std::system_error(errno, std::generic_category(), "ready");
    }

    void wait_for_events() {
        const bool has_room = children_.size() < options_.max_children;
        polled_.clear();
        polled_.push_back({signals_.get(), POLLIN, 0});
        polled_.push_back({control_.get(), POLLRDHUP, 0});
        polled_.push_back({has_room ? listener_.get() : -1, POLLIN, 0});
        polled_.push_back({converters_.control(), POLLRDHUP, 0});
        for (const Child& child : children_) polled_.push_back({descriptor_to_poll(child), events(child), 0});
        if (::poll(polled_.data(), polled_.size(), milliseconds_to_deadline()) <= 0) return;

        for (std::size_t i = 0; i < children_.size(); ++i) {
            if (polled_[i + 4].revents != 0) attend(children_[i]);
        }
        if (polled_[0].revents != 0) take_signals();
        // Without its converters it would take documents for unreadable that are not: the next template has them.
        if (polled_[1].revents != 0 || polled_[3].revents != 0) stopping_ = true;
        if (polled_[2].revents != 0 && !stopping_) accept_one();
    }

    static int descriptor_to_poll(const Child& child) {
        return child.state == Child::State::killed ? -1 : child.connection.get();
    }
    static short events(const Child& child) { return child.state == Child::State::running ? POLLRDHUP : POLLOUT; }

    [[nodiscard]] int milliseconds_to_deadline() const {
        std::optional<Clock::time_point> next;
        for (const Child& child : children_) {
            if (child.state == Child::State::killed) continue;
            if (!next || child.deadline < *next) next = child.deadline;
        }
        if (!next) return -1;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(*next - Clock::now()).count();
        return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
    }

    // A Scanner that hung up wants no answer any more.
    static void attend(Child& child) {
        if (child.state == Child::State::gone)
            tell_ending(child);
        else
            kill_child(child, std::nullopt);
    }

    void end_the_late() {
        const auto now = Clock::now();
        for (Child& child : children_) {
            if (child.deadline > now) continue;
            if (child.state == Child::State::gone)
                child.done = true;
            else
                kill_child(child, Ending::too_slow);
        }
    }

    void take_signals() {
        signalfd_siginfo info{};
        while (::read(signals_.get(), &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
            if (info.ssi_signo != SIGCHLD) stopping_ = true;
        }
        // One SIGCHLD may stand for several children.
        int status = 0;
        for (pid_t pid = ::waitpid(-1, &status, WNOHANG); pid > 0; pid = ::waitpid(-1, &status, WNOHANG)) {
            const auto child =
                std::find_if(children_.begin(), children_.end(), [&](const Child& one) { return one.pid == pid; });
            if (child == children_.end()) continue;
            bury(*child, ending_from(status));
            tell_ending(*child);
        }
    }

    void accept_one() {
        Descriptor connection{::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC)};
        if (!connection || !send_now(connection.get(), {&greeting, 1})) return;
        const Descriptor conversions = converters_.open_channel();
        const pid_t self = ::getpid();
        const pid_t pid = ::fork();
        if (pid == 0) serve_one(connection.get(), conversions.get(), self, bounds_, analyse_);

        Child child;
        child.connection = std::move(connection);
        child.pid = pid;
        child.deadline = Clock::now() + options_.deadline;
        if (pid < 0) {
            bury(child, Ending::no_child);
            tell_ending(child);
        }
        children_.push_back(std::move(child));
    }

    const TemplateOptions& options_;
    ChildBounds bounds_;
    const Analyse& analyse_;
    Descriptor listener_;
    Descriptor signals_;
    Converters converters_;
    Descriptor control_;
    std::vector<Child> children_;
    std::vector<pollfd> polled_;
    bool stopping_ = false;
};

}  // namespace

int run_template(const TemplateOptions& options, const std::function<void()>& warm_up, const Analyse& analyse) {
    wipe_environment();
    keep_named_descriptors(options);
    Descriptor listener = listening_socket(options);
    volunteer_for_oom();
    Converters converters{options.converters};
    warm_up();
    fill_holes();
    keep_freed();
    require_single_thread();

    ChildBounds bounds;
    bounds.filter = child_filter();
    bounds.resources.address_space = mapped_octets() + options.max_memory;
    bounds.resources.cpu_seconds = static_cast<std::uint64_t>(options.deadline.count()) + 1;
    bounds.max_message = options.max_message;
    Descriptor signals = child_and_stop_signals();
    confine_template(options, template_filter());

    Template{options, std::move(bounds), analyse, std::move(listener), std::move(signals), std::move(converters)}.run();
    return 0;
}

}  // namespace sluis::scan
