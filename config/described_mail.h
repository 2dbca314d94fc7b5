#pragma once

#include <vector>

#include "config/table_reader.h"
#include "policy/directives.h"
#include "policy/findings.h"

namespace sluis::config {

/// Reads a mail that a policy test describes: what the scan would have seen of it, in words. Keys: subject,
/// subject_found, header, protection, structure, links, [[part]]. A mail without a described body has an empty one.
/// @returns whether the table describes a mail at all
bool read_described_mail(TableReader& table, policy::Findings& findings, std::vector<policy::HeaderValue>& header);

}  // namespace sluis::config
