#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::mime {

/// Octets [begin, end) of the message, counted from its first octet.
struct Range {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    [[nodiscard]] std::uint64_t size() const noexcept { return end - begin; }
    friend bool operator==(const Range&, const Range&) = default;
};

enum class TransferEncoding { identity, base64, quoted_printable };  ///< identity: 7bit, 8bit, binary, or unknown.

/// One header field by its place, with its name in lower case. The field's octets run to and include its last CRLF.
struct FieldRange {
    std::string name;
    Range range;
    friend bool operator==(const FieldRange&, const FieldRange&) = default;
};

/// One entity of the message: a multipart, a nested message, or a leaf.
struct Entity {
    std::string path;                ///< "" for the message itself, "1", "2.1", … as IMAP numbers them.
    int parent = -1;                 ///< Index into Structure::entities; -1 for the message itself.
    bool is_leaf = true;             ///< A nested message/rfc822 is a leaf here: Sluis replaces it whole.
    Range header;                    ///< The header and the empty line after it.
    Range body;                      ///< Without the delimiter's CRLF (RFC 2046 §5.1.1).
    std::vector<FieldRange> fields;  ///< In their order. Filled for the message itself and for every multipart.
    std::string media_type;          ///< "text/plain" when absent or unreadable as RFC 2045 §5.2 says; lower case.
    std::string boundary;            ///< Of a multipart.
    TransferEncoding encoding = TransferEncoding::identity;
    friend bool operator==(const Entity&, const Entity&) = default;
};

/// A message's structure by byte offsets. Entities stand in the order of the message, parents before children.
struct Structure {
    std::vector<Entity> entities;  ///< Never empty: [0] is the message itself.
    /// Decoded, unfolded values of the fields that policy reads: sensitivity, x-sluis-*, auto-submitted, precedence, …
    std::vector<std::pair<std::string, std::string>> values;
};

}  // namespace sluis::mime
