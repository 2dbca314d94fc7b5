#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sluis::mime {

/// One encoded word as it stands in a text (RFC 2047 §2).
struct EncodedWord {
    std::string_view charset;  ///< Without RFC 2231's language.
    char encoding = 'q';       ///< 'b' or 'q'.
    std::string_view text;
    std::size_t length = 0;  ///< Octets from "=?" to "?=", both included.
    /// The octets it stands for, in its character set.
    [[nodiscard]] std::string decode() const;
};

/// Finds encoded words in one text. Linear over all calls: it remembers where the next "?=" stands.
class EncodedWords {
public:
    explicit EncodedWords(std::string_view text) : text_{text} {}
    /// The encoded word that begins at this offset, if one does. Offsets of successive calls never decrease.
    [[nodiscard]] std::optional<EncodedWord> at(std::size_t offset);

private:
    std::size_t end_from(std::size_t offset);
    std::string_view text_;
    std::size_t next_end_ = 0;
};

}  // namespace sluis::mime
