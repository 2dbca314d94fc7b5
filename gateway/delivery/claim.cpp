#include "gateway/delivery/claim.h"

#include <spdlog/spdlog.h>

#include <algorithm>
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

/// Those for the first one's next hop. The others are let go at once: they must not wait for a hop that is not theirs.
std::vector<queue::DueDelivery> of_one_hop(const std::vector<config::NextHop>& table, Claim& claim,
                                           std::vector<queue::DueDelivery> due, std::size_t most) {
    const auto hop_of = [&](const queue::DueDelivery& delivery) {
        return next_hop_for(table, delivery.recipients.front().forward_path.domain());
    };
    claim.hop = hop_of(due.front());
    std::vector<std::int64_t> ids;
    for (const auto& delivery : due)
        if (hop_of(delivery) == claim.hop) ids.push_back(delivery.id);
    if (ids.size() == due.size()) return due;
    claim.transaction->commit();
    claim.transaction.emplace(*claim.connection);
    return queue::claim_deliveries(*claim.transaction, most, ids);
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
    std::size_t recipients = 0;
    for (const auto& delivery : due) recipients += delivery.recipients.size();
    claim->full = recipients >= most;
    if (!due.empty()) due = of_one_hop(services.settings.next_hops, *claim, std::move(due), most);
    if (due.empty()) {
        claim->transaction->commit();  // It may have marked notices of withdrawn shares.
        return nullptr;
    }
    std::vector<storage::vault::ContentId> contents;
    for (const auto& delivery : due) contents.push_back(delivery.content);
    auto opened = services.content.open_each(*claim->connection, contents);
    for (std::size_t i = 0; i < due.size(); ++i) claim->items.push_back({std::move(due[i]), std::move(opened[i]), {}});
    return claim;
}

void record(const pipeline::Services& services, Claim& claim) {
    const std::string remote = claim.hop == nullptr ? std::string{} : claim.hop->host;
    auto& transaction = *claim.transaction;
    std::vector<queue::Tried> tried;
    std::vector<std::vector<FailedRecipient>> failed;
    for (const auto& item : claim.items) {
        if (item.replies.empty()) continue;
        failed.emplace_back();
        tried.push_back({&item.delivery, outcomes_of(services.settings.delivery, item, remote, failed.back())});
    }
    queue::record_outcomes(transaction, tried);
    std::vector<queue::ReceivedMessage> about(tried.size());
    std::vector<pipeline::Outgoing> outgoing;
    outgoing.reserve(tried.size());
    for (std::size_t i = 0; i < tried.size(); ++i) {
        const auto& delivery = *tried[i].delivery;
        about[i].id = delivery.message;
        about[i].organisation = delivery.organisation;
        outgoing.emplace_back(services, transaction, about[i]);
        pipeline::tell_failure(services, *claim.connection, transaction, delivery, failed[i], outgoing.back());
    }
    pipeline::crash_point("deliver.before-commit");
    transaction.commit();
    pipeline::crash_point("deliver.after-commit");
    for (auto& mails : outgoing) mails.committed();
}

}  // namespace sluis::delivery
