#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gateway/mail/result.h"
#include "gateway/mime/structure.h"

namespace sluis::mime {

/// A piece of an outgoing message: octets of the original, or text put in.
using Segment = std::variant<Range, std::string>;

/// A message to be, in order. It streams: nobody has to hold the original in memory.
using Segments = std::vector<Segment>;

/// How many octets the segments make.
[[nodiscard]] std::uint64_t size_of(const Segments& segments) noexcept;

/// The message that the segments make. For tests and small messages; ranges outside the original give nothing.
[[nodiscard]] std::string assemble(std::string_view original, const Segments& segments);

/// A header field for the wire: "Name: value" with CRLF, folded at blanks before 78 octets where it can be
/// (RFC 5322 §2.2.3). The value is written as it stands. Refused (a failure naming the rule, never the value): CR, LF,
/// NUL or another control character, a name that is none, a line that cannot be kept under 998 octets.
[[nodiscard]] Result<std::string> write_field(std::string_view name, std::string_view value);

/// The same for text that people read: UTF-8 that is not ASCII, or that could be taken for an encoded word, becomes
/// encoded words (RFC 2047). Blanks are tidied; refused as above.
[[nodiscard]] Result<std::string> write_text_field(std::string_view name, std::string_view utf8);

/// One field of the original's header that is to go, or to be replaced.
struct FieldEdit {
    Range range;              ///< FieldRange::range.
    std::string replacement;  ///< Whole fields from write_field(); empty: the field goes.
};

/// The edits that take out every field of the message's header with one of these lower-case names. A name ending in
/// '*' stands for all that begin so ("x-sluis-*").
[[nodiscard]] std::vector<FieldEdit> removals(const Structure& structure, const std::vector<std::string>& names);

/// The edits that give the message another subject: every Subject field goes, the new one stands where the first was.
/// No edits when there is no Subject. Fails when the subject cannot be written.
[[nodiscard]] Result<std::vector<FieldEdit>> new_subject(const Structure& structure, std::string_view utf8);

/// The message untouched but for the edits, under `prepended` (Received:, a trace field): whole fields from
/// write_field(). Edits may come in any order; where two touch, the first one given holds.
[[nodiscard]] Segments with_edits(const Structure& structure, std::vector<FieldEdit> edits, std::string prepended = {});

}  // namespace sluis::mime
