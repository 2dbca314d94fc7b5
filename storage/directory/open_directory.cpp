#include "storage/directory/open_directory.h"

#include "storage/directory/cached_source.h"
#include "storage/directory/ldap_source.h"
#include "storage/directory/ldif_source.h"
#include "storage/directory/schema_directory.h"

namespace sluis::storage::directory {

std::unique_ptr<Directory> open_directory(const Options& options) {
    if (!options.ldif_file.empty()) {
        return std::make_unique<SchemaDirectory>(std::make_unique<LdifSource>(options.ldif_file, options.staleness));
    }
    auto server = std::make_unique<LdapSource>(options.ldap);
    return std::make_unique<SchemaDirectory>(std::make_unique<CachedSource>(std::move(server), options.staleness));
}

}  // namespace sluis::storage::directory
