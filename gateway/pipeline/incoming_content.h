#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/pipeline/services.h"
#include "gateway/pipeline/shared_cloud.h"
#include "gateway/smtp/session/reception.h"

namespace sluis::pipeline {

/// Content on its way into the vault, sealed as it comes.
class SealedIncoming : public smtp::Incoming {
public:
    SealedIncoming(const Services& services, const smtp::Sender& sender) : services_{services} { stage(sender); }
    void append(std::span<const char> octets) override { staged_->append(octets); }
    /// The content is whole: who sent it. Nobody may have, when its header had to say it.
    [[nodiscard]] virtual std::optional<smtp::Sender> finish() { return sender_; }
    /// Precondition: finish() gave a sender.
    [[nodiscard]] storage::vault::StagedContent& staged() noexcept { return *staged_; }

protected:
    explicit SealedIncoming(const Services& services) : services_{services} {}
    void stage(const smtp::Sender& sender);

private:
    const Services& services_;
    smtp::Sender sender_;
    std::unique_ptr<storage::vault::StagedContent> staged_;
};

/// The same from a shared cloud: held back until the header has passed, since only that says whose mail it is; then
/// sealed for that organisation, or dropped. The fields that are secret are not in what is sealed.
class CloudIncoming final : public SealedIncoming {
public:
    CloudIncoming(const Services& services, std::vector<CloudClient> clients);
    void append(std::span<const char> octets) override;
    [[nodiscard]] std::optional<smtp::Sender> finish() override;

    static constexpr std::size_t max_header = 256 * 1024;  ///< Longer is nobody's.

private:
    void judge();

    std::vector<CloudClient> clients_;
    TrustFields fields_;
    std::string held_;
    bool judged_ = false;
    bool refused_ = false;
};

}  // namespace sluis::pipeline
