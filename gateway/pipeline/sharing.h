#pragma once

#include <string_view>

#include "gateway/pipeline/consideration.h"
#include "gateway/pipeline/outgoing.h"
#include "gateway/pipeline/own_mail_writer.h"

namespace sluis::pipeline {

/// What one message and its decisions are carried out with. Lives as long as one call of prepare.
struct Work {
    const Services& services;
    storage::postgres::Transaction& transaction;
    storage::postgres::Connection& connection;
    const storage::queue::ReceivedMessage& message;
    std::string_view content;  ///< The received octets.
    const Consideration& considered;
    const policy::Policy& policy;
    const OwnMailWriter& own_mail;
    Outgoing& outgoing;
};

/// What the sender is told about a share.
struct Shared {
    templates::Time until;
    std::string reference;  ///< Of the sender's page.
};

/// Carries out the decisions that share: documents into the vault under the key of their last day, a link of their own
/// for each recipient, the rewritten mail with the notice, the notice to the generic mailbox (S0.34), the audit.
/// @throws storage::Error when its last day has passed already
Shared share(const Work& work, const std::vector<std::size_t>& shared);

}  // namespace sluis::pipeline
