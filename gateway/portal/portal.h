#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "config/settings.h"
#include "gateway/portal/outbox.h"
#include "gateway/templates/renderer.h"
#include "policy/policy_set.h"
#include "storage/directory/directory.h"
#include "storage/postgres/pool.h"
#include "storage/vault/content.h"
#include "storage/vault/keys.h"

namespace sluis::portal {

/// What the portal stands on; main owns it all and keeps it longer than the Portal.
struct PortalServices {
    storage::postgres::Pool& pool;  ///< As database role `portal`.
    const storage::vault::KeyDirectory& keys;
    const storage::vault::ContentStore& store;
    const storage::directory::Directory& directory;
    const templates::Renderer& texts;
    Outbox& outbox;
    std::function<void(const std::string&)>
        report;  ///< What went wrong, for the log: bears no personal data. May be empty.
    /// The policy as its file says it now, for the report of who may send what to whom; nothing when it is wrong. May
    /// be empty. The portal decides nothing by it.
    std::function<std::optional<policy::PolicySet>()> policies{};
};

/// The HTTPS pages for people: landing by link, codes, login, documents received and sent (S0.36, S0.18), help.
/// Dutch, without JavaScript. It asks storage/shares who may read what, and decides nothing of that itself.
///
/// GET and HEAD never change what is stored; each POST bears the token of its form (design §1.6).
class Portal {
public:
    /// Checks that all texts and the style sheet (`templates`/pages) are there.
    /// @throws templates::TemplateError, ServerError
    Portal(const PortalServices& services, config::PortalSettings settings, const std::filesystem::path& templates);
    ~Portal();
    Portal(const Portal&) = delete;
    Portal& operator=(const Portal&) = delete;

    /// Listens. @throws ServerError when it cannot
    void start();
    /// Ends all connections. No error when it does not run.
    void stop();
    /// Precondition: started. For a `listen` with port 0.
    [[nodiscard]] std::uint16_t port() const;

private:
    class Site;
    std::unique_ptr<Site> site_;
};

}  // namespace sluis::portal
