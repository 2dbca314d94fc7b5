#pragma once

namespace sluis::smtp {

/// What is spoken on a listener.
enum class ListenerKind {
    relay,        ///< Mail servers: no AUTH, STARTTLS offered; who may relay is known by network or certificate.
    submission,   ///< People: STARTTLS, then AUTH, then mail (RFC 6409).
    submissions,  ///< The same with TLS from the first octet (RFC 8314 §3.3).
};

}  // namespace sluis::smtp
