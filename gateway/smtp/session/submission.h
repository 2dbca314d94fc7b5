#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "gateway/mail/envelope.h"
#include "gateway/mail/reply.h"
#include "gateway/smtp/session/client_connection.h"

namespace sluis::smtp {

/// Gives the content piece by piece; an empty span is the end. A span stays valid until the next call. May
/// block.
using BlockingContentSource = std::function<std::span<const char>()>;

/// How the portal reaches the relay.
struct Submission {
    std::filesystem::path socket_path;  ///< The relay's Unix-domain listener.
    std::string hostname;               ///< For EHLO.
    std::string login;
    std::string password;
    std::chrono::milliseconds deadline{60'000};  ///< For the whole submission.
};

/// Hands one message to the relay over its Unix-domain socket and waits for the answer, on the calling
/// thread. One Reply per forward-path, as ClientConnection::transfer() gives them; where there is no
/// connection, its 4xx for each. Never throws for what the other side does.
[[nodiscard]] std::vector<mail::Reply> submit_blocking(const Submission& submission, const mail::Envelope& envelope,
                                                       ContentFacts facts, const BlockingContentSource& content);

}  // namespace sluis::smtp
