#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/queue/message_queue.h"
#include "storage/queue/queue_view.h"
#include "tests/support/test_database.h"

/// A queue with its database, vault and keys, and the steps that its tests are made of.
namespace sluis::test {

using namespace sluis::storage;
using namespace sluis::storage::queue;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Kind = DeliveryOutcome::Kind;

inline mail::Mailbox mailbox(std::string_view text) {
    return mail::Mailbox::parse(text).value();
}

/// The one that has been due longest.
inline std::optional<DueDelivery> claim_delivery(postgres::Transaction& transaction) {
    auto due = claim_deliveries(transaction, 1);
    if (due.empty()) return std::nullopt;
    return std::move(due.front());
}

struct Queue {
    TestDatabase database;
    TestFolder folder;
    TestFolder key_folder;
    vault::KeyDirectory keys{key_folder.path()};
    vault::ContentStore store{{.folder = folder.path(), .min_free_bytes = 0}, keys};
    postgres::Connection relay{database.conninfo("relay")};

    vault::ContentId put(postgres::Transaction& transaction, vault::ContentKind kind, std::size_t size = 10) const {
        const auto staged = store.stage(kind, "De Wilg", "queue-1");
        staged->append(std::string(size, 'x'));
        staged->finish();
        return staged->insert(transaction);
    }
    QueueId receive(const std::vector<std::string>& recipients = {"an@eik.example"}, std::size_t size = 10) {
        postgres::Transaction transaction{relay};
        ReceivedMessage message;
        message.envelope.reverse_path = mail::ReversePath{mailbox("jan@wilg.example")};
        for (const auto& recipient : recipients) message.envelope.forward_paths.push_back(mailbox(recipient));
        message.envelope.eight_bit_mime = true;
        message.organisation = "De Wilg";
        message.client = "mailserver";
        message.received_field = "Received: from a\r\n";
        message.size = size;
        message.content = put(transaction, vault::ContentKind::received, size);
        const auto id = insert_message(transaction, message);
        transaction.commit();
        return id;
    }
    void deliver(const QueueId& id, const std::string& kind, const std::vector<std::string>& to,
                 std::optional<std::int64_t> share_recipient = {}) {
        postgres::Transaction transaction{relay};
        NewDelivery delivery;
        delivery.kind = kind;
        delivery.reverse_path = "jan@wilg.example";
        delivery.forward_paths = to;
        delivery.content = put(transaction, vault::ContentKind::outgoing);
        delivery.share_recipient = share_recipient;
        insert_delivery(transaction, id, delivery);
        transaction.commit();
    }
    void finish(const QueueId& id, const std::string& facts = R"({"findings": []})") {
        postgres::Transaction transaction{relay};
        finish_message(transaction, id, "v1", facts);
        transaction.commit();
    }
    /// Claims the next delivery and gives every recipient this outcome. Nothing when none is due.
    bool attempt(Kind kind, seconds retry_in = seconds{0}) {
        postgres::Transaction transaction{relay};
        const auto due = claim_delivery(transaction);
        if (!due) return false;
        std::vector<DeliveryOutcome> outcomes;
        for (const auto& recipient : due->recipients)
            outcomes.push_back({recipient.id, kind, mail::Reply{250, {2, 0, 0}, "text\r\nmore"}, retry_in});
        record_outcomes(transaction, {{&*due, outcomes}});
        transaction.commit();
        return true;
    }
    std::string state(const QueueId& id, std::string_view recipient = "an@eik.example") {
        return relay
            .execute("select state from message_recipient where message = $1 and forward_path = $2",
                     {std::string_view{id}, recipient})
            .text(0, 0);
    }
    std::int64_t share_recipient() {
        relay.execute(
            "insert into share (reference, message, organisation, sender, label, accepted_at, expires_at, key_name) "
            "values "
            "('ref', 'm', 'De Wilg', 'jan@wilg.example', 'confidential', now(), now() + interval '1 day', "
            "'day-2031-01-01')");
        return relay
            .execute(
                "insert into share_recipient (share, address, class, link_mac) select max(id), 'an@eik.example', "
                "'facility', 'mac' from share returning id")
            .number(0, 0);
    }
};

}  // namespace sluis::test
