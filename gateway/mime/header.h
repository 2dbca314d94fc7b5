#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/mime/limits.h"
#include "gateway/mime/structure.h"

namespace sluis::mime {

/// One header field as it stands in the message. Views into the header that was iterated.
struct Field {
    std::string_view name;   ///< As written, without blanks before the colon. Empty for a line that is no field.
    std::string_view value;  ///< Raw: what follows the colon, folds and the last line end included.
    Range range;             ///< All its octets, its line ends included, from the header's first octet.
};

/// Walks over the fields of a header. Never fails: a line without colon is a Field without name.
///
///     HeaderFields fields{octets(message, entity.header)};
///     while (const auto field = fields.next()) …
class HeaderFields {
public:
    explicit HeaderFields(std::string_view header) : header_{header} {}
    /// The next field; nothing at the empty line or the end.
    [[nodiscard]] std::optional<Field> next();

private:
    std::string_view header_;
    std::size_t at_ = 0;
};

/// The raw value of the first field of that name (any case); nothing when there is none.
[[nodiscard]] std::optional<std::string_view> find_field(std::string_view header, std::string_view lower_name);

/// A raw value on one line: folds undone (RFC 5322 §2.2.3), outer blanks removed, other control characters as blanks.
[[nodiscard]] std::string unfold(std::string_view raw_value);

/// Encoded words decoded (RFC 2047), blanks between adjacent ones dropped, in the tolerant way of mail clients:
/// also inside words and quotes, with blanks in a Q text, with a character split over two words, and with
/// RFC 2231's language. Raw octets outside them are UTF-8 or else windows-1252. Always valid UTF-8.
[[nodiscard]] std::string decode_words(std::string_view unfolded);

/// A raw value for people and for policy: unfolded, decoded, without control characters. Valid UTF-8.
[[nodiscard]] std::string decode_text(std::string_view raw_value);

/// One parameter, RFC 2231 and RFC 2047 decoded.
struct Parameter {
    std::string name;   ///< Lower case, without the marks of RFC 2231.
    std::string value;  ///< Valid UTF-8; of "boundary" the octets as they stand, since they must match others.
};

/// Content-Type or Content-Disposition: a value and its parameters (RFC 2045 §5.1, RFC 2183, RFC 2231).
struct ParameterizedValue {
    std::string value;                  ///< "text/plain", "attachment": lower case, comments removed; "" if unreadable.
    std::vector<Parameter> parameters;  ///< In their order; RFC 2231's form before a plain one. May repeat.
    /// The first parameter of that lower-case name; nothing when there is none.
    [[nodiscard]] std::optional<std::string_view> parameter(std::string_view lower_name) const&;
    std::optional<std::string_view> parameter(std::string_view lower_name) && = delete;  // It would dangle.
};

/// Reads a raw value. Comments, missing or stray quotes and semicolons are borne. At most max_parameters are read.
[[nodiscard]] ParameterizedValue parse_parameters(std::string_view raw_value, const Limits& limits = {});

/// A raw Content-Type value; value "" when it is no type. A lone "multipart" is multipart/mixed.
[[nodiscard]] ParameterizedValue parse_content_type(std::string_view raw_value, const Limits& limits = {});

/// The type of an entity: its parameterized Content-Type; "text/plain" when absent or unreadable (RFC 2045 §5.2).
[[nodiscard]] ParameterizedValue content_type(std::string_view header, const Limits& limits = {});

/// "attachment", "inline", … with parameters; value "" when absent.
[[nodiscard]] ParameterizedValue content_disposition(std::string_view header, const Limits& limits = {});

/// The mechanism of a Content-Transfer-Encoding value, comments, quotes and blanks around it borne.
[[nodiscard]] TransferEncoding transfer_encoding(std::string_view raw_value);

/// An address out of From, To, Cc or the like. It is for reading and comparing, not for routing.
struct Address {
    std::string name;     ///< Display name or, failing that, the comment after the address. Decoded; may be empty.
    std::string address;  ///< local@domain as written, without comments and blanks; may lack the "@domain".
    std::string group;    ///< The group's name when it stands in one.
};

/// Reads an address list (RFC 5322 §3.4, §4.4), tolerantly. At most max_addresses are read.
[[nodiscard]] std::vector<Address> parse_addresses(std::string_view raw_value, std::size_t max_addresses = 5000);

/// The name of the file that a leaf is: from filename* or filename of Content-Disposition, else name* or name of
/// Content-Type; decoded and cleaned by clean_file_name(). Empty when it has none.
[[nodiscard]] std::string leaf_file_name(std::string_view header, const Limits& limits = {});

/// Every name that some client might show for the leaf: all of the parameters above, cleaned, each once.
[[nodiscard]] std::vector<std::string> all_file_names(std::string_view header, const Limits& limits = {});

/// A name that is safe to show and to offer for download: no path, control character, change of writing direction
/// or leading dot; blanks tidied; at most 255 octets, its extension kept. Valid UTF-8; may become empty.
[[nodiscard]] std::string clean_file_name(std::string_view name);

}  // namespace sluis::mime
