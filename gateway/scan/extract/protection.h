#pragma once

#include <string_view>

#include "gateway/scan/extract/leaf.h"
#include "policy/findings.h"

namespace sluis::scan {

/// How a message is protected, from its outermost type and checked against its content: a message that merely says
/// to be encrypted is not (RFC 8551, RFC 3156, and PGP armour in a body).
[[nodiscard]] policy::Protection protection_of(std::string_view message, const mime::Structure& structure,
                                               const mime::Limits& limits);

/// Whether some multipart, at whatever depth, is signed or encrypted (RFC 1847): no part in it can be replaced. It goes
/// by what the multipart says of itself, as a rewriter does.
[[nodiscard]] bool is_sealed(const mime::Structure& structure);

/// What a CMS object holds, by the object identifier at its start.
enum class Cms { signed_data, enveloped, other };
[[nodiscard]] Cms cms_of(std::string_view octets);

/// Whether octets that call themselves a detached signature look like one: PGP armour, a PGP signature packet
/// (RFC 4880 §5.2) or CMS SignedData, of at most 64 KiB. A client opens by name what calls itself so.
[[nodiscard]] bool is_signature(std::string_view octets);

}  // namespace sluis::scan
