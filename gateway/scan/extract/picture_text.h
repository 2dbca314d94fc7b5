#pragma once

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

/// One picture that is decoded, or a page that is rendered: grey, at about 300 dots per inch.
void read_page_picture(const Picture& grey, Sink& sink);

}  // namespace sluis::scan
