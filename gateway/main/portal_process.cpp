#include <spdlog/spdlog.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

#include "gateway/main/process.h"
#include "gateway/pipeline/sent_mail.h"
#include "gateway/pipeline/storing_reception.h"
#include "gateway/portal/portal.h"
#include "gateway/portal/relay_outbox.h"
#include "gateway/runtime/data_folder.h"
#include "gateway/runtime/parts.h"

namespace sluis::main_program {
namespace {

/// Before any thread is made, so that all of them inherit it and only the wait below sees a signal.
void block_signals(sigset_t& wanted) {
    ::sigemptyset(&wanted);
    for (int signal : {SIGTERM, SIGINT, SIGHUP}) ::sigaddset(&wanted, signal);
    ::pthread_sigmask(SIG_BLOCK, &wanted, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
}

portal::RelayOutbox::Options outbox_options(const config::Settings& settings, const runtime::Parts& parts) {
    smtp::Submission relay;
    relay.socket_path = runtime::data_folder(settings).submit_socket();
    relay.hostname = settings.hostname;
    relay.login = pipeline::portal_login;
    relay.password = parts.portal_password();
    // The settings were checked: the postmaster is a mailbox.
    return {std::move(relay), mail::Mailbox::parse(settings.postmaster).value(), settings.hostname,
            parts.keys->get_or_make(pipeline::trace_key_name)};
}

/// A policy that is wrong is told to the log; the page says that it cannot show it.
std::optional<policy::PolicySet> policy_of(const runtime::Parts& parts) {
    try {
        return parts.read_policy();
    } catch (const std::runtime_error& problem) {
        spdlog::error("portal: {}", problem.what());
        return std::nullopt;
    }
}

}  // namespace

int run_portal(const config::Settings& settings, int ready) {
    sigset_t wanted;
    block_signals(wanted);
    const runtime::Parts parts{settings, "portal"};
    portal::RelayOutbox outbox{outbox_options(settings, parts), *parts.texts};
    const portal::PortalServices services{*parts.pool,
                                          *parts.keys,
                                          *parts.content,
                                          *parts.directory,
                                          *parts.renderer,
                                          outbox,
                                          [](const std::string& problem) { spdlog::error("portal: {}", problem); },
                                          [&parts] { return policy_of(parts); }};
    portal::Portal portal{services, settings.portal, runtime::template_folder(settings)};
    portal.start();
    say_ready(ready);

    int signal = 0;
    do {
        ::sigwait(&wanted, &signal);
        if (signal == SIGHUP) spdlog::info("portal: certificates are read again at a restart");
    } while (signal == SIGHUP);
    portal.stop();
    return 0;
}

}  // namespace sluis::main_program
