#include "gateway/pipeline/relay_clients.h"

#include <algorithm>
#include <asio/ip/address.hpp>
#include <charconv>
#include <string>

namespace sluis::pipeline {
namespace {

asio::ip::address unmapped(const asio::ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    }
    return address;
}

template <class Octets>
bool same_prefix(const Octets& a, const Octets& b, unsigned bits) {
    for (std::size_t i = 0; i < a.size() && bits > 0; ++i) {
        const unsigned here = std::min(bits, 8U);
        const unsigned mask = 0xffU & (0xffU << (8 - here));
        if ((a[i] & mask) != (b[i] & mask)) return false;
        bits -= here;
    }
    return true;
}

bool has_name(const std::vector<std::string>& wanted, const std::vector<std::string>& presented) {
    return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& name) {
        return std::find(presented.begin(), presented.end(), mail::ascii_lower(name)) != presented.end();
    });
}

}  // namespace

bool in_network(std::string_view address, std::string_view network) {
    const auto slash = network.find('/');
    asio::error_code error;
    const auto base = unmapped(asio::ip::make_address(std::string{network.substr(0, slash)}, error));
    if (error) return false;
    const auto ip = unmapped(asio::ip::make_address(std::string{address}, error));
    if (error || ip.is_v4() != base.is_v4()) return false;

    const unsigned width = base.is_v4() ? 32 : 128;
    unsigned bits = width;
    if (slash != std::string_view::npos) {
        const auto digits = network.substr(slash + 1);
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
        if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || bits > width) return false;
    }
    return base.is_v4() ? same_prefix(base.to_v4().to_bytes(), ip.to_v4().to_bytes(), bits)
                        : same_prefix(base.to_v6().to_bytes(), ip.to_v6().to_bytes(), bits);
}

bool is_client(const config::RelayClient& client, const smtp::Peer& peer) {
    if (client.networks.empty() && client.certificate_names.empty()) return false;
    if (!client.networks.empty() &&
        std::none_of(client.networks.begin(), client.networks.end(),
                     [&](const std::string& network) { return in_network(peer.address, network); })) {
        return false;
    }
    return client.certificate_names.empty() || has_name(client.certificate_names, peer.certificate_names);
}

std::optional<smtp::Sender> relay_client_of(const std::vector<config::RelayClient>& clients, const smtp::Peer& peer) {
    const auto found =
        std::find_if(clients.begin(), clients.end(), [&](const auto& client) { return is_client(client, peer); });
    if (found == clients.end()) return std::nullopt;
    smtp::Sender sender;
    sender.judged_by_header = found->in_shared_cloud();
    if (sender.judged_by_header) return sender;
    sender.organisation = found->organisation;
    sender.client = found->name;
    sender.normalize_bare_lf = found->normalize_bare_lf;
    return sender;
}

}  // namespace sluis::pipeline
