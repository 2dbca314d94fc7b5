#pragma once

#include <string>
#include <string_view>

#include "gateway/scan/extract/sink.h"
#include "gateway/scan/ocr/picture.h"

namespace sluis::scan {

/// Reads a file of one picture or more by OCR; its words are text at the sink's place. What cannot be decoded is
/// `broken`, `too_large` or, without a decoder, `unreadable_picture`; writing that cannot be read with confidence is
/// `unreadable_picture`; what the message's time for OCR leaves unread is `too_slow`.
void read_picture(std::string_view octets, Sink& sink);

/// The same for the small picture of a signature block: what is read is evidence, what is not is no matter. Takes at
/// most half of the message's time for OCR, so that the documents keep theirs.
void read_signature_picture(std::string_view octets, Sink& sink);

/// A picture inside a document. Of a drawing of Windows' (EMF, WMF) the words are read as they stand in it; pixels in
/// one are `unreadable_picture`.
/// @param name  of its file in there  @param where  its place: "afbeelding 2"
void read_inner_picture(std::string_view octets, std::string_view name, const std::string& where, Sink& sink);

/// Whether a picture is no larger than those of signature blocks are: 32 KiB, 600 × 200 pixels (design §5).
[[nodiscard]] bool is_signature_size(std::string_view picture);

/// One picture that is decoded, or a page that is rendered: grey, at about 300 dots per inch.
void read_page_picture(const Picture& grey, Sink& sink);

}  // namespace sluis::scan
