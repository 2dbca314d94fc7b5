#pragma once

#include <string>
#include <string_view>

#include "storage/directory/entry.h"

namespace sluis::storage::directory {

/// A value as it may stand in a search filter (RFC 4515 §3): `*`, `(`, `)`, `\`, NUL and every octet outside printable
/// ASCII as `\xx`.
[[nodiscard]] std::string escape_filter(std::string_view value);

/// `(&(objectClass=…)(|(mail=…)(mailAlternateAddress=…)))`
[[nodiscard]] std::string filter_of(const Query& query);

}  // namespace sluis::storage::directory
