#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "config/settings.h"
#include "gateway/smtp/session/reception.h"

namespace sluis::pipeline {

/// True when an IP address lies in a network written as CIDR (`10.0.0.0/8`, `2001:db8::/32`) or is that one address.
/// An IPv4 address that came in over IPv6 (`::ffff:…`) counts as IPv4. Nothing unreadable ever matches.
[[nodiscard]] bool in_network(std::string_view address, std::string_view network);

/// That this peer may be this relay client, by network and by the verified names on its certificate.
[[nodiscard]] bool is_client(const config::RelayClient& client, const smtp::Peer& peer);

/// The relay client that this peer is, by network and by the verified names on its certificate: each that the
/// configuration names must fit, and one that names neither fits nobody. The first that fits, in the order of the
/// configuration. Where that is one of a shared cloud, the sender is to be judged by the header (shared_cloud.h).
[[nodiscard]] std::optional<smtp::Sender> relay_client_of(const std::vector<config::RelayClient>& clients,
                                                          const smtp::Peer& peer);

}  // namespace sluis::pipeline
