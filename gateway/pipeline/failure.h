#pragma once

#include <vector>

#include "gateway/pipeline/outgoing.h"

namespace sluis::pipeline {

/// One recipient that a delivery failed for good.
struct FailedRecipient {
    mail::ForwardPath forward_path;
    mail::Reply reply;   ///< The next hop's last word, or our own.
    std::string remote;  ///< Name of the next hop; empty when none was reached.
};

/// Tells the sender what failed, within the transaction that records it: a report (RFC 3464) for a mail, word that
/// nobody received a notice for a share (D31). For what Sluis itself wrote, nobody is told: a report about a report is
/// a loop.
/// @param outgoing_of  made for the message that failed
void tell_failure(const Services& services, storage::postgres::Connection& connection,
                  storage::postgres::Transaction& transaction, const storage::queue::DueDelivery& delivery,
                  const std::vector<FailedRecipient>& failed, Outgoing& outgoing);

/// A notice did not arrive: marks it, and tells the sender once.
void tell_undelivered(const Services& services, storage::postgres::Connection& connection,
                      storage::postgres::Transaction& transaction, std::int64_t share_recipient, Outgoing& outgoing);

}  // namespace sluis::pipeline
