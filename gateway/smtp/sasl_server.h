#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "gateway/mail/reply.h"

namespace sluis::smtp {

/// What AUTH brought: claimed, to be proved by whoever knows the accounts.
struct SaslProof {
    std::string login;
    std::string password;
};

/// One AUTH exchange on the server's side: PLAIN (RFC 4616) or LOGIN, within RFC 4954.
/// It does not know whether the proof is right. An empty login or password never becomes a proof.
class SaslServer {
public:
    /// 334 to go on, a proof, or the refusal that ends the exchange.
    using Step = std::variant<mail::Reply, SaslProof>;

    /// Nothing for a mechanism that is not offered.
    [[nodiscard]] static std::optional<SaslServer> for_mechanism(std::string_view mechanism);

    [[nodiscard]] Step begin(const std::optional<std::string>& initial_response);
    /// A line from the client; "*" cancels.
    [[nodiscard]] Step line(std::string_view text);

private:
    enum class Awaits { plain, login, password };
    explicit SaslServer(Awaits awaits) : awaits_{awaits} {}
    [[nodiscard]] Step take(std::string octets);

    Awaits awaits_;
    std::string login_;
};

}  // namespace sluis::smtp
