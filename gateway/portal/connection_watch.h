#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace sluis::portal {

/// Ends connections that are over their deadline: shuts their sockets down, and leaves closing to who owns them. A
/// thread of its own; the owner says when a socket comes, gets another deadline, and goes (before it is closed).
class ConnectionWatch {
public:
    using Clock = std::chrono::steady_clock;

    ConnectionWatch();
    ~ConnectionWatch();
    ConnectionWatch(const ConnectionWatch&) = delete;
    ConnectionWatch& operator=(const ConnectionWatch&) = delete;

    /// Begins to watch a socket, or gives it a new deadline.
    void watch(int socket, Clock::time_point deadline);
    void forget(int socket);

private:
    void run();
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<int, Clock::time_point> deadlines_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace sluis::portal
