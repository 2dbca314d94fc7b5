#include "gateway/main/housekeeping.h"

#include <map>
#include <spdlog/spdlog.h>

#include "gateway/mail/timestamp.h"
#include "gateway/pipeline/outgoing.h"
#include "gateway/pipeline/own_mail_writer.h"
#include "storage/audit/audit_log.h"
#include "storage/queue/message_queue.h"
#include "storage/shares/expiry.h"

namespace sluis::main_program {
namespace {

namespace queue = storage::queue;

/// How long the decision about a message can be explained, after it ended. Longer than any share lives.
constexpr std::chrono::hours keep_facts{24 * 90};
constexpr std::chrono::minutes between_sweeps{60};

/// Three days unanswered: withdrawn, and the sender told (design §5). One mail for each message.
bool end_holds(const pipeline::Services& services) {
    auto connection = services.pool.lease();
    storage::postgres::Transaction transaction{*connection};
    std::map<queue::QueueId, std::vector<queue::ExpiredHold>> by_message;
    for (auto& hold : queue::expired_holds(transaction)) by_message[hold.message].push_back(std::move(hold));

    std::vector<std::unique_ptr<queue::ReceivedMessage>> messages;
    std::vector<std::unique_ptr<pipeline::Outgoing>> outgoing;
    for (const auto& [id, holds] : by_message) {
        const pipeline::OwnMailWriter writer{services, pipeline::load_sent_mail(*connection, id)};
        templates::HoldExpiredFacts facts;
        facts.sent_at = mail::time_from_iso(writer.about().received_at).value_or(std::chrono::system_clock::now());
        for (const auto& hold : holds) {
            templates::RecipientFacts recipient;
            recipient.recipient = hold.forward_path;
            facts.held.push_back(std::move(recipient));
            queue::set_recipient_state(transaction, id, hold.forward_path, "withdrawn");
            storage::audit::Entry entry;
            entry.event = storage::audit::Event::withdrawn;
            entry.organisation = hold.organisation;
            entry.message = id;
            entry.detail = "hold-expired";
            storage::audit::write(transaction, entry);
        }
        auto message = std::make_unique<queue::ReceivedMessage>();
        message->id = id;
        message->organisation = holds.front().organisation;
        outgoing.push_back(std::make_unique<pipeline::Outgoing>(services, transaction, *message));
        messages.push_back(std::move(message));
        outgoing.back()->send({"hold", "", {writer.sender_mailbox().text()}, false, {}},
                              writer.to_sender(services.texts.hold_expired(facts)));
    }
    transaction.commit();
    for (auto& mails : outgoing) mails->committed();
    if (!by_message.empty()) services.delivery_waits();
    return !by_message.empty();
}

/// On the first look after a start, then every hour: it walks over all files.
void sweep_now_and_then(const pipeline::Services& services, storage::postgres::Connection& connection) {
    static std::chrono::steady_clock::time_point last{};
    const auto now = std::chrono::steady_clock::now();
    if (last.time_since_epoch().count() != 0 && now - last < between_sweeps) return;
    last = now;
    const auto files = services.content.sweep(connection);
    const auto rows = queue::purge_messages(connection, keep_facts);
    if (files + rows > 0) spdlog::info("housekeeping: {} files without a row, {} messages past their term", files, rows);
}

}  // namespace

bool keep_house(const pipeline::Services& services) {
    const bool ended = end_holds(services);
    auto connection = services.pool.lease();
    const auto expired = storage::shares::expire_due(*connection, services.keys, services.content);
    if (expired.shares + expired.keys > 0) {
        spdlog::info("housekeeping: {} shares ended, {} documents and {} day keys destroyed", expired.shares, expired.documents, expired.keys);
    }
    queue::release_content(*connection, services.content);
    sweep_now_and_then(services, *connection);
    return ended || expired.more;
}

}  // namespace sluis::main_program
