#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::mime {

/// A multipart whose end was not read yet.
struct OpenMultipart {
    int entity = 0;                       ///< Index into Structure::entities.
    std::vector<std::string> boundaries;  ///< One; more when the message names several.
    int parts = 0;
    bool ended = false;  ///< Its closing delimiter was read.
    bool is_digest = false;
};

/// A line that is the delimiter of an open multipart (RFC 2046 §5.1.1).
struct Delimiter {
    std::size_t multipart = 0;  ///< Index into the open multiparts.
    bool closing = false;
};

/// What a line is to the open multiparts.
struct DelimiterMatch {
    std::optional<Delimiter> delimiter;
    bool begins_like_one = false;  ///< "--boundary" and then more: a delimiter to some clients only.
};

/// Judges one line, without its end. The innermost multipart of which it is a delimiter counts, whatever stands
/// further out; blanks after the delimiter are borne.
[[nodiscard]] DelimiterMatch match_delimiter(std::string_view line, const std::vector<OpenMultipart>& open);

/// The boundary that a multipart without boundary seems to use: that of the first line in `body` that begins with two
/// hyphens and stands before a header field or an empty line. Looks at a bounded part of the body, and not past a
/// delimiter of an open multipart. "" if there is none.
[[nodiscard]] std::string guess_boundary(std::string_view body, const std::vector<OpenMultipart>& open);

}  // namespace sluis::mime
