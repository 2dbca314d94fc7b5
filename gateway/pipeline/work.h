#pragma once

#include <string>
#include <string_view>

#include "gateway/pipeline/consideration.h"
#include "gateway/pipeline/outgoing.h"
#include "gateway/pipeline/own_mail_writer.h"
#include "storage/audit/audit_log.h"

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

/// Writes down what became of one recipient, with the policy's version and the rule.
/// @param actor  who did it; empty: the sender of the message
void note(const Work& work, storage::audit::Event event, std::size_t index, const std::string& actor = {});

/// A mail to the sender about this message. @param kind  as in NewDelivery
void tell_sender(const Work& work, const std::string& kind, const templates::MailText& text);

}  // namespace sluis::pipeline
