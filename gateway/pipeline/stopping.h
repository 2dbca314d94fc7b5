#pragma once

#include <vector>

#include "gateway/pipeline/work.h"

namespace sluis::pipeline {

/// Holds these recipients, at most three days from acceptance, and tells the sender why and what to do: a mail with a
/// link of its own to release or withdraw. Within prepare's transaction.
/// @param others_served  other recipients of the message were served
void hold(const Work& work, const std::vector<std::size_t>& held, bool others_served);

/// These recipients get nothing: the sender is told what was found where, what to remove, and where to read more.
void give_back(const Work& work, const std::vector<std::size_t>& returned, bool others_served);

}  // namespace sluis::pipeline
