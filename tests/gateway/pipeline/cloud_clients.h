#pragma once

#include <string>

#include "config/settings.h"
#include "gateway/smtp/session/reception.h"

namespace sluis::test {

/// A relay client in a shared cloud, which proves itself by X-OriginatorOrg.
inline config::RelayClient cloud(const std::string& name, const std::string& organisation, const std::string& value) {
    config::RelayClient client;
    client.name = name;
    client.organisation = organisation;
    client.networks = {"192.0.2.0/24"};
    client.certificate_names = {"cloud.example"};
    client.header = "X-OriginatorOrg";
    client.header_value = value;
    return client;
}

/// A mail server of that cloud.
inline smtp::Peer cloud_peer() {
    smtp::Peer peer;
    peer.address = "192.0.2.9";
    peer.listener = "mx";
    peer.tls = true;
    peer.certificate_names = {"cloud.example"};
    return peer;
}

}  // namespace sluis::test
