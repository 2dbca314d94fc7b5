#pragma once

#include <asio/thread_pool.hpp>

#include "gateway/pipeline/group_commit.h"
#include "gateway/pipeline/services.h"
#include "gateway/pipeline/shared_cloud.h"
#include "gateway/smtp/session/reception.h"

namespace sluis::pipeline {

/// Takes mail in for good: who may relay (design §3), and `250 queued as` after the commit, never before.
///
/// Content is sealed as it arrives. Nothing is scanned here: the sender's program waits only for stable storage.
class StoringReception final : public smtp::Reception {
public:
    /// @param pool             where what blocks is done: directory, database, fsync
    /// @param portal_password  what Sluis' own portal proves itself with, on the Unix socket
    /// @throws std::runtime_error when the secret of a relay client cannot be read
    StoringReception(const Services& services, asio::thread_pool& pool, std::string portal_password);

    [[nodiscard]] std::optional<smtp::Sender> recognise(const smtp::Peer& peer) override;
    [[nodiscard]] asio::awaitable<std::optional<smtp::Sender>> authenticate(const smtp::Peer& peer,
                                                                            const std::string& login,
                                                                            const std::string& password) override;
    [[nodiscard]] asio::awaitable<mail::Reply> check_reverse_path(const smtp::Peer& peer,
                                                                  const std::optional<smtp::Sender>& sender,
                                                                  const mail::ReversePath& reverse_path) override;
    [[nodiscard]] asio::awaitable<mail::Reply> check_forward_path(const smtp::Peer& peer,
                                                                  const std::optional<smtp::Sender>& sender,
                                                                  const mail::ReversePath& reverse_path,
                                                                  const mail::ForwardPath& forward_path) override;
    [[nodiscard]] std::unique_ptr<smtp::Incoming> begin(const smtp::Peer& peer,
                                                        const std::optional<smtp::Sender>& sender,
                                                        const mail::Envelope& envelope) override;
    [[nodiscard]] asio::awaitable<mail::Reply> accept(const smtp::Peer& peer, const std::optional<smtp::Sender>& sender,
                                                      const mail::Envelope& envelope,
                                                      std::unique_ptr<smtp::Incoming> content) override;

private:
    [[nodiscard]] bool is_for_us_alone(const mail::Envelope& envelope) const;

    const Services& services_;
    asio::thread_pool& pool_;
    std::string portal_password_;
    GroupCommit commits_;
    std::vector<CloudClient> cloud_clients_;
};

/// The login of Sluis' own portal on the Unix socket.
inline constexpr const char* portal_login = "sluis-portal";

/// The name of that socket's listener. No listener of the configuration may have it.
inline constexpr const char* portal_listener = ".portal";

}  // namespace sluis::pipeline
