#pragma once

#include <string>

#include "gateway/ctl/output.h"
#include "gateway/facts/facts.h"

namespace sluis::ctl {

/// The decisions in stored facts, or in those of a dry run: both are facts::Facts, so that what explain shows
/// beforehand and queue show afterwards cannot differ. One block for each recipient: what happens, to which document,
/// the path that led there, and what would have changed it.
[[nodiscard]] std::string decisions_in_words(const facts::Facts& facts, const Output& output);

/// The sentence for one decision: "is shared as confidential for 30 days, opened with a code by mail".
[[nodiscard]] std::string outcome_in_words(const policy::Decision& decision);

/// The way through the three questions, one step a line, as the policy words it.
[[nodiscard]] std::string path_in_words(const policy::Decision& decision, std::size_t indent, std::size_t width);

/// Fields of docs/sluisctl.md: `policy`, `protection`, `unscannable`, `subject_evidence`, `documents`, `decisions`.
[[nodiscard]] Json as_json(const facts::Facts& facts);
[[nodiscard]] Json as_json(const policy::Decision& decision);
[[nodiscard]] Json as_json(const std::vector<policy::Evidence>& evidence);

}  // namespace sluis::ctl
