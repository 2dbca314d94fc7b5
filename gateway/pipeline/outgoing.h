#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/mime/writer.h"
#include "gateway/pipeline/services.h"
#include "storage/queue/message_queue.h"

namespace sluis::pipeline {

/// The mails that follow from one message, put into the queue within prepare's transaction: nothing of it is there
/// before the commit, and all of it after.
class Outgoing {
public:
    Outgoing(const Services& services, storage::postgres::Transaction& transaction,
             const storage::queue::ReceivedMessage& message)
        : services_{services}, transaction_{transaction}, message_{message} {}

    struct Mail {
        std::string kind;          ///< As in NewDelivery.
        std::string reverse_path;  ///< Empty: the null reverse-path.
        std::vector<std::string> forward_paths;
        bool eight_bit_mime = false;
        std::optional<std::int64_t> share_recipient;
    };

    /// The received content itself, byte for byte.
    void send_received(const Mail& mail);
    /// Octets that Sluis wrote.
    void send(const Mail& mail, std::string_view content);
    /// Pieces of the received content and pieces that Sluis wrote, in their order. @param original  the received
    /// content
    void send(const Mail& mail, const mime::Segments& segments, std::string_view original);

    /// Seals a document that is shared; it becomes part of this transaction too.
    [[nodiscard]] storage::vault::StagedContent& stage_document(std::string_view key_name);

    /// After the commit: what was staged stays.
    void committed() noexcept;

private:
    void enqueue(const Mail& mail, const storage::vault::ContentId& content);
    storage::vault::StagedContent& stage(storage::vault::ContentKind kind, std::string_view key_name);

    const Services& services_;
    storage::postgres::Transaction& transaction_;
    const storage::queue::ReceivedMessage& message_;
    std::vector<std::unique_ptr<storage::vault::StagedContent>> staged_;
};

}  // namespace sluis::pipeline
