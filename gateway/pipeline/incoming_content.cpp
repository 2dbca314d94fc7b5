#include "gateway/pipeline/incoming_content.h"

#include <utility>

namespace sluis::pipeline {

void SealedIncoming::stage(const smtp::Sender& sender) {
    const auto kind = sender.own ? storage::vault::ContentKind::outgoing : storage::vault::ContentKind::received;
    staged_ = services_.content.stage(kind, sender.organisation, queue_key);
    sender_ = sender;
}

CloudIncoming::CloudIncoming(const Services& services, std::vector<CloudClient> clients)
    : SealedIncoming{services}, clients_{std::move(clients)}, fields_{fields_of(clients_)} {}

void CloudIncoming::append(std::span<const char> octets) {
    if (refused_) return;
    std::string kept;
    fields_.read({octets.data(), octets.size()}, judged_ ? kept : held_);
    if (judged_) return SealedIncoming::append(kept);
    if (fields_.header_ended()) return judge();
    refused_ = held_.size() > max_header;
}

std::optional<smtp::Sender> CloudIncoming::finish() {
    if (!judged_ && !refused_) {
        fields_.finish(held_);
        judge();
    }
    return refused_ ? std::nullopt : SealedIncoming::finish();
}

void CloudIncoming::judge() {
    judged_ = true;
    const auto* const client = client_that_proves_itself(clients_, fields_);
    refused_ = client == nullptr;
    if (client != nullptr) {
        smtp::Sender sender;
        sender.organisation = client->organisation;
        sender.client = client->name;
        stage(sender);
        SealedIncoming::append(held_);
    }
    std::string{}.swap(held_);
}

}  // namespace sluis::pipeline
