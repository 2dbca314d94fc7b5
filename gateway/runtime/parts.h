#pragma once

#include <memory>
#include <string>

#include "config/settings.h"
#include "gateway/scan/scanner.h"
#include "gateway/templates/own_texts.h"
#include "policy/policy_set.h"
#include "storage/directory/directory.h"
#include "storage/postgres/pool.h"
#include "storage/vault/content.h"
#include "storage/vault/keys.h"

namespace sluis::runtime {

/// The long-lived parts that relay and portal both are made of, made from the settings in the right order.
/// Owns them; everything else refers to them.
struct Parts {
    /// @param role  relay or portal: as whom it uses the database, and what of the content it may see
    /// @throws what the parts throw: a wrong key directory, missing texts, a database that is away
    Parts(const config::Settings& settings, const std::string& role);
    ~Parts();

    /// @throws std::runtime_error with every problem of the policy, one a line
    [[nodiscard]] policy::PolicySet read_policy() const;
    [[nodiscard]] scan::Scanner::Options scanner_options() const;
    /// What the portal proves itself to the relay with: both derive it from a key that they share.
    [[nodiscard]] std::string portal_password() const;

    const config::Settings& settings;
    std::unique_ptr<storage::vault::KeyDirectory> keys;
    std::unique_ptr<storage::vault::ContentStore> content;
    std::unique_ptr<storage::postgres::Pool> pool;
    std::unique_ptr<storage::directory::Directory> directory;
    std::unique_ptr<templates::Renderer> renderer;
    std::unique_ptr<templates::Texts> texts;
};

/// The directory that the settings name: an LDIF file, or LDAP.
[[nodiscard]] std::unique_ptr<storage::directory::Directory> open_directory(const config::DirectorySettings& settings);

/// Where the texts stand: as the settings say, else the installed ones: `../share/sluis/templates` as seen from the
/// program, `templates` of a clone when it was built in there, at last /usr/share/sluis/templates.
[[nodiscard]] std::filesystem::path template_folder(const config::Settings& settings);

}  // namespace sluis::runtime
