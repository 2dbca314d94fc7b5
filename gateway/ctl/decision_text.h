#pragma once

#include <string>

#include "gateway/ctl/output.h"

namespace sluis::ctl {

/// The decisions in stored facts, or in those of a dry run: pipeline::facts_json() makes both, so that what explain
/// shows beforehand and queue show afterwards cannot differ. One block for each recipient: what happens, to which
/// document, and the path that led there.
[[nodiscard]] std::string decisions_in_words(const Json& facts, const Output& output);

/// The sentence for one decision: "is shared as confidential for 30 days, opened with a code by mail".
[[nodiscard]] std::string outcome_in_words(const Json& decision);

}  // namespace sluis::ctl
