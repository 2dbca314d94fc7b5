#pragma once

#include <string>

#include "gateway/facts/facts.h"
#include "gateway/pipeline/consideration.h"
#include "gateway/pipeline/sent_mail.h"

namespace sluis::pipeline {

/// What is kept of a message's decisions: gateway/facts.
[[nodiscard]] facts::Facts facts_of(const Consideration& considered, const SentMail& mail);

}  // namespace sluis::pipeline
