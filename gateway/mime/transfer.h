#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/mime/structure.h"

namespace sluis::mime {

/// Decodes base64 piece by piece (RFC 2045 §6.8). Never fails: what does not belong is skipped, as mail clients do.
///
/// Clients differ on padding in the middle: some stop there, some go on. Hence two ways to read.
class Base64Decoder {
public:
    enum class AfterPadding { go_on, stop };
    explicit Base64Decoder(AfterPadding after_padding = AfterPadding::go_on) : after_padding_{after_padding} {}

    /// Appends to `out` what the encoded octets give.
    void feed(std::string_view encoded, std::string& out);
    /// At the end: appends what is left. Then the decoder may not be fed again.
    void finish(std::string& out);
    /// True when two decoders may disagree on what was fed: padding in the middle or an octet that does not belong.
    /// Blanks, line ends and a cut-off end are no anomaly.
    [[nodiscard]] bool had_anomaly() const noexcept { return anomaly_; }

private:
    void pad(std::string& out);
    AfterPadding after_padding_;
    std::uint32_t bits_ = 0;
    int characters_ = 0;  // Of the quantum at hand.
    bool padded_ = false;
    bool anomaly_ = false;
};

/// Decodes quoted-printable piece by piece (RFC 2045 §6.7). Never fails: a '=' that means nothing stays as it is.
class QuotedPrintableDecoder {
public:
    /// Appends to `out` what the encoded octets give. Blanks at the end of a line vanish, line ends stay.
    void feed(std::string_view encoded, std::string& out);
    void finish(std::string& out);
    /// True when a '=' was followed by neither two hexadecimal digits nor a line end.
    [[nodiscard]] bool had_anomaly() const noexcept { return anomaly_; }

private:
    bool take_pending(char c, std::string& out);
    std::string pending_;  // A '=' and at most one octet after it, until its meaning is known.
    std::string blanks_;   // Blanks that vanish if the line ends here.
    bool anomaly_ = false;
};

/// What decode() gives.
struct Decoded {
    std::string content;
    bool anomaly = false;
    /// The content for a client that stops at the first padding. Set only where it differs from `content`.
    std::string other_reading;
};

/// Undoes the transfer encoding of a leaf's body. The content is never larger than the body.
[[nodiscard]] Decoded decode(std::string_view body, TransferEncoding encoding);

/// True when base64 decoders may disagree on these octets: the check of Base64Decoder without its output.
[[nodiscard]] bool is_anomalous_base64(std::string_view body);

/// Octets in a character set as UTF-8, always valid: broken input gives U+FFFD.
///
/// A byte order mark (UTF-8, UTF-16, UTF-32) beats the label, as in mail clients. iso-8859-1 is read as windows-1252,
/// and others as the wider set that is used under their name. With an empty or unknown label, or us-ascii that is
/// not: UTF-8 when it is valid, UTF-16 when every other octet is NUL, else windows-1252.
[[nodiscard]] std::string to_utf8(std::string_view octets, std::string_view charset);

/// True when to_utf8() gives the octets as they are: valid UTF-8 without a byte order mark, and said to be so, or not
/// said to be anything.
[[nodiscard]] bool is_utf8_already(std::string_view octets, std::string_view charset);

/// True when the label names a character set that to_utf8() knows.
[[nodiscard]] bool is_known_charset(std::string_view charset);

/// True for valid UTF-8 (RFC 3629: shortest form, no surrogates).
[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;

/// A uuencoded file inside a text ("begin 644 name" … "end"), as old mail clients attach.
struct Uuencoded {
    Range range;          ///< From "begin" up to and with the line "end", in the text that was given.
    std::string name;     ///< Cleaned by clean_file_name().
    std::string content;  ///< Decoded.
};

/// Finds uuencoded files in a text, at most max_files. A "begin" line counts when a line of fitting length follows;
/// a missing "end" is borne.
[[nodiscard]] std::vector<Uuencoded> find_uuencoded(std::string_view text, std::size_t max_files = 100);

}  // namespace sluis::mime
