#include <spdlog/spdlog.h>
#include <unistd.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <asio/thread_pool.hpp>
#include <asio/use_awaitable.hpp>

#include "config/policy_file.h"
#include "gateway/delivery/courier.h"
#include "gateway/main/housekeeping.h"
#include "gateway/main/process.h"
#include "gateway/main/workers.h"
#include "gateway/pipeline/preparation.h"
#include "gateway/pipeline/release.h"
#include "gateway/pipeline/storing_reception.h"
#include "gateway/runtime/data_folder.h"
#include "gateway/runtime/database.h"
#include "gateway/runtime/parts.h"
#include "gateway/smtp/session/server.h"
#include "storage/register/list_keys.h"
#include "storage/register/list_sieve.h"
#include "storage/shares/portal_keys.h"

namespace sluis::main_program {
namespace {

constexpr std::size_t blocking_threads = 8;
constexpr std::chrono::seconds stop_grace{10};

smtp::ListenerKind kind_of(config::ListenerKind kind) {
    switch (kind) {
        case config::ListenerKind::submission:
            return smtp::ListenerKind::submission;
        case config::ListenerKind::submissions:
            return smtp::ListenerKind::submissions;
        case config::ListenerKind::relay:
            break;
    }
    return smtp::ListenerKind::relay;
}

std::vector<smtp::ListenerOptions> listeners_of(const config::Settings& settings) {
    std::vector<smtp::ListenerOptions> listeners;
    for (const auto& listener : settings.listeners) {
        smtp::ListenerOptions options;
        options.name = listener.name;
        options.kind = kind_of(listener.kind);
        options.address = listener.endpoint.address;
        options.port = listener.endpoint.port;
        listeners.push_back(std::move(options));
    }
    smtp::ListenerOptions portal;
    portal.name = pipeline::portal_listener;
    portal.kind = smtp::ListenerKind::submission;
    portal.socket_path = runtime::data_folder(settings).submit_socket();
    // The folder lets the relay and the portal's group in, nobody else.
    portal.socket_mode = 0666;
    listeners.push_back(std::move(portal));
    return listeners;
}

smtp::ServerOptions server_options(const config::Settings& settings) {
    smtp::ServerOptions options;
    options.hostname = settings.hostname;
    options.limits.max_message_bytes = settings.smtp.max_message_bytes;
    options.limits.max_recipients = settings.smtp.max_recipients;
    options.limits.max_errors = settings.smtp.max_errors;
    options.limits.max_sessions = settings.smtp.max_sessions;
    options.limits.max_sessions_per_address = settings.smtp.max_sessions_per_address;
    options.limits.command_deadline = settings.smtp.command_deadline;
    options.limits.data_deadline = settings.smtp.data_deadline;
    options.limits.session_deadline = settings.smtp.session_deadline;
    return options;
}

std::shared_ptr<const net::TlsCredentials> server_credentials(const config::TlsFiles& files) {
    if (files.certificate_file.empty()) return nullptr;
    return net::TlsCredentials::for_server({.certificate_file = files.certificate_file,
                                            .key_file = files.key_file,
                                            .client_ca_file = files.client_ca_file});
}

/// The configuration's policy is read again; one with a mistake changes nothing (design §5).
void reload(const config::Settings& settings, pipeline::CurrentPolicy& policy, smtp::Server& server,
            delivery::Courier& courier) {
    auto next = config::read_policy(settings.policy);
    if (next) {
        spdlog::info("policy: version {} is in force", next->installation.version);
        policy.replace(std::move(*next));
    } else {
        for (const auto& problem : next.error()) spdlog::error("policy: {}", problem.text());
        spdlog::error("policy: not read again; version {} stays in force", policy.get()->installation.version);
    }
    try {
        server.use_tls(server_credentials(settings.tls));
        courier.reload();
    } catch (const std::exception& problem) {
        spdlog::error("tls: not read again: {}", problem.what());
    }
}

}  // namespace

int run_relay(const config::Settings& settings, int ready) {
    const runtime::Parts parts{settings, "relay"};
    storage::shares::make_portal_keys(*parts.keys);
    storage::lists::make_list_keys(*parts.keys);
    (void)parts.portal_password();
    pipeline::CurrentPolicy policy{parts.read_policy()};
    const scan::Scanner scanner{parts.scanner_options()};
    asio::io_context reactor{1};
    asio::thread_pool pool{blocking_threads};

    Workers* preparing = nullptr;
    delivery::Courier* courier_to_wake = nullptr;
    storage::lists::ListSieves list_sieves;
    const pipeline::Services services{settings,
                                      *parts.pool,
                                      *parts.keys,
                                      *parts.content,
                                      *parts.directory,
                                      scanner,
                                      policy,
                                      *parts.texts,
                                      [&preparing] {
                                          if (preparing != nullptr) preparing->wake();
                                      },
                                      [&courier_to_wake] {
                                          if (courier_to_wake != nullptr) courier_to_wake->wake();
                                      },
                                      &list_sieves};

    pipeline::StoringReception reception{services, pool, parts.portal_password()};
    smtp::Server server{reactor, server_options(settings), reception, server_credentials(settings.tls)};
    delivery::Courier courier{reactor, pool, services};
    courier_to_wake = &courier;
    Workers workers{settings.scan.max_children, "preparation",
                    [&services] { return pipeline::prepare_next(services); }};
    preparing = &workers;
    Workers answering{1, "answers", [&services] { return pipeline::answer_next(services); }};
    Workers keeping{1, "housekeeping", [&services] { return keep_house(services); }};

    server.start(listeners_of(settings));
    courier.start();
    asio::signal_set signals{reactor, SIGTERM, SIGINT};
    asio::signal_set reloads{reactor, SIGHUP};
    std::function<void()> await_reload = [&] {
        reloads.async_wait([&](const asio::error_code& error, int) {
            if (error) return;
            reload(settings, policy, server, courier);
            await_reload();
        });
    };
    await_reload();
    auto stop = [&]() -> asio::awaitable<void> {
        co_await signals.async_wait(asio::use_awaitable);
        reloads.cancel();
        co_await server.stop(stop_grace);
        co_await courier.stop();
    };
    asio::co_spawn(reactor, stop(), asio::detached);
    say_ready(ready);
    reactor.run();
    pool.join();
    return 0;
}

void say_ready(int ready) noexcept {
    if (ready < 0) return;
    const char octet = 'r';
    (void)!::write(ready, &octet, 1);
    ::close(ready);
}

}  // namespace sluis::main_program
