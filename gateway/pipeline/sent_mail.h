#pragma once

#include <string>
#include <string_view>

#include "gateway/mail/path.h"
#include "gateway/mime/structure.h"
#include "storage/postgres/connection.h"
#include "storage/queue/message_queue.h"
#include "storage/vault/keys.h"

namespace sluis::pipeline {

/// What must be known of a received mail to write to its sender about it, now or days later.
struct SentMail {
    storage::queue::QueueId id;
    std::string organisation;
    mail::ReversePath reverse_path;
    std::string received_at;  ///< ISO 8601
    std::string message_id;   ///< With angle brackets; empty when it had none that is well-formed.
    /// No person sent it: null reverse-path, Auto-Submitted, a list, or a mail of our own that came back.
    bool automatic = false;
};

/// From the message at hand. @param trace_key  the key behind the trace field
[[nodiscard]] SentMail sent_mail(const storage::queue::ReceivedMessage& message, const mime::Structure& structure,
                                 const storage::vault::Key& trace_key);

/// From its row and its stored facts. @throws storage::Error when there is no such message
[[nodiscard]] SentMail load_sent_mail(storage::postgres::Connection& connection, const storage::queue::QueueId& id);

/// The name of the key behind the trace field.
inline constexpr const char* trace_key_name = "hmac-trace";

/// The first value of a field among those that the scan reported; empty when there is none.
[[nodiscard]] std::string value_of(const mime::Structure& structure, std::string_view lower_name);

}  // namespace sluis::pipeline
