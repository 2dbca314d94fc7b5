#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/scan/extract/sink.h"

namespace sluis::scan {

/// What a PDF says beside its pages, in whatever object it stands, packed or encrypted with an empty password: notes,
/// form fields, outline, properties and XMP, alternative texts, links, scripts, and the files within it. False when the
/// objects cannot be read.
[[nodiscard]] bool read_pdf_objects(std::string_view octets, Sink& sink);

/// The same PDF with its hidden layers shown and its pages not cropped; nothing when nothing of it is hidden so, or it
/// would take more than `most` octets.
[[nodiscard]] std::optional<std::string> with_all_shown(std::string_view octets, std::uint64_t most);

}  // namespace sluis::scan
