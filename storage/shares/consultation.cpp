#include "storage/shares/consultation.h"

#include "storage/audit/audit_log.h"

namespace sluis::storage::shares {

namespace {

audit::Entry entry_of(audit::Event event, std::int64_t share, std::int64_t document, std::string_view reader) {
    audit::Entry entry;
    entry.event = event;
    entry.actor = std::string{reader};
    entry.share = share;
    entry.document = document;
    return entry;
}

}  // namespace

std::optional<std::int64_t> record_opened(postgres::Connection& connection, const Share& share,
                                          const SharedDocument& document, const Verdict& verdict,
                                          std::string_view reader) {
    postgres::Transaction transaction{connection};
    auto entry = entry_of(audit::Event::opened, share.facts.id, document.facts.id, reader);
    entry.organisation = share.facts.organisation;
    entry.message = share.message;
    entry.recipient = verdict.recipient;
    entry.detail = verdict.side == Side::sender ? "sender-side" : "recipient-side";
    audit::write(transaction, entry);
    std::optional<std::int64_t> consultation;
    if (verdict.side == Side::recipient && verdict.recipient) {
        const auto recipient = *verdict.recipient;
        consultation =
            transaction
                .execute(
                    "insert into consultation (recipient, document, reader) values ($1, $2, $3)"
                    " on conflict (recipient, document, reader) do update set reader = excluded.reader returning id",
                    {recipient, document.facts.id, reader})
                .number(0, 0);
        transaction.execute(
            "update share_recipient set first_opened_at = clock_timestamp() where id = $1 and first_opened_at is null",
            {recipient});
    }
    transaction.commit();
    return consultation;
}

void record_completed(postgres::Connection& connection, std::int64_t share, std::int64_t document,
                      std::optional<std::int64_t> consultation, std::string_view reader) {
    postgres::Transaction transaction{connection};
    auto entry = entry_of(audit::Event::completed, share, document, reader);
    if (consultation) {
        const auto rows = transaction.execute(
            "update consultation set completed_at = coalesce(completed_at, clock_timestamp()) where id = $1 returning "
            "recipient",
            {*consultation});
        if (!rows.empty()) entry.recipient = rows.number(0, 0);
    }
    audit::write(transaction, entry);
    transaction.commit();
}

}  // namespace sluis::storage::shares
