#pragma once

#include <string>
#include <string_view>

#include "config/settings.h"
#include "storage/postgres/private_cluster.h"

namespace sluis::runtime {

/// The private cluster of this installation, for who starts or stops it. Precondition: no database.url is set.
[[nodiscard]] storage::postgres::PrivateCluster private_cluster(const config::Settings& settings);

/// Where a role connects: the private cluster, or database.url with the role as its user.
/// @param role  owner, relay or portal
[[nodiscard]] std::string conninfo(const config::Settings& settings, std::string_view role);

/// Starts the private cluster when it is ours, and brings the schema up to this program. @throws storage::Error
void prepare_database(const config::Settings& settings);

}  // namespace sluis::runtime
