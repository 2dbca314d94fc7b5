#pragma once

#include <string>
#include <vector>

#include "gateway/mail/result.h"
#include "gateway/mime/structure.h"
#include "gateway/mime/writer.h"

namespace sluis::mime {

/// What a rewritten message is to be.
struct RewritePlan {
    std::vector<std::string> replaced;     ///< Paths of the leaves that go into the vault; "" is a single-part message.
    std::vector<std::string> kept_fields;  ///< Lower-case names of the header fields that stay, '*' at the end allowed.
    std::vector<FieldEdit> edits;          ///< On the fields that stay: a new Subject.
    std::string prepended;                 ///< Whole fields at the top (Received:, trace), from write_field().
    std::string notice;                    ///< One MIME entity: its Content-* fields, an empty line, its body.
};

enum class RewriteFailure {
    unknown_part,      ///< A path that is no leaf of the structure.
    signed_or_sealed,  ///< A replaced leaf inside multipart/signed or multipart/encrypted: the caller shares whole.
    nothing_replaced,  ///< No leaf is replaced: such a message passes untouched.
    bad_structure,     ///< The structure cannot be written: a media type or a tree that is none.
};

/// The message for recipients of a share (design §3), as segments.
///
/// - Header: `prepended`, the kept fields byte-exact in their order, MIME-Version, Content-Type. No field outside
///   kept_fields stays, so no DKIM-Signature or ARC field either; Content-* and MIME-Version are always built anew.
/// - Leaves that stay are byte-exact, headers included; multipart/signed and multipart/encrypted that lose nothing
///   stay whole, byte-exact. Preambles and epilogues of other multiparts go.
/// - Multiparts get fresh boundaries: 144 random bits, so that nobody could have put them into the kept octets. One
///   that becomes empty vanishes; multipart/related without its root, and unknown kinds, become multipart/mixed.
/// - The notice stands where the first replaced leaf was; when that was inside multipart/alternative or
///   multipart/related, after the outermost of these, so that every client shows it. When nothing else stays, the
///   notice is the message's body.
[[nodiscard]] Result<Segments, RewriteFailure> rewrite(const Structure& structure, const RewritePlan& plan);

}  // namespace sluis::mime
