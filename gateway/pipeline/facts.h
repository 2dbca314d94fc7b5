#pragma once

#include <string>

#include "gateway/pipeline/consideration.h"
#include "gateway/pipeline/sent_mail.h"

namespace sluis::pipeline {

/// What is kept of a decision, as JSON: the findings without texts, and each recipient's decision with its path.
/// From it a decision is explained later (design §1, 9). It bears masked samples, never a value, a subject, a file
/// name, a title or an opening text.
[[nodiscard]] std::string facts_json(const Consideration& consideration, const SentMail& mail);

/// The decision for people on a terminal: the path of each recipient, one step a line.
[[nodiscard]] std::string in_words(const policy::Decision& decision);

}  // namespace sluis::pipeline
