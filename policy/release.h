#pragma once

#include "policy/decision.h"
#include "policy/findings.h"
#include "policy/party.h"

namespace sluis::policy {

/// What a held recipient gets once the sender released the hold (design §5): today's decision, made equal to or
/// stricter than what was held, and never a pass. Pure.
///
/// - A return of today stays a return.
/// - What the sender may not release stays held, with its advice: a document labelled personal for a reader whom nobody
///   designated, and every hold but those of the recipient's class, of a rule, of a missing dossier, of encrypted mail,
///   of a calendar part and of a link to a file-sharing service.
/// - All else is a share with a code: each document that is or was held under the stricter of both labels, at most as
///   many days as either. With a calendar part that is held the whole message is shared, since the part is never
///   rewritten; so it is where nothing can be shared by itself.
/// @param held  as stored when it was held; its documents in any order
/// @param today  today's policy on the stored message, for the same recipient
/// @param findings  of today
[[nodiscard]] Decision released(const Decision& held, Decision today, const Findings& findings, const Party& recipient);

}  // namespace sluis::policy
