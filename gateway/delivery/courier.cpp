#include "gateway/delivery/courier.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <utility>

#include "gateway/delivery/claim.h"
#include "gateway/net/blocking.h"
#include "gateway/pipeline/crash_point.h"

namespace sluis::delivery {
namespace {

namespace queue = storage::queue;

constexpr std::chrono::seconds idle_connection{20};
constexpr std::chrono::milliseconds longest_pause{5'000};  // Another process may have queued something.
/// A claim is handed over as long as this, then what became of it is recorded: what a crash in between sends twice.
constexpr std::chrono::milliseconds time_in_hand{50};
constexpr std::chrono::seconds leave_alone{2};  // A hop that could not be reached takes no session from the others.
constexpr std::size_t block = 256 * 1024;

/// What escapes from a coroutine is a fault of ours: out of the reactor with it, so that the supervisor starts the
/// relay anew.
void end_process_on_fault(const std::exception_ptr& fault) {
    if (fault) std::rethrow_exception(fault);
}

std::string key_of(const config::NextHop& hop) {
    return hop.host + ':' + std::to_string(hop.port);
}

void put_off(Claim& claim, const mail::Reply& reply) {
    for (auto& item : claim.items) item.replies.assign(item.delivery.recipients.size(), reply);
}

}  // namespace

Courier::Courier(asio::io_context& reactor, asio::thread_pool& pool, const pipeline::Services& services)
    : reactor_{reactor},
      pool_{pool},
      services_{services},
      connections_{services.settings.hostname},
      wake_up_{reactor} {}

void Courier::start() {
    running_ = true;
    asio::co_spawn(reactor_, run(), end_process_on_fault);
}

void Courier::wake() {
    asio::post(reactor_, [this] {
        woken_ = true;
        wake_up_.cancel();
    });
}

asio::awaitable<void> Courier::stop() {
    stopping_ = true;
    wake_up_.cancel();
    asio::steady_timer check{reactor_};
    while (running_ || lanes_ > 0) {
        check.expires_after(std::chrono::milliseconds{20});
        co_await check.async_wait(asio::use_awaitable);
    }
    co_await connections_.end_idle(std::chrono::seconds{0});
}

asio::awaitable<void> Courier::pause() {
    if (woken_ || stopping_) co_return;
    wake_up_.expires_after(unseen_since_ ? time_in_hand : longest_pause);
    asio::error_code ignored;
    co_await wake_up_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    if (!woken_) co_await connections_.end_idle(idle_connection);
}

/// What cannot be recorded now cannot in a millisecond either: the next hop must not be sent the same without end.
asio::awaitable<void> Courier::rest() {
    asio::steady_timer timer{reactor_, leave_alone};
    co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<void> Courier::enter(const config::NextHop& hop) {
    auto& gate = gates_.try_emplace(key_of(hop), reactor_).first->second;
    while (gate.inside >= services_.settings.delivery.max_sessions_per_hop) {
        gate.freed.expires_at(std::chrono::steady_clock::time_point::max());
        asio::error_code ignored;
        co_await gate.freed.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    ++gate.inside;
}

void Courier::leave(const config::NextHop& hop) {
    auto& gate = gates_.at(key_of(hop));
    --gate.inside;
    gate.freed.cancel();
}

asio::awaitable<void> Courier::run() {
    while (!stopping_) {
        woken_ = false;
        // A lane at work claims again by itself, soon. One that hangs on a slow hop does not: then another one looks.
        const auto now = std::chrono::steady_clock::now();
        if (lanes_ == 0 || (unseen_since_ && now - *unseen_since_ >= time_in_hand)) {
            open_lane();
        } else if (!unseen_since_) {
            unseen_since_ = now;
        }
        co_await pause();
    }
    running_ = false;
}

void Courier::open_lane() {
    if (stopping_) return;
    if (lanes_ >= services_.settings.delivery.max_sessions) {
        if (!unseen_since_) unseen_since_ = std::chrono::steady_clock::now();
        return;
    }
    ++lanes_;
    asio::co_spawn(reactor_, lane(), end_process_on_fault);
}

asio::awaitable<void> Courier::lane() {
    while (!stopping_) {
        unseen_since_.reset();
        std::unique_ptr<Claim> claim;
        auto claim_work = [this, most = batch_] { return claim_due(services_, most); };
        try {
            claim = co_await net::blocking(pool_, std::move(claim_work));
        } catch (const std::exception& problem) {
            spdlog::error("delivery: the queue cannot be read: {}", problem.what());
        }
        if (!claim) {
            // What was queued after this look.
            if (unseen_since_) continue;
            break;
        }
        if (claim->full) open_lane();
        if (claim->items.empty()) continue;
        co_await deliver(std::move(claim));
    }
    --lanes_;
}

asio::awaitable<std::unique_ptr<smtp::ClientConnection>> Courier::connect(const config::NextHop& hop) {
    auto& gate = gates_.at(key_of(hop));
    if (std::chrono::steady_clock::now() < gate.away_until) co_return nullptr;
    auto connected = co_await connections_.get(hop);
    if (connected) co_return std::move(*connected);
    gate.away = connected.error().reply;
    gate.away_until = std::chrono::steady_clock::now() + leave_alone;
    co_return nullptr;
}

asio::awaitable<std::vector<mail::Reply>> Courier::transfer(const queue::DueDelivery& delivery,
                                                            storage::vault::OpenContent& content,
                                                            smtp::ClientConnection& connection) {
    mail::Envelope envelope;
    envelope.reverse_path = delivery.reverse_path;
    envelope.eight_bit_mime = delivery.eight_bit_mime;
    for (const auto& recipient : delivery.recipients) envelope.forward_paths.push_back(recipient.forward_path);

    // Our own mails begin here; only what came in bears a Received field of ours.
    const bool relayed = delivery.kind == "original" || delivery.kind == "rewritten";
    const std::string head = relayed ? delivery.received_field : std::string{};
    std::uint64_t at = 0;
    bool head_sent = head.empty();
    std::string buffer;
    const smtp::ContentSource source = [&]() -> asio::awaitable<std::span<const char>> {
        if (!head_sent) {
            head_sent = true;
            co_return std::span<const char>{head};
        }
        buffer.resize(std::min<std::uint64_t>(block, content.size()));
        auto read = [&] { return content.read(at, buffer); };
        std::size_t count = 0;
        if (content.size() <= small_content) {  // In the row, so in memory: no disk to wait for.
            count = read();
        } else {
            count = co_await net::blocking(pool_, std::move(read));
        }
        at += count;
        co_return std::span<const char>{buffer.data(), count};
    };
    smtp::ContentFacts facts;
    facts.size = content.size() + head.size();
    facts.eight_bit = delivery.eight_bit_mime;
    facts.smtputf8 = delivery.smtputf8;
    co_return co_await connection.transfer(envelope, facts, source);
}

/// One after the other over one connection. Nobody's outcome waits long for the others: what is not begun in time, or
/// would need another connection, stays untried.
asio::awaitable<void> Courier::hand_over(Claim& claim) {
    const auto until = std::chrono::steady_clock::now() + time_in_hand;
    auto connection = co_await connect(*claim.hop);
    if (!connection) co_return put_off(claim, gates_.at(key_of(*claim.hop)).away);
    for (auto& item : claim.items) {
        const bool is_first = &item == &claim.items.front();
        if (!is_first && (!connection->is_usable() || std::chrono::steady_clock::now() >= until)) break;
        item.replies.assign(item.delivery.recipients.size(),
                            mail::Reply{451, {4, 3, 0}, "the content could not be read"});
        if (!item.content) {
            spdlog::error("delivery {}: its content cannot be opened", item.delivery.id);
            continue;
        }
        pipeline::crash_point("deliver.before-transfer");
        item.replies = co_await transfer(item.delivery, *item.content, *connection);
        pipeline::crash_point("deliver.after-transfer");
    }
    claim.in_time = std::chrono::steady_clock::now() < until;
    co_await connections_.give_back(*claim.hop, std::move(connection));
}

asio::awaitable<void> Courier::deliver(std::unique_ptr<Claim> claim) {
    if (claim->hop == nullptr) {
        put_off(*claim, {451, {4, 4, 4}, "no next hop is configured for this domain"});
    } else {
        co_await enter(*claim->hop);
        try {
            co_await hand_over(*claim);
        } catch (const std::exception& problem) {
            spdlog::error("delivery: {}", problem.what());
            // Before anything was tried, as with a password that cannot be read: all of it waits.
            if (claim->items.front().replies.empty()) put_off(*claim, {451, {4, 3, 0}, "it could not be handed over"});
        }
        leave(*claim->hop);
    }
    // A quick hop gets many at once; for a slow one lanes beside each other are better.
    batch_ = claim->in_time ? std::min(batch_ * 2, queue::max_claimed) : 1;
    auto write_down = [this, &claim] {
        record(services_, *claim);
        claim.reset();
    };
    bool recorded = false;
    try {
        co_await net::blocking(pool_, std::move(write_down));
        recorded = true;
    } catch (const std::exception& problem) {
        // Not recorded, so it is due again: a recipient may get it twice, and nobody misses it.
        spdlog::error("delivery: the outcome could not be recorded: {}", problem.what());
        claim.reset();
    }
    if (!recorded) co_await rest();
}

}  // namespace sluis::delivery
