#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/mail/result.h"
#include "storage/directory/entry.h"

namespace sluis::storage::directory {

/// Bounds on an LDIF file.
struct LdifLimits {
    std::size_t max_bytes = 64u << 20;
    std::size_t max_entries = 200'000;
    std::size_t max_values = 1'000;  ///< In one entry.
    std::size_t max_value_bytes = 64 * 1024;
};

/// What is wrong in a file, and on which line. `what` bears names of attributes, never values.
struct LdifProblem {
    int line = 0;
    std::string what;
};

/// Reads the content form of LDIF (RFC 2849): `dn:` first in each record, base64 values, folded lines, comments, an
/// optional `version: 1`. Plain UTF-8 is taken where the RFC wants base64, since people write these files. Change
/// records, values from URLs and values that are not UTF-8 are refused; so is a second record with the same DN.
[[nodiscard]] Result<std::vector<Entry>, LdifProblem> parse_ldif(std::string_view text, const LdifLimits& limits = {});

}  // namespace sluis::storage::directory
