#include "gateway/delivery/courier.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <random>
#include <utility>

#include "gateway/delivery/next_hop_table.h"
#include "gateway/delivery/retry_schedule.h"
#include "gateway/net/blocking.h"
#include "gateway/pipeline/crash_point.h"
#include "gateway/pipeline/failure.h"

namespace sluis::delivery {
namespace {

namespace queue = storage::queue;
using Kind = queue::DeliveryOutcome::Kind;

constexpr std::chrono::seconds idle_connection{20};
constexpr std::chrono::seconds longest_pause{5};  // Another process may have queued something.
constexpr std::chrono::seconds leave_alone{2};    // A hop that could not be reached takes no session from the others.
constexpr std::size_t block = 256 * 1024;
constexpr std::uint64_t read_at_once = 64 * 1024;  // In the row, so in memory: no disk to wait for.

double random_share() {
    thread_local std::mt19937 generator{std::random_device{}()};
    return std::uniform_real_distribution<double>{0.0, 1.0}(generator);
}

/// What escapes from a coroutine is a fault of ours: out of the reactor with it, so that the supervisor starts the
/// relay anew.
void end_process_on_fault(const std::exception_ptr& fault) {
    if (fault) std::rethrow_exception(fault);
}

std::string key_of(const config::NextHop& hop) {
    return hop.host + ':' + std::to_string(hop.port);
}

const char* word_for(Kind kind) {
    switch (kind) {
        case Kind::delivered:
            return "delivered";
        case Kind::deferred:
            return "deferred";
        case Kind::failed:
            break;
    }
    return "failed";
}

}  // namespace

/// One delivery in hand: its row lock, and its content opened for reading.
struct Courier::Claim {
    explicit Claim(storage::postgres::Pool& pool) : connection{pool.lease()}, transaction{*connection} {}
    storage::postgres::Pool::Lease connection;
    storage::postgres::Transaction transaction;
    queue::DueDelivery delivery;
    std::unique_ptr<storage::vault::OpenContent> content;
};

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
    wake_up_.expires_after(longest_pause);
    asio::error_code ignored;
    co_await wake_up_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    if (!woken_) co_await connections_.end_idle(idle_connection);
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

std::unique_ptr<Courier::Claim> Courier::claim_one() {
    auto claim = std::make_unique<Claim>(services_.pool);
    auto due = queue::claim_delivery(claim->transaction);
    if (!due) {
        claim->transaction.commit();  // It may have marked notices of withdrawn shares.
        return nullptr;
    }
    claim->delivery = std::move(*due);
    try {
        claim->content = services_.content.open(*claim->connection, claim->delivery.content);
    } catch (const storage::Error& problem) {
        spdlog::error("delivery {}: content: {}", claim->delivery.id, problem.what());
    }
    return claim;
}

asio::awaitable<void> Courier::run() {
    while (!stopping_) {
        woken_ = false;
        open_lane();
        co_await pause();
    }
    running_ = false;
}

void Courier::open_lane() {
    if (stopping_) return;
    if (lanes_ >= services_.settings.delivery.max_sessions) {
        look_again_ = true;
        return;
    }
    ++lanes_;
    asio::co_spawn(reactor_, lane(), end_process_on_fault);
}

asio::awaitable<void> Courier::lane() {
    while (!stopping_) {
        std::unique_ptr<Claim> claim;
        auto claim_work = [this] { return claim_one(); };
        try {
            claim = co_await net::blocking(pool_, std::move(claim_work));
        } catch (const std::exception& problem) {
            spdlog::error("delivery: the queue cannot be read: {}", problem.what());
        }
        if (!claim) {
            // What was queued after this look, when no lane could be opened for it.
            if (std::exchange(look_again_, false)) continue;
            break;
        }
        open_lane();
        co_await deliver(std::move(claim));
    }
    --lanes_;
}

asio::awaitable<std::vector<mail::Reply>> Courier::transfer(Claim& claim, const config::NextHop& hop) {
    const auto& delivery = claim.delivery;
    mail::Envelope envelope;
    envelope.reverse_path = delivery.reverse_path;
    envelope.eight_bit_mime = delivery.eight_bit_mime;
    for (const auto& recipient : delivery.recipients) envelope.forward_paths.push_back(recipient.forward_path);

    auto& gate = gates_.at(key_of(hop));
    if (std::chrono::steady_clock::now() < gate.away_until) {
        co_return std::vector<mail::Reply>(envelope.forward_paths.size(), gate.away);
    }
    auto connected = co_await connections_.get(hop);
    if (!connected) {
        gate.away = connected.error().reply;
        gate.away_until = std::chrono::steady_clock::now() + leave_alone;
        co_return std::vector<mail::Reply>(envelope.forward_paths.size(), gate.away);
    }

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
        buffer.resize(block);
        auto read = [&] { return claim.content->read(at, buffer); };
        std::size_t count = 0;
        if (claim.content->size() <= read_at_once) {
            count = read();
        } else {
            count = co_await net::blocking(pool_, std::move(read));
        }
        at += count;
        co_return std::span<const char>{buffer.data(), count};
    };
    smtp::ContentFacts facts;
    facts.size = claim.content->size() + head.size();
    facts.eight_bit = delivery.eight_bit_mime;
    facts.smtputf8 = delivery.smtputf8;
    auto replies = co_await (*connected)->transfer(envelope, facts, source);
    co_await connections_.give_back(hop, std::move(*connected));
    co_return replies;
}

asio::awaitable<void> Courier::deliver(std::unique_ptr<Claim> claim) {
    const auto& delivery = claim->delivery;
    const auto* hop = next_hop_for(services_.settings.next_hops, delivery.recipients.front().forward_path.domain());
    std::vector<mail::Reply> replies(delivery.recipients.size(),
                                     mail::Reply{451, {4, 3, 0}, "the content could not be read"});
    if (hop == nullptr) {
        replies.assign(replies.size(), mail::Reply{451, {4, 4, 4}, "no next hop is configured for this domain"});
    } else if (claim->content) {
        co_await enter(*hop);
        try {
            pipeline::crash_point("deliver.before-transfer");
            replies = co_await transfer(*claim, *hop);
            pipeline::crash_point("deliver.after-transfer");
        } catch (const std::exception& problem) {
            spdlog::error("delivery {}: {}", delivery.id, problem.what());
        }
        leave(*hop);
    }
    const std::string remote = hop == nullptr ? std::string{} : hop->host;
    auto write_down = [this, &claim, &replies, &remote] {
        record(*claim, replies, remote);
        claim.reset();
    };
    try {
        co_await net::blocking(pool_, std::move(write_down));
    } catch (const std::exception& problem) {
        // Not recorded, so it is due again: a recipient may get it twice, and nobody misses it.
        spdlog::error("delivery: the outcome could not be recorded: {}", problem.what());
        claim.reset();
    }
}

void Courier::record(Claim& claim, const std::vector<mail::Reply>& replies, const std::string& remote) {
    const auto& delivery = claim.delivery;
    std::vector<queue::DeliveryOutcome> outcomes;
    std::vector<pipeline::FailedRecipient> failed;
    for (std::size_t i = 0; i < delivery.recipients.size(); ++i) {
        const auto& recipient = delivery.recipients[i];
        queue::DeliveryOutcome outcome;
        outcome.recipient = recipient.id;
        outcome.reply = replies[i];
        if (replies[i].code >= 200 && replies[i].code < 300) {
            outcome.kind = Kind::delivered;
        } else {
            const auto wait = replies[i].is_permanent()
                                  ? std::nullopt
                                  : retry_in(services_.settings.delivery, delivery.kind, recipient.attempts + 1,
                                             delivery.age, random_share());
            outcome.kind = wait ? Kind::deferred : Kind::failed;
            outcome.retry_in = wait.value_or(std::chrono::seconds{0});
            if (!wait) failed.push_back({recipient.forward_path, replies[i], remote});
        }
        spdlog::info("delivery {} of message {}: {} {} {}", delivery.id, delivery.message, delivery.kind,
                     word_for(outcome.kind), replies[i].code);
        outcomes.push_back(std::move(outcome));
    }
    queue::record_outcomes(claim.transaction, delivery, outcomes);
    queue::ReceivedMessage about;
    about.id = delivery.message;
    about.organisation = delivery.organisation;
    pipeline::Outgoing outgoing{services_, claim.transaction, about};
    pipeline::tell_failure(services_, *claim.connection, claim.transaction, delivery, failed, outgoing);
    pipeline::crash_point("deliver.before-commit");
    claim.transaction.commit();
    pipeline::crash_point("deliver.after-commit");
    outgoing.committed();
}

}  // namespace sluis::delivery
