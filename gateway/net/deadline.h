#pragma once

#include <asio/any_io_executor.hpp>
#include <chrono>
#include <functional>
#include <memory>

namespace sluis::net {

using Clock = std::chrono::steady_clock;

/// One moment by which all that is under way must have ended, however many small steps it takes: a peer that trickles
/// gains nothing. Moving the moment is cheap. One thread only: that of the executor.
class Deadline {
public:
    /// `on_expiry` is called on the executor, at most once per set(), and never after the destructor.
    Deadline(const asio::any_io_executor& executor, std::function<void()> on_expiry);
    ~Deadline();
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

    void set(Clock::time_point moment);
    [[nodiscard]] bool has_passed() const noexcept;

private:
    struct State;
    std::shared_ptr<State> state_;  ///< Shared with the timer's handler, which may come after the destructor.
};

}  // namespace sluis::net
