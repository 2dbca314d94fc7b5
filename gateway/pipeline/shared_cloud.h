#pragma once

#include <string>
#include <vector>

#include "config/settings.h"
#include "gateway/pipeline/trust_fields.h"
#include "gateway/smtp/session/reception.h"

namespace sluis::pipeline {

/// A relay client in a shared cloud, with what its header field must say. Its network and its certificate are those of
/// every customer of that cloud, so neither proves anything by itself (design §3).
struct CloudClient {
    std::string name;  ///< Of the relay client in the configuration.
    std::string organisation;
    std::string header;
    std::string value;    ///< Exact when secret, else in any case.
    bool secret = false;  ///< The field is taken out of the mail.
};

/// The clients of the configuration that are in a shared cloud, their secrets read from their files.
/// @throws std::runtime_error, naming the client, when a file cannot be read or holds fewer than 16 octets
[[nodiscard]] std::vector<CloudClient> cloud_clients(const std::vector<config::RelayClient>& clients);

/// Of these, those that the peer may be by network and by certificate.
[[nodiscard]] std::vector<CloudClient> fitting(const std::vector<CloudClient>& clients,
                                               const std::vector<config::RelayClient>& configured,
                                               const smtp::Peer& peer);

/// What to watch a message for.
[[nodiscard]] std::vector<TrustFields::Wanted> fields_of(const std::vector<CloudClient>& clients);

/// The one client whose field stands in the header exactly once and says what it must. Nobody when there is none, when
/// two prove themselves, or when some client's field stands there twice: who adds a field cannot take one away.
/// Values are compared in constant time.
[[nodiscard]] const CloudClient* client_that_proves_itself(const std::vector<CloudClient>& clients,
                                                           const TrustFields& fields);

}  // namespace sluis::pipeline
