#pragma once

#include <asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gateway/mail/envelope.h"
#include "gateway/mail/reply.h"

namespace sluis::smtp {

/// How a client came in: what the session knows of it, whatever it says itself.
struct Peer {
    std::string address;   ///< IP address, or empty for a Unix socket.
    std::string helo;      ///< What EHLO said: claimed, never trusted.
    std::string listener;  ///< Name of the listener in the configuration.
    bool esmtp = false;    ///< EHLO, not HELO: for the Received field.
    bool tls = false;
    std::string tls_version;                     ///< "TLS1.3", for the Received field.
    std::vector<std::string> certificate_names;  ///< DNS names of a verified client certificate.
    std::string login;                           ///< Who authenticated (AUTH), or empty.
};

/// Who may send through this session, decided by Reception at EHLO or after AUTH.
struct Sender {
    std::string organisation;  ///< Whose mail it is.
    std::string client;        ///< Name of the relay client, or empty for a person.
    std::string login;
    std::vector<std::string>
        reverse_paths;               ///< Of a person: the addresses that are theirs. Empty: any (a mail server).
    bool own = false;                ///< Sluis' own portal.
    bool judged_by_header = false;   ///< A shared cloud: only the content's header says whose mail it is, and `accept`
                                     ///< judges it. Organisation and client are empty.
    bool normalize_bare_lf = false;  ///< This relay client's bare LFs become CRLF; everywhere else they are refused.
};

/// The content of one mail transaction on its way to storage. The destructor forgets what was not accepted.
class Incoming {
public:
    virtual ~Incoming() = default;
    /// Octets of the content, unstuffed. @throws storage::Error
    virtual void append(std::span<const char> octets) = 0;
};

/// What a server session asks of the gateway. Checks answer with a Reply and change nothing; one implementation stores,
/// the tests' one remembers. All calls come from the reactor's thread; what blocks runs on a pool behind the awaitable.
class Reception {
public:
    virtual ~Reception() = default;

    /// Who this peer is before AUTH: a relay client by network or certificate, or nobody.
    [[nodiscard]] virtual std::optional<Sender> recognise(const Peer& peer) = 0;
    /// AUTH: nothing when the proof is wrong. @throws when the directory is away (454 4.7.0).
    [[nodiscard]] virtual asio::awaitable<std::optional<Sender>> authenticate(const Peer& peer,
                                                                              const std::string& login,
                                                                              const std::string& password) = 0;
    /// MAIL: 250 or why not.
    [[nodiscard]] virtual asio::awaitable<mail::Reply> check_reverse_path(const Peer& peer,
                                                                          const std::optional<Sender>& sender,
                                                                          const mail::ReversePath& reverse_path) = 0;
    /// RCPT: 250 or why not. `sender` is empty for a stranger, who may only reach Sluis' own bounce addresses.
    [[nodiscard]] virtual asio::awaitable<mail::Reply> check_forward_path(const Peer& peer,
                                                                          const std::optional<Sender>& sender,
                                                                          const mail::ReversePath& reverse_path,
                                                                          const mail::ForwardPath& forward_path) = 0;
    /// DATA: where the content goes. @throws storage::Error
    [[nodiscard]] virtual std::unique_ptr<Incoming> begin(const Peer& peer, const std::optional<Sender>& sender,
                                                          const mail::Envelope& envelope) = 0;
    /// After the final dot: commits, and only then answers `250 2.0.0 queued as ID`. Any failure is 4xx or 5xx, and
    /// nothing is kept.
    [[nodiscard]] virtual asio::awaitable<mail::Reply> accept(const Peer& peer, const std::optional<Sender>& sender,
                                                              const mail::Envelope& envelope,
                                                              std::unique_ptr<Incoming> content) = 0;
};

}  // namespace sluis::smtp
