#include "storage/shares/shares_view.h"

#include <algorithm>

namespace sluis::storage::shares {

std::vector<Share> list_shares(postgres::Connection& connection, const SharesFilter& filter) {
    const auto rows = connection.execute(
        "select s.id from share s where ($1 = '' or s.organisation = $1) and ($2 = '' or lower(s.sender) = lower($2))"
        " and ($3 = '' or exists (select 1 from share_recipient r where r.share = s.id and lower(r.address) = "
        "lower($3)))"
        " and ($4 = '' or s.message = $4)"
        " and (not $5 or (s.withdrawn_at is null and s.expired_at is null and s.expires_at > clock_timestamp()))"
        " order by s.id desc limit $6",
        {filter.organisation, filter.sender, filter.recipient, filter.message, filter.living_only,
         static_cast<std::int64_t>(std::min<std::size_t>(filter.max, 1000))});
    std::vector<std::int64_t> ids;
    for (std::size_t row = 0; row < rows.size(); ++row) ids.push_back(rows.number(row, 0));
    return load_shares(connection, ids);
}

std::string state_of(const Share& share) {
    if (share.facts.withdrawn) return "withdrawn";
    return share.facts.expired ? "expired" : "open";
}

}  // namespace sluis::storage::shares
