#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/postgres/connection.h"
#include "storage/vault/keys.h"

namespace sluis::storage::shares {

/// What a browser proved so far. One of three: it holds a link (recipient or stopped mail alone), it is a guest (that
/// and an address), or it is a member (login; the link when they came by one). Who a member is, the directory says anew
/// at each request.
struct PortalSession {
    std::string csrf;  ///< Stands in each form of this session.
    std::string login;
    std::string guest_address;              ///< Mailbox::key() of the address that was proven.
    std::optional<std::int64_t> recipient;  ///< Of a share, whose link it holds.
    std::optional<std::int64_t> stopped;    ///< The stopped mail whose link it holds. Never both.

    [[nodiscard]] bool is_member() const noexcept { return !login.empty(); }
    [[nodiscard]] bool is_guest() const noexcept { return login.empty() && !guest_address.empty(); }
};

/// Begins a session, with a CSRF token of its own. A proof never upgrades a session: it starts a new one and ends the
/// old, so that a token fixed beforehand gains nothing. @returns the cookie's value; the database keeps only its MAC
[[nodiscard]] std::string start_session(postgres::Transaction& transaction, const vault::KeyDirectory& keys,
                                        const PortalSession& session, std::chrono::minutes lifetime);
/// The session of a cookie, while it lives.
[[nodiscard]] std::optional<PortalSession> find_session(postgres::Connection& connection,
                                                        const vault::KeyDirectory& keys, std::string_view token);
void end_session(postgres::Transaction& transaction, const vault::KeyDirectory& keys, std::string_view token);

}  // namespace sluis::storage::shares
