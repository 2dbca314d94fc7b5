#pragma once

#include <string_view>

#include "gateway/scan/extract/sink.h"

namespace sluis::scan {

/// What a PDF says beside its pages, in whatever object it stands, packed or encrypted with an empty password: notes,
/// form fields, outline, properties and XMP, alternative texts, links, scripts, and the files within it. False when the
/// objects cannot be read.
[[nodiscard]] bool read_pdf_objects(std::string_view octets, Sink& sink);

}  // namespace sluis::scan
