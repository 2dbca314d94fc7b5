#pragma once

#include "gateway/pipeline/sharing.h"

namespace sluis::pipeline {

/// Carries out what was decided for every recipient of a message, within prepare's transaction: the mail itself to who
/// may have it, shares, holds, returns, the word to the sender, the audit. Each recipient of the envelope ends in one
/// state.
/// @throws what the environment throws; nothing is done then, since nothing is committed
void carry_out(const Work& work);

/// Tells the sender what was shared with whom, unless no person sent it.
/// @param passed  how many others got the mail as it was
void confirm(const Work& work, const std::vector<std::size_t>& shared, std::size_t passed, const Shared& share);

/// Nobody gets it: it went round in a loop, could not be prepared for days, or its share would have ended already. The
/// sender is told (RFC 3464). Needs nothing of the content, which may be what cannot be read.
void return_all(const Services& services, storage::postgres::Transaction& transaction,
                const storage::queue::ReceivedMessage& message, const OwnMailWriter& own_mail, Outgoing& outgoing,
                mail::EnhancedStatus status, const std::string& diagnostic);

/// A report about one of our notices came to its bounce address: the notice counts as undelivered and the sender is
/// told (D31).
void take_bounce(const Services& services, storage::postgres::Connection& connection,
                 storage::postgres::Transaction& transaction, const storage::queue::ReceivedMessage& message,
                 const scan::Report& report, Outgoing& outgoing);

}  // namespace sluis::pipeline
