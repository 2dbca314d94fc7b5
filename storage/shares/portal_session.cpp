#include "storage/shares/portal_session.h"

namespace sluis::storage::shares {

namespace {

constexpr std::size_t token_octets = 32;

std::string mac_of(const vault::KeyDirectory& keys, std::string_view token) {
    return vault::keyed_hash(keys.get_or_make("hmac-session"), "session", token);
}

}  // namespace

std::string start_session(postgres::Transaction& transaction, const vault::KeyDirectory& keys,
                          const PortalSession& session, std::chrono::minutes lifetime) {
    const auto token = vault::random_token(token_octets);
    const auto maybe = [](const std::optional<std::int64_t>& id) {
        return id ? postgres::Param{*id} : postgres::Param{nullptr};
    };
    transaction.execute(
        "insert into portal_session (token_mac, csrf, login, address, recipient, stopped, expires_at)"
        " values ($1, $2, $3, $4, $5, $6, clock_timestamp() + make_interval(mins => $7::int))",
        {mac_of(keys, token), vault::random_token(token_octets), session.login, session.guest_address,
         maybe(session.recipient), maybe(session.stopped), static_cast<std::int64_t>(lifetime.count())});
    return token;
}

std::optional<PortalSession> find_session(postgres::Connection& connection, const vault::KeyDirectory& keys,
                                          std::string_view token) {
    if (token.empty() || token.size() > 128) return std::nullopt;
    const auto rows = connection.execute(
        "select csrf, login, address, recipient, stopped from portal_session where token_mac = $1 and expires_at > "
        "clock_timestamp()",
        {mac_of(keys, token)});
    if (rows.empty()) return std::nullopt;
    PortalSession session{rows.text(0, 0), rows.text(0, 1), rows.text(0, 2), std::nullopt, std::nullopt};
    if (!rows.is_null(0, 3)) session.recipient = rows.number(0, 3);
    if (!rows.is_null(0, 4)) session.stopped = rows.number(0, 4);
    return session;
}

void end_session(postgres::Transaction& transaction, const vault::KeyDirectory& keys, std::string_view token) {
    transaction.execute("delete from portal_session where token_mac = $1", {mac_of(keys, token)});
}

}  // namespace sluis::storage::shares
