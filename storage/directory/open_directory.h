#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "storage/directory/directory.h"
#include "storage/directory/ldap_connection.h"

namespace sluis::storage::directory {

/// Which directory to use: a file, or else a server.
struct Options {
    std::filesystem::path ldif_file;
    LdapOptions ldap;  ///< Used when ldif_file is empty.
    std::chrono::seconds staleness{60};
};

/// The directory of an installation. A file is read now; a server is not asked yet (probe() does).
/// @throws Unavailable for a file with faults, std::invalid_argument for options that cannot hold
[[nodiscard]] std::unique_ptr<Directory> open_directory(const Options& options);

}  // namespace sluis::storage::directory
