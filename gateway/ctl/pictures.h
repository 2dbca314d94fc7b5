#pragma once

#include <filesystem>
#include <vector>

#include "gateway/ctl/output.h"
#include "gateway/facts/facts.h"
#include "policy/policy.h"

namespace sluis::ctl {

/// Writes the flowchart with the way of each decision as SVG: to the file, or with several decisions to one file each,
/// numbered in their order ("weg.1.svg", "weg.2.svg"); "-" is standard output, for one decision alone. What stands
/// there is overwritten. Nothing is written before all can be drawn.
/// @param policy  whose flowchart is drawn; where another one decided, the picture says so
/// @returns status::ok, usage or no_output, told to output.err
[[nodiscard]] int write_pictures(const facts::Facts& facts, const policy::Policy& policy,
                                 const std::filesystem::path& file, const Output& output);

/// The files that write_pictures() writes, one for each decision.
[[nodiscard]] std::vector<std::filesystem::path> picture_files(const std::filesystem::path& file, std::size_t count);

}  // namespace sluis::ctl
