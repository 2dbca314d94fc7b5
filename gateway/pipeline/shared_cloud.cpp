#include "gateway/pipeline/shared_cloud.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "gateway/mail/mailbox.h"
#include "gateway/pipeline/relay_clients.h"
#include "storage/vault/keys.h"

namespace sluis::pipeline {
namespace {

constexpr std::size_t least_secret = 16;

std::string secret_in(const config::RelayClient& client) {
    std::ifstream file{client.header_secret_file};
    std::string secret;
    const bool read = static_cast<bool>(std::getline(file, secret));
    while (!secret.empty() && (secret.back() == '\r' || secret.back() == ' ')) secret.pop_back();
    if (!read || secret.size() < least_secret || secret.size() > TrustFields::max_value) {
        throw std::runtime_error{"relay_client " + client.name + ": header_secret_file " +
                                 client.header_secret_file.string() + " must hold one line of 16 to 1000 octets"};
    }
    return secret;
}

bool says(const std::string& value, const CloudClient& client) {
    if (client.secret) return storage::vault::same_secret(value, client.value);
    return storage::vault::same_secret(mail::ascii_lower(value), mail::ascii_lower(client.value));
}

}  // namespace

std::vector<CloudClient> cloud_clients(const std::vector<config::RelayClient>& clients) {
    std::vector<CloudClient> found;
    for (const auto& client : clients) {
        if (!client.in_shared_cloud()) continue;
        const bool secret = !client.header_secret_file.empty();
        found.push_back({client.name, client.organisation, client.header,
                         secret ? secret_in(client) : client.header_value, secret});
    }
    return found;
}

std::vector<CloudClient> fitting(const std::vector<CloudClient>& clients,
                                 const std::vector<config::RelayClient>& configured, const smtp::Peer& peer) {
    std::vector<CloudClient> found;
    for (const auto& client : clients) {
        const bool fits = std::any_of(configured.begin(), configured.end(), [&](const config::RelayClient& one) {
            return one.name == client.name && is_client(one, peer);
        });
        if (fits) found.push_back(client);
    }
    return found;
}

std::vector<TrustFields::Wanted> fields_of(const std::vector<CloudClient>& clients) {
    std::vector<TrustFields::Wanted> wanted;
    for (const auto& client : clients) wanted.push_back({client.header, client.secret});
    return wanted;
}

const CloudClient* client_that_proves_itself(const std::vector<CloudClient>& clients, const TrustFields& fields) {
    const CloudClient* proven = nullptr;
    for (const auto& client : clients) {
        const auto values = fields.values(client.header);
        if (values.size() > 1) return nullptr;
        if (values.empty() || client.value.empty() || !says(values.front(), client)) continue;
        if (proven != nullptr) return nullptr;
        proven = &client;
    }
    return proven;
}

}  // namespace sluis::pipeline
