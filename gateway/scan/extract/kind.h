#pragma once

#include <optional>
#include <string_view>

namespace sluis::scan {

/// What some octets are, as far as reading them goes.
enum class Kind {
    empty,
    text,
    html,
    csv,
    calendar,
    pdf,
    contact,  ///< vCard
    rtf,
    seven_zip,
    rar,
    tar,
    cabinet,
    stream,  ///< One compressed stream: gzip, bzip2, xz, …
    tnef,    ///< winmail.dat
    zip,     ///< A ZIP file, Office and OpenDocument files included.
    ole,     ///< The old Office container; encrypted new documents come in it too.
    picture,
    message,    ///< message/rfc822
    encrypted,  ///< S/MIME or PGP
    signature,  ///< Detached, S/MIME or PGP
    unknown,
};

/// What somebody says the octets are.
struct Declared {
    std::string_view media_type;  ///< Lower case; may be empty.
    std::string_view file_name;
    std::string_view charset;
};

/// By the octets first, then by the declared type, then by the name.
[[nodiscard]] Kind kind_of(std::string_view octets, const Declared& declared);

/// Whether octets without a name or a declared type are a file of their own, by how they begin: a document, an archive,
/// a picture. Not what only could be one: text, two octets that programs begin with, an icon.
[[nodiscard]] bool is_whole_file(std::string_view octets);

/// The same for files that are no picture, whatever their name says.
[[nodiscard]] bool is_file_but_no_picture(std::string_view octets);
/// Whether octets are no document of their own, whatever their name says: neither text nor a file, a picture aside.
[[nodiscard]] bool is_no_document(std::string_view octets);

struct Dimensions {
    unsigned long width = 0;
    unsigned long height = 0;
};

/// A picture's size from its header (PNG, JPEG, GIF, BMP).
[[nodiscard]] std::optional<Dimensions> dimensions_of(std::string_view picture);

/// Whether the octets could be text in some character set: hardly any control characters.
[[nodiscard]] bool looks_like_text(std::string_view octets);

}  // namespace sluis::scan
