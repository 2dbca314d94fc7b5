#include "storage/shares/login_throttle.h"

#include <algorithm>

namespace sluis::storage::shares {

namespace {

constexpr std::int64_t first_wait_seconds = 15;
constexpr std::int64_t longest_wait_seconds = 15 * 60;

std::string mac_of(const vault::KeyDirectory& keys, std::string_view subject) {
    return vault::keyed_hash(keys.get_or_make("hmac-throttle"), "throttle", subject);
}

}  // namespace

std::optional<std::chrono::seconds> count_try(postgres::Connection& connection, const vault::KeyDirectory& keys,
                                              std::string_view subject, int free_tries) {
    const auto mac = mac_of(keys, subject);
    postgres::Transaction transaction{connection};
    transaction.execute("insert into login_throttle (subject) values ($1) on conflict do nothing", {mac});
    const auto rows = transaction.execute(
        "select case when changed_at < clock_timestamp() - interval '1 hour' then 0 else failures end,"
        " ceil(greatest(0, coalesce(extract(epoch from locked_until - clock_timestamp()), 0)))::bigint"
        " from login_throttle where subject = $1 for update",
        {mac});
    if (const auto wait = rows.number(0, 1); wait > 0) return std::chrono::seconds{wait};
    const auto failures = rows.number(0, 0) + 1;
    std::int64_t wait = 0;
    if (failures >= free_tries) {
        const auto doublings = std::min<std::int64_t>(failures - free_tries, 10);
        wait = std::min(first_wait_seconds << doublings, longest_wait_seconds);
    }
    transaction.execute(
        "update login_throttle set failures = $2, changed_at = clock_timestamp(),"
        " locked_until = clock_timestamp() + make_interval(secs => $3::int) where subject = $1",
        {mac, failures, wait});
    transaction.commit();
    return std::nullopt;
}

void forget_tries(postgres::Connection& connection, const vault::KeyDirectory& keys, std::string_view subject) {
    connection.execute("delete from login_throttle where subject = $1", {mac_of(keys, subject)});
}

}  // namespace sluis::storage::shares
