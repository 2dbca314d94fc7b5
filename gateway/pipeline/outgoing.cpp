#include "gateway/pipeline/outgoing.h"

#include <algorithm>

#include "gateway/mime/reader.h"

namespace sluis::pipeline {

using storage::vault::ContentKind;

void Outgoing::enqueue(const Mail& mail, const storage::vault::ContentId& content) {
    storage::queue::NewDelivery delivery;
    delivery.kind = mail.kind;
    delivery.reverse_path = mail.reverse_path;
    delivery.forward_paths = mail.forward_paths;
    delivery.content = content;
    delivery.eight_bit_mime = mail.eight_bit_mime;
    delivery.smtputf8 = std::any_of(mail.forward_paths.begin(), mail.forward_paths.end(), [](const std::string& path) {
        return std::any_of(path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    });
    delivery.share_recipient = mail.share_recipient;
    storage::queue::insert_delivery(transaction_, message_.id, delivery);
}

storage::vault::StagedContent& Outgoing::stage(ContentKind kind, std::string_view key_name) {
    staged_.push_back(services_.content.stage(kind, message_.organisation, key_name));
    return *staged_.back();
}

storage::vault::StagedContent& Outgoing::stage_document(std::string_view key_name) {
    return stage(ContentKind::document, key_name);
}

void Outgoing::send_received(const Mail& mail) {
    enqueue(mail, message_.content);
}

void Outgoing::send(const Mail& mail, std::string_view content) {
    auto& staged = stage(ContentKind::outgoing, queue_key);
    staged.append(content);
    staged.finish();
    enqueue(mail, staged.insert(transaction_));
}

void Outgoing::send(const Mail& mail, const mime::Segments& segments, std::string_view original) {
    auto& staged = stage(ContentKind::outgoing, queue_key);
    for (const auto& segment : segments) {
        if (const auto* range = std::get_if<mime::Range>(&segment)) {
            staged.append(mime::octets(original, *range));
        } else {
            staged.append(std::get<std::string>(segment));
        }
    }
    staged.finish();
    enqueue(mail, staged.insert(transaction_));
}

void Outgoing::committed() noexcept {
    for (auto& staged : staged_) staged->committed();
}

}  // namespace sluis::pipeline
