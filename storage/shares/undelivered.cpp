#include "storage/shares/undelivered.h"

namespace sluis::storage::shares {

std::optional<UndeliveredNotice> mark_undelivered(postgres::Transaction& transaction, std::int64_t share_recipient) {
    const auto rows = transaction.execute(
        "update share_recipient r set undelivered_at = clock_timestamp()"
        "  from share s"
        " where r.id = $1 and s.id = r.share and r.undelivered_at is null and r.withdrawn_at is null"
        "   and s.withdrawn_at is null and s.expires_at > clock_timestamp()"
        " returning s.id, s.message, s.organisation, r.address,"
        "   to_char(s.accepted_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'),"
        "   to_char(s.expires_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'),"
        "   exists (select 1 from share_recipient g where g.share = s.id and g.generic and g.id <> r.id), r.generic",
        {share_recipient});
    if (rows.empty()) return std::nullopt;
    UndeliveredNotice notice;
    notice.share = rows.number(0, 0);
    notice.message = rows.text(0, 1);
    notice.organisation = rows.text(0, 2);
    notice.recipient = rows.text(0, 3);
    notice.accepted_at = rows.text(0, 4);
    notice.expires_at = rows.text(0, 5);
    notice.generic_notified = rows.boolean(0, 6);
    notice.generic = rows.boolean(0, 7);
    return notice;
}

}  // namespace sluis::storage::shares
