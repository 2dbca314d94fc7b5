#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <map>

#include "gateway/ctl/checks.h"
#include "gateway/delivery/connections.h"
#include "gateway/net/error.h"

namespace sluis::ctl {
namespace {

constexpr std::chrono::seconds patience{15};

/// Several domains often lead to one server: it is asked once.
struct Hop {
    config::NextHop hop;
    std::string domains;
    std::optional<Finding> finding;
};

std::vector<Hop> distinct(const std::vector<config::NextHop>& table) {
    std::vector<Hop> hops;
    std::map<std::string, std::size_t> known;
    for (const auto& hop : table) {
        const auto key = hop.host + ' ' + std::to_string(hop.port) + ' ' + std::to_string(static_cast<int>(hop.tls)) +
                         ' ' + hop.tls_name + ' ' + hop.ca_file.string() + ' ' + hop.login;
        const auto [at, added] = known.emplace(key, hops.size());
        if (added) {
            hops.push_back({hop, hop.domain, std::nullopt});
        } else {
            hops[at->second].domains += ", " + hop.domain;
        }
    }
    return hops;
}

std::string advice_for(smtp::ConnectFailure::Kind kind) {
    switch (kind) {
        case smtp::ConnectFailure::Kind::unreachable:
            return "See that the server runs, and that host, port and firewall let this machine reach it. Mail waits "
                   "meanwhile.";
        case smtp::ConnectFailure::Kind::tls:
            return "Give the server a certificate for this name, or set tls_name and ca_file of the next hop. Mail "
                   "waits meanwhile.";
        case smtp::ConnectFailure::Kind::refused:
            return "Let the server take mail from this machine's address. Mail waits meanwhile.";
        case smtp::ConnectFailure::Kind::authentication:
            return "Check login and password_file of the next hop. Mail waits meanwhile.";
    }
    return {};
}

Finding finding_of(const Hop& hop, Verdict verdict, std::string what, std::string advice) {
    const auto where = hop.hop.host + ':' + std::to_string(hop.hop.port);
    return {"next hop", hop.domains, verdict, where + ": " + std::move(what), std::move(advice)};
}

Finding reached(const Hop& hop, bool tls) {
    if (tls && hop.hop.tls == config::NextHopTls::verified)
        return finding_of(hop, Verdict::ok, "answers; TLS, and its certificate proves the name.", "");
    if (tls)
        return finding_of(hop, Verdict::warning, "answers; TLS, but no certificate is asked for.",
                          "Set tls = \"verified\" once its certificate fits.");
    const bool loopback = hop.hop.host == "127.0.0.1" || hop.hop.host == "::1" || hop.hop.host == "localhost";
    if (loopback) return finding_of(hop, Verdict::ok, "answers; without TLS, on loopback.", "");
    return finding_of(hop, Verdict::warning, "answers; mail goes there without TLS, readable on the way.",
                      "Set tls = \"verified\".");
}

asio::awaitable<void> ask(delivery::Connections& connections, Hop& hop) {
    try {
        auto connected = co_await connections.get(hop.hop);
        if (connected) {
            hop.finding = reached(hop, (*connected)->is_tls());
            co_await (*connected)->quit();
        } else {
            hop.finding =
                finding_of(hop, Verdict::failure, connected.error().reply.text(), advice_for(connected.error().kind));
        }
    } catch (const net::Error& error) {
        hop.finding =
            finding_of(hop, Verdict::failure, error.what(), "Check ca_file and password_file of the next hop.");
    }
}

}  // namespace

Findings check_next_hops(const config::Settings& settings) {
    auto hops = distinct(settings.next_hops);
    delivery::Connections connections{settings.hostname};
    {
        asio::io_context reactor{1};
        for (auto& hop : hops) asio::co_spawn(reactor, ask(connections, hop), asio::detached);
        reactor.run_for(patience);
    }
    Findings findings;
    for (const auto& hop : hops) {
        const std::string late = "no answer within " + std::to_string(patience.count()) + " seconds.";
        findings.push_back(
            hop.finding ? *hop.finding
                        : finding_of(hop, Verdict::failure, late, advice_for(smtp::ConnectFailure::Kind::unreachable)));
    }
    if (hops.empty())
        findings.push_back({"next hop", "", Verdict::failure, "none is configured: no mail can leave.",
                            "Add [next_hop.\"*\"] to the configuration."});
    return findings;
}

}  // namespace sluis::ctl
