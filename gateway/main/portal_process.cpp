#include <csignal>
#include <spdlog/spdlog.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "gateway/main/data_folder.h"
#include "gateway/main/parts.h"
#include "gateway/main/process.h"
#include "gateway/portal/portal.h"
#include "gateway/portal/relay_outbox.h"

namespace sluis::main_program {
namespace {

/// Before any thread is made, so that all of them inherit it and only the wait below sees a signal.
void block_signals(sigset_t& wanted) {
    ::sigemptyset(&wanted);
    for (int signal : {SIGTERM, SIGINT, SIGHUP}) ::sigaddset(&wanted, signal);
    ::pthread_sigmask(SIG_BLOCK, &wanted, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
}

}  // namespace

int run_portal(const config::Settings& settings, int ready) {
    sigset_t wanted;
    block_signals(wanted);
    const Parts parts{settings, "portal"};
    portal::RelayOutbox outbox{relay_outbox_options(parts), *parts.texts};
    const portal::PortalServices services{*parts.pool, *parts.keys,     *parts.content,
                                          *parts.directory, *parts.renderer, outbox,
                                          [](const std::string& problem) { spdlog::error("portal: {}", problem); }};
    portal::Portal portal{services, settings.portal, settings.templates};
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
