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

/// The relay client that this peer is, by network and by the verified names on its certificate: each that the
/// configuration names must fit, and one that names neither fits nobody. The first that fits, in the order of the
/// configuration.
[[nodiscard]] std::optional<smtp::Sender> relay_client_of(const std::vector<config::RelayClient>& clients,
                                                          const smtp::Peer& peer);

}  // namespace sluis::pipeline
