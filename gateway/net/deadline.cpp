#include "gateway/net/deadline.h"

#include <asio/steady_timer.hpp>
#include <utility>

namespace sluis::net {

struct Deadline::State : std::enable_shared_from_this<Deadline::State> {
    State(const asio::any_io_executor& executor, std::function<void()> expiry)
        : timer{executor}, on_expiry{std::move(expiry)} {}

    /// The timer is moved only when it would ring too late; one that rings too early finds out and goes on.
    void arm() {
        if (armed_for <= moment) return;
        armed_for = moment;
        timer.expires_at(moment);
        timer.async_wait([weak = weak_from_this()](const asio::error_code& error) {
            const auto self = weak.lock();
            if (!self || error) return;
            self->armed_for = Clock::time_point::max();
            if (Clock::now() < self->moment) return self->arm();
            if (self->on_expiry) self->on_expiry();
        });
    }

    asio::steady_timer timer;
    std::function<void()> on_expiry;
    Clock::time_point moment = Clock::time_point::max();
    Clock::time_point armed_for = Clock::time_point::max();
};

Deadline::Deadline(const asio::any_io_executor& executor, std::function<void()> on_expiry)
    : state_{std::make_shared<State>(executor, std::move(on_expiry))} {}

Deadline::~Deadline() {
    state_->on_expiry = nullptr;
    state_->timer.cancel();
}

void Deadline::set(Clock::time_point moment) {
    state_->moment = moment;
    state_->arm();
}

bool Deadline::has_passed() const noexcept {
    return Clock::now() >= state_->moment;
}

}  // namespace sluis::net
