#pragma once

#include <string_view>
#include <vector>

#include "gateway/mail/result.h"
#include "gateway/mime/limits.h"
#include "gateway/mime/structure.h"

namespace sluis::mime {

/// Why a message has no structure: a limit was passed. Everything else can be read.
enum class ReadFailure {
    too_deep,   ///< Limits::max_depth.
    too_large,  ///< Any other limit.
};

/// Where two mail clients may read this message in two ways.
enum class Ambiguity {
    line_without_colon,     ///< In a header, before fields that matter: it ends the header for some, others skip it.
    repeated_field,         ///< Two Content-Type or Content-Transfer-Encoding fields that differ.
    repeated_parameter,     ///< Two boundary parameters that differ.
    no_boundary,            ///< A multipart that names none; the delimiter was guessed where one could be.
    boundary_used_twice,    ///< A multipart within another of the same boundary.
    boundary_with_more,     ///< A line that begins as a delimiter and goes on.
    parts_after_the_end,    ///< A delimiter after the closing one.
    encoded_multipart,      ///< A multipart that says to be base64.
    unknown_encoding,       ///< A Content-Transfer-Encoding that some read as base64 and others do not.
    broken_base64,          ///< Padding in the middle, or octets that do not belong (see transfer.h).
    mixed_line_ends,        ///< Header or delimiter lines, some ended by CRLF and some by LF; or a bare CR there.
    no_parts,               ///< A multipart without any: all it holds is text that some show and others hide.
    second_reader_differs,  ///< mimetic sees other parts (second_opinion.h).
};

/// A structure, and what made it doubtful.
struct Reading {
    Structure structure;
    std::vector<Ambiguity> ambiguities;  ///< Each at most once.
};

/// Reads a message, or the content of a message/rfc822 part, into its tree of entities, by byte offsets.
///
/// Tolerant as mail clients are, and inclined to see more parts rather than fewer: trailing blanks after a
/// delimiter, comments in Content-Type, a header line without colon, a missing last delimiter, LF or mixed line
/// ends, no Content-Type, a multipart without boundary, delimiters of an outer multipart within an inner one. What
/// is no MIME at all is one text/plain leaf. Lines of an mbox envelope ("From ") are skipped. A nested message
/// (message/rfc822, message/global) is a leaf: read it by calling this again on its body.
///
/// No I/O, no recursion; time and memory are linear in the message, within the limits. Offsets count from the first
/// octet of what was given. RFC 5322 §2.2, RFC 2045, RFC 2046 §5.1.
[[nodiscard]] Result<Structure, ReadFailure> read_structure(std::string_view message, const Limits& limits);

/// The same, with the reader's own doubts. They do not include broken_base64 and second_reader_differs, which
/// second_opinion() finds.
[[nodiscard]] Result<Reading, ReadFailure> read_message(std::string_view message, const Limits& limits);

/// The octets of multiparts that belong to no part: preambles, epilogues and delimiter lines, in the order of the
/// message. No client shows them, but they leave with a message that passes: whoever scans looks there too.
[[nodiscard]] std::vector<Range> outside_parts(const Structure& structure);

/// The octets of a range. An empty view when the range does not lie in the message.
[[nodiscard]] std::string_view octets(std::string_view message, const Range& range) noexcept;

}  // namespace sluis::mime
