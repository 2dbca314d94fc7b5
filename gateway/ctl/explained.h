#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gateway/ctl/output.h"
#include "gateway/facts/facts.h"
#include "policy/policy.h"

namespace sluis::ctl {

/// What `sluisctl explain` shows, of a mail in a file and of one that was decided alike.
struct Explained {
    std::string what;  ///< "file" or "message".
    std::string name;
    std::string from;  ///< Empty: the null reverse-path.
    facts::Facts facts;
    policy::Policy policy;  ///< Whose flowchart is drawn.
    bool lists_looked_at = true;
    std::vector<facts::Facts> releases{};  ///< What became of holds that the sender released later.
};

/// Decisions as text or JSON, and the pictures where they were asked for. A picture on standard output stands there
/// alone. @param svg  empty: no picture @returns the exit status
int show(const Explained& explained, const std::filesystem::path& svg, const Output& output);

}  // namespace sluis::ctl
