#include "gateway/delivery/connections.h"

#include <fstream>

#include "gateway/net/error.h"

namespace sluis::delivery {
namespace {

constexpr std::size_t max_idle_per_hop = 5;

std::string key_of(const config::NextHop& hop) {
    return hop.host + ':' + std::to_string(hop.port) + ' ' + hop.login;
}

smtp::TlsPolicy policy_of(config::NextHopTls tls) {
    switch (tls) {
        case config::NextHopTls::none:
            return smtp::TlsPolicy::none;
        case config::NextHopTls::opportunistic:
            return smtp::TlsPolicy::opportunistic;
        case config::NextHopTls::verified:
            break;
    }
    return smtp::TlsPolicy::verified;
}

/// The first line, without its end.
std::string password_from(const std::filesystem::path& file) {
    std::string password;
    std::ifstream stream{file};
    if (!std::getline(stream, password))
        throw net::Error{net::Error::Kind::tls, "the next hop's password file cannot be read"};
    if (!password.empty() && password.back() == '\r') password.pop_back();
    return password;
}

}  // namespace

smtp::Target Connections::target_for(const config::NextHop& hop) {
    smtp::Target target;
    target.host = hop.host;
    target.port = hop.port;
    target.tls = policy_of(hop.tls);
    target.tls_name = hop.tls_name;
    if (hop.tls != config::NextHopTls::none) {
        auto& credentials = credentials_[hop.ca_file.string()];
        if (!credentials)
            credentials =
                net::TlsCredentials::for_client({.ca_file = hop.ca_file, .certificate_file = {}, .key_file = {}});
        target.credentials = credentials;
    }
    target.login = hop.login;
    if (!hop.login.empty()) target.password = password_from(hop.password_file);
    return target;
}

asio::awaitable<Connections::Connected> Connections::get(const config::NextHop& hop) {
    auto& waiting = idle_[key_of(hop)];
    while (!waiting.empty()) {
        auto connection = std::move(waiting.back().connection);
        waiting.pop_back();
        if (connection->is_usable()) co_return connection;
    }
    auto target = target_for(hop);
    smtp::ClientOptions options;
    options.hostname = hostname_;
    co_return co_await smtp::ClientConnection::connect(std::move(target), std::move(options));
}

asio::awaitable<void> Connections::give_back(const config::NextHop& hop,
                                             std::unique_ptr<smtp::ClientConnection> connection) {
    auto& waiting = idle_[key_of(hop)];
    if (!connection->is_usable()) co_return;
    if (waiting.size() < max_idle_per_hop) {
        waiting.push_back({std::move(connection), std::chrono::steady_clock::now()});
        co_return;
    }
    co_await connection->quit();
}

asio::awaitable<void> Connections::end_idle(std::chrono::seconds longer_than) {
    const auto now = std::chrono::steady_clock::now();
    std::vector<std::unique_ptr<smtp::ClientConnection>> ending;
    for (auto& [key, waiting] : idle_) {
        for (auto& idle : waiting) {
            if (now - idle.since >= longer_than) ending.push_back(std::move(idle.connection));
        }
        std::erase_if(waiting, [](const Idle& idle) { return idle.connection == nullptr; });
    }
    for (auto& connection : ending) co_await connection->quit();
}

}  // namespace sluis::delivery
