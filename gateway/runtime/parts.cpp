#include "gateway/runtime/parts.h"

#include <fstream>
#include <stdexcept>

#include "config/policy_file.h"
#include "gateway/runtime/data_folder.h"
#include "gateway/runtime/database.h"
#include "storage/directory/open_directory.h"

namespace sluis::runtime {
namespace {

// Preparing and delivering each hold a connection while they work, beside those that answer at once.
constexpr std::size_t spare_connections = 10;
constexpr std::size_t portal_connections = 10;

std::string first_line(const std::filesystem::path& file) {
    if (file.empty()) return {};
    std::string line;
    std::ifstream stream{file};
    if (!std::getline(stream, line)) throw std::runtime_error(file.string() + ": cannot be read");
    return line;
}

templates::Installation installation(const config::PortalSettings& portal) {
    return {portal.url, portal.help_contact, portal.privacy_url, portal.dpo_contact};
}

}  // namespace

std::unique_ptr<storage::directory::Directory> open_directory(const config::DirectorySettings& settings) {
    storage::directory::Options options;
    options.ldif_file = settings.ldif_file;
    options.staleness = settings.cache;
    if (settings.ldif_file.empty()) {
        options.ldap.url = settings.url;
        options.ldap.start_tls = settings.start_tls;
        options.ldap.ca_file = settings.ca_file;
        options.ldap.base = settings.base;
        options.ldap.bind_dn = settings.bind_dn;
        options.ldap.bind_password = first_line(settings.bind_password_file);
        options.ldap.deadline = settings.deadline;
    }
    return storage::directory::open_directory(options);
}

std::filesystem::path template_folder(const config::Settings& settings) {
    if (!settings.templates.empty()) return settings.templates;
    std::error_code error;
    const auto programs = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    // build/release/sluisd of a clone has its texts two folders up.
    for (const auto& folder : {programs / "../share/sluis/templates", programs / "../../templates"})
        if (std::filesystem::is_directory(folder / "nl", error)) return std::filesystem::canonical(folder);
    return "/usr/share/sluis/templates";
}

Parts::Parts(const config::Settings& all, const std::string& role) : settings{all} {
    const auto folder = data_folder(settings);
    storage::vault::ContentStore::Options store;
    store.folder = folder.content();
    store.documents_only = role == "portal";
    const std::size_t connections =
        role == "portal" ? portal_connections
                         : settings.scan.max_children + settings.delivery.max_sessions + spare_connections;

    keys = std::make_unique<storage::vault::KeyDirectory>(folder.keys);
    content = std::make_unique<storage::vault::ContentStore>(store, *keys);
    pool = std::make_unique<storage::postgres::Pool>(conninfo(settings, role), connections);
    directory = open_directory(settings.directory);
    renderer = std::make_unique<templates::Renderer>(template_folder(settings));
    texts = std::make_unique<templates::Texts>(*renderer, installation(settings.portal));
}

Parts::~Parts() = default;

policy::PolicySet Parts::read_policy() const {
    auto policy = settings.policy.empty()
                      ? Result<policy::PolicySet, config::Problems>{policy::PolicySet{config::factory_policy()}}
                      : config::read_policy(settings.policy);
    if (policy) return std::move(*policy);
    std::string problems;
    for (const auto& problem : policy.error()) problems += problem.text() + '\n';
    throw std::runtime_error(problems);
}

scan::Scanner::Options Parts::scanner_options() const {
    scan::Scanner::Options options;
    options.socket = data_folder(settings).scan_socket();
    // The template ends a child at its own deadline; this one is for a template that does not answer at all.
    options.deadline = settings.scan.deadline + std::chrono::seconds{5};
    return options;
}

std::string Parts::portal_password() const {
    return storage::vault::keyed_hash(keys->get_or_make("hmac-portal"), "portal", "submission");
}

}  // namespace sluis::runtime
