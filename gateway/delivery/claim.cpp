#include "gateway/delivery/claim.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <deque>
#include <random>

#include "gateway/delivery/next_hop_table.h"
#include "gateway/delivery/retry_schedule.h"
#include "gateway/pipeline/crash_point.h"
#include "gateway/pipeline/failure.h"

namespace sluis::delivery {
namespace {

namespace queue = storage::queue;
using Kind = queue::DeliveryOutcome::Kind;
using pipeline::FailedRecipient;

double random_share() {
    thread_local std::mt19937 generator{std::random_device{}()};
    return std::uniform_real_distribution<double>{0.0, 1.0}(generator);
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

/// Keeps these of what was claimed; the others are let go at once, so that they wait for nothing that is not theirs.
std::vector<queue::DueDelivery> narrow(Claim& claim, std::size_t most, const std::vector<std::int64_t>& ids) {
    claim.full = true;
    claim.transaction->commit();
    claim.transaction.emplace(*claim.connection);
    return queue::claim_deliveries(*claim.transaction, most, ids);
}

/// Those for the first one's next hop.
std::vector<queue::DueDelivery> of_one_hop(const std::vector<config::NextHop>& table, Claim& claim,
                                           std::vector<queue::DueDelivery> due, std::size_t most) {
    const auto hop_of = [&](const queue::DueDelivery& delivery) {
        return next_hop_for(table, delivery.recipients.front().forward_path.domain());
    };
    claim.hop = hop_of(due.front());
    std::vector<std::int64_t> ids;
    for (const auto& delivery : due)
        if (hop_of(delivery) == claim.hop) ids.push_back(delivery.id);
    return ids.size() == due.size() ? std::move(due) : narrow(claim, most, ids);
}

void open(const pipeline::Services& services, Claim& claim, std::vector<queue::DueDelivery> due) {
    std::vector<storage::vault::ContentId> contents;
    for (const auto& delivery : due) contents.push_back(delivery.content);
    if (due.empty()) return claim.items.clear();
    auto opened = services.content.open_each(*claim.connection, contents);
    claim.items.clear();
    for (std::size_t i = 0; i < due.size(); ++i) claim.items.push_back({std::move(due[i]), std::move(opened[i]), {}});
}

/// Those that go in a moment, or one large mail by itself: none waits for its transfer. Empty: all of them are so.
std::vector<std::int64_t> alike(const Claim& claim) {
    const auto is_large = [](const Claim::Item& item) {
        return item.content != nullptr && item.content->size() > small_content;
    };
    if (claim.items.size() == 1 || std::none_of(claim.items.begin(), claim.items.end(), is_large)) return {};
    std::vector<std::int64_t> ids;
    for (const auto& item : claim.items)
        if (!is_large(item)) ids.push_back(item.delivery.id);
    if (is_large(claim.items.front())) ids.assign(1, claim.items.front().delivery.id);
    return ids;
}

/// A failure that could not be told is told later: its recipients wait.
void defer(queue::Tried& tried) {
    constexpr std::chrono::seconds later{60};
    for (auto& outcome : tried.outcomes) {
        if (outcome.kind != Kind::failed) continue;
        outcome.kind = Kind::deferred;
        outcome.retry_in = later;
    }
}

/// What became of the recipients of one delivery; those it failed for good are added to `failed`.
std::vector<queue::DeliveryOutcome> outcomes_of(const config::DeliverySettings& settings, const Claim::Item& item,
                                                const std::string& remote, std::vector<FailedRecipient>& failed) {
    const auto& delivery = item.delivery;
    std::vector<queue::DeliveryOutcome> outcomes;
    for (std::size_t i = 0; i < delivery.recipients.size(); ++i) {
        const auto& recipient = delivery.recipients[i];
        const auto& reply = item.replies[i];
        queue::DeliveryOutcome outcome;
        outcome.recipient = recipient.id;
        outcome.reply = reply;
        if (reply.code >= 200 && reply.code < 300) {
            outcome.kind = Kind::delivered;
        } else {
            const auto wait = reply.is_permanent() ? std::nullopt
                                                   : retry_in(settings, delivery.kind, recipient.attempts + 1,
                                                              delivery.age, random_share());
            outcome.kind = wait ? Kind::deferred : Kind::failed;
            outcome.retry_in = wait.value_or(std::chrono::seconds{0});
            if (!wait) failed.push_back({recipient.forward_path, reply, remote});
        }
        spdlog::info("delivery {} of message {}: {} {} {}", delivery.id, delivery.message, delivery.kind,
                     word_for(outcome.kind), reply.code);
        outcomes.push_back(std::move(outcome));
    }
    return outcomes;
}

}  // namespace

std::unique_ptr<Claim> claim_due(const pipeline::Services& services, std::size_t most) {
    auto claim = std::make_unique<Claim>(services.pool);
    claim->transaction.emplace(*claim->connection);
    auto due = queue::claim_deliveries(*claim->transaction, most);
    if (due.empty()) {
        claim->transaction->commit();  // It may have marked notices of withdrawn shares.
        return nullptr;
    }
    std::size_t recipients = 0;
    for (const auto& delivery : due) recipients += delivery.recipients.size();
    claim->full = recipients >= most;
    open(services, *claim, of_one_hop(services.settings.next_hops, *claim, std::move(due), most));
    if (const auto ids = alike(*claim); !ids.empty()) open(services, *claim, narrow(*claim, most, ids));
    return claim;
}

void record(const pipeline::Services& services, Claim& claim) {
    const std::string remote = claim.hop == nullptr ? std::string{} : claim.hop->host;
    auto& transaction = *claim.transaction;
    std::vector<queue::Tried> plain, failing;
    std::vector<std::vector<FailedRecipient>> failed;
    for (const auto& item : claim.items) {
        if (item.replies.empty()) continue;
        std::vector<FailedRecipient> recipients;
        queue::Tried tried{&item.delivery, outcomes_of(services.settings.delivery, item, remote, recipients)};
        (recipients.empty() ? plain : failing).push_back(std::move(tried));
        if (!recipients.empty()) failed.push_back(std::move(recipients));
    }
    if (!plain.empty()) queue::record_outcomes(transaction, plain);
    transaction.finish_posted();
    std::deque<queue::ReceivedMessage> about;
    std::deque<pipeline::Outgoing> outgoing;
    for (std::size_t i = 0; i < failing.size(); ++i) {
        const auto& delivery = *failing[i].delivery;
        about.emplace_back();
        about.back().id = delivery.message;
        about.back().organisation = delivery.organisation;
        outgoing.emplace_back(services, transaction, about.back());
        transaction.mark();
        try {
            queue::record_outcomes(transaction, {failing[i]});
            pipeline::tell_failure(services, *claim.connection, transaction, delivery, failed[i], outgoing.back());
            transaction.finish_posted();
        } catch (const std::exception& problem) {
            // The others' outcomes stand: what a next hop took must not be sent to it again.
            spdlog::error("delivery {}: its failure cannot be told yet: {}", delivery.id, problem.what());
            transaction.undo();
            outgoing.pop_back();
            defer(failing[i]);
            queue::record_outcomes(transaction, {failing[i]});
        }
    }
    pipeline::crash_point("deliver.before-commit");
    transaction.commit();
    pipeline::crash_point("deliver.after-commit");
    for (auto& mails : outgoing) mails.committed();
}

}  // namespace sluis::delivery
