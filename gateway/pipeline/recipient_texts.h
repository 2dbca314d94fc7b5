#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "gateway/pipeline/consideration.h"
#include "gateway/templates/own_texts.h"

namespace sluis::pipeline {

/// What the sender reads about one recipient, by index: in a confirmation, a hold or a return.
/// @param until  when the share ends; unused for hold and return
[[nodiscard]] templates::RecipientFacts recipient_facts(const Consideration& considered, std::size_t index,
                                                        templates::Time until);

/// What a recipient reads about a share. `link` begins with the portal's URL.
[[nodiscard]] templates::NoticeFacts notice_facts(const Consideration& considered, const policy::Party& recipient,
                                                  const policy::Decision& decision, std::size_t documents,
                                                  templates::Time until, const std::string& link);

/// Decisions with this outcome, in order.
[[nodiscard]] std::vector<std::size_t> with_outcome(const std::vector<policy::Decision>& decisions,
                                                    policy::Outcome outcome);

/// The strictest label of a decision's shared documents.
[[nodiscard]] policy::Label label_of(const policy::Decision& decision);

}  // namespace sluis::pipeline
