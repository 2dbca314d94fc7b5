#include "gateway/main/housekeeping.h"

#include <spdlog/spdlog.h>

#include "gateway/mail/timestamp.h"
#include "gateway/pipeline/outgoing.h"
#include "gateway/pipeline/own_mail_writer.h"
#include "storage/audit/audit_log.h"
#include "storage/queue/message_queue.h"
#include "storage/shares/expiry.h"
#include "storage/shares/stopped_mail.h"

namespace sluis::main_program {
namespace {

namespace queue = storage::queue;

/// How long the decision about a message can be explained, after it ended. Longer than any share lives.
constexpr std::chrono::hours keep_facts{24 * 90};
constexpr std::chrono::minutes between_sweeps{60};

/// Three days unanswered: withdrawn, and the sender told (design §5). One message at a time, in a transaction of its
/// own.
bool end_one_hold(const pipeline::Services& services, storage::postgres::Connection& connection) {
    storage::postgres::Transaction transaction{connection};
    const auto holds = queue::expired_holds(transaction);
    if (holds.empty()) return false;
    const auto& id = holds.front().message;
    const pipeline::OwnMailWriter writer{services, pipeline::load_sent_mail(connection, id)};
    templates::HoldExpiredFacts facts;
    facts.sent_at = mail::time_from_iso(writer.about().received_at).value_or(std::chrono::system_clock::now());
    for (const auto& hold : holds) {
        if (hold.message != id) continue;
        templates::RecipientFacts recipient;
        recipient.recipient = hold.forward_path;
        facts.held.push_back(std::move(recipient));
        queue::set_recipient_state(transaction, id, hold.forward_path, "withdrawn");
        storage::shares::settle_stopped(transaction, id, hold.forward_path, storage::shares::StoppedState::expired, {});
        storage::audit::Entry entry;
        entry.event = storage::audit::Event::withdrawn;
        entry.organisation = hold.organisation;
        entry.message = id;
        entry.detail = "hold-expired";
        storage::audit::write(transaction, entry);
    }
    queue::ReceivedMessage message;
    message.id = id;
    message.organisation = holds.front().organisation;
    pipeline::Outgoing outgoing{services, transaction, message};
    outgoing.send({"hold", "", {writer.sender_mailbox().text()}, false, {}},
                  writer.to_sender(services.texts.hold_expired(facts)));
    transaction.commit();
    outgoing.committed();
    services.delivery_waits();
    return true;
}

/// On the first look after a start, then every hour: it walks over all files.
void sweep_now_and_then(const pipeline::Services& services, storage::postgres::Connection& connection) {
    static std::chrono::steady_clock::time_point last{};
    const auto now = std::chrono::steady_clock::now();
    if (last.time_since_epoch().count() != 0 && now - last < between_sweeps) return;
    last = now;
    const auto files = services.content.sweep(connection);
    const auto rows =
        queue::purge_messages(connection, keep_facts) + storage::shares::purge_stopped(connection, keep_facts);
    if (files + rows > 0) spdlog::info("housekeeping: {} files without a row, {} rows past their term", files, rows);
}

/// One step that fails must not keep the others from being done: above all not the destruction of keys.
template <class Step>
void attempt(const char* what, Step step) {
    try {
        step();
    } catch (const std::exception& problem) {
        spdlog::error("housekeeping: {}: {}", what, problem.what());
    }
}

}  // namespace

bool keep_house(const pipeline::Services& services) {
    bool more = false;
    auto connection = services.pool.lease();
    attempt("expiry", [&] {
        const auto expired = storage::shares::expire_due(*connection, services.keys, services.content);
        more = expired.more;
        if (expired.shares + expired.keys == 0) return;
        spdlog::info("housekeeping: {} shares ended, {} documents and {} day keys destroyed", expired.shares,
                     expired.documents, expired.keys);
    });
    attempt("content", [&] { queue::release_content(*connection, services.content); });
    attempt("sweep", [&] { sweep_now_and_then(services, *connection); });
    attempt("holds", [&] { more = end_one_hold(services, *connection) || more; });
    return more;
}

}  // namespace sluis::main_program
