#pragma once

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <asio/thread_pool.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "gateway/delivery/claim.h"
#include "gateway/delivery/connections.h"
#include "gateway/pipeline/services.h"

namespace sluis::delivery {

/// Hands queued mails to their next hops (design §3): claims some that are due, transfers them one after the other, and
/// records an outcome for each recipient in one commit. A mail is claimed by a row lock, so a crash gives it back at
/// once; what a next hop took in the moment before may come twice, and is never lost.
///
/// Lives on the reactor's thread; what blocks runs on the pool. It works in lanes, at most
/// settings.delivery.max_sessions: each claims, delivers and claims again until nothing is due, and opens one more when
/// its claim left something. A claim is of one next hop and lasts a moment: a slow hop gets one mail a lane.
class Courier {
public:
    Courier(asio::io_context& reactor, asio::thread_pool& pool, const pipeline::Services& services);

    /// Begins to work. Call once.
    void start();
    /// There is work. From any thread.
    void wake();
    /// Takes nothing new, and ends when what is under way has ended.
    [[nodiscard]] asio::awaitable<void> stop();
    /// Certificate authorities are read again for the next connection. From the reactor.
    void reload() { connections_.forget_credentials(); }

private:
    [[nodiscard]] asio::awaitable<void> run();
    [[nodiscard]] asio::awaitable<void> lane();
    void open_lane();
    [[nodiscard]] asio::awaitable<void> deliver(std::unique_ptr<Claim> claim);
    [[nodiscard]] asio::awaitable<void> hand_over(Claim& claim);
    [[nodiscard]] asio::awaitable<std::unique_ptr<smtp::ClientConnection>> connect(const config::NextHop& hop);
    [[nodiscard]] asio::awaitable<std::vector<mail::Reply>> transfer(const storage::queue::DueDelivery& delivery,
                                                                     storage::vault::OpenContent& content,
                                                                     smtp::ClientConnection& connection);
    [[nodiscard]] asio::awaitable<void> pause();
    [[nodiscard]] asio::awaitable<void> rest();
    [[nodiscard]] asio::awaitable<void> enter(const config::NextHop& hop);
    void leave(const config::NextHop& hop);

    asio::io_context& reactor_;
    asio::thread_pool& pool_;
    const pipeline::Services& services_;
    Connections connections_;
    asio::steady_timer wake_up_;
    /// How many transfers a next hop has at once, and who waits for a place.
    struct Gate {
        explicit Gate(asio::io_context& reactor) : freed{reactor} {}
        std::size_t inside = 0;
        std::chrono::steady_clock::time_point
            away_until{};  ///< It could not be reached: nobody waits for it again till then.
        mail::Reply away;
        asio::steady_timer freed;
    };
    std::map<std::string, Gate> gates_;
    std::size_t lanes_ = 0;
    std::size_t batch_ = 1;  ///< How many deliveries the next claim takes.
    /// Since when there may be something that was queued after a lane looked last.
    std::optional<std::chrono::steady_clock::time_point> unseen_since_;
    bool woken_ = false;
    bool stopping_ = false;
    bool running_ = false;
};

}  // namespace sluis::delivery
