#include "storage/shares/withdrawal.h"

#include "storage/audit/audit_log.h"

namespace sluis::storage::shares {

namespace {

void write_audit(postgres::Transaction& transaction, const postgres::Rows& share, std::int64_t id,
                 std::optional<std::int64_t> recipient, std::string_view actor) {
    audit::Entry entry;
    entry.event = audit::Event::withdrawn;
    entry.actor = std::string{actor};
    entry.organisation = share.text(0, 0);
    entry.message = share.text(0, 1);
    entry.share = id;
    entry.recipient = recipient;
    audit::write(transaction, entry);
}

}  // namespace

bool withdraw_share(postgres::Transaction& transaction, std::int64_t share, std::string_view actor) {
    const auto rows = transaction.execute(
        "update share set withdrawn_at = clock_timestamp() where id = $1 and withdrawn_at is null and expired_at is "
        "null"
        " and expires_at > clock_timestamp() returning organisation, message",
        {share});
    if (rows.empty()) return false;
    write_audit(transaction, rows, share, std::nullopt, actor);
    return true;
}

bool withdraw_recipient(postgres::Transaction& transaction, std::int64_t share, std::int64_t recipient,
                        std::string_view actor) {
    // Takes the row of every recipient, in order, so that two last ones withdrawn at the same time see each other.
    transaction.execute("select id from share_recipient where share = $1 order by id for update", {share});
    const auto changed = transaction.execute(
        "update share_recipient set withdrawn_at = clock_timestamp() where id = $1 and share = $2 and withdrawn_at is "
        "null",
        {recipient, share});
    if (changed.affected() == 0) return false;
    const auto rows = transaction.execute("select organisation, message from share where id = $1", {share});
    write_audit(transaction, rows, share, recipient, actor);
    const auto left =
        transaction.execute("select 1 from share_recipient where share = $1 and withdrawn_at is null limit 1", {share});
    if (left.empty()) withdraw_share(transaction, share, actor);
    return true;
}

}  // namespace sluis::storage::shares
