#include "gateway/portal/connection_watch.h"

#include <sys/socket.h>

namespace sluis::portal {

namespace {
constexpr std::chrono::milliseconds interval{250};
}

ConnectionWatch::ConnectionWatch() : thread_{[this] { run(); }} {}

ConnectionWatch::~ConnectionWatch() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void ConnectionWatch::watch(int socket, Clock::time_point deadline) {
    const std::lock_guard lock{mutex_};
    deadlines_[socket] = deadline;
}

void ConnectionWatch::forget(int socket) {
    const std::lock_guard lock{mutex_};
    deadlines_.erase(socket);
}

void ConnectionWatch::run() {
    std::unique_lock lock{mutex_};
    while (!stopping_) {
        const auto now = Clock::now();
        for (auto at = deadlines_.begin(); at != deadlines_.end();) {
            if (at->second > now) {
                ++at;
                continue;
            }
            ::shutdown(at->first, SHUT_RDWR);
            at = deadlines_.erase(at);
        }
        changed_.wait_for(lock, interval, [this] { return stopping_; });
    }
}

}  // namespace sluis::portal
