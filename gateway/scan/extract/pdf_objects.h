#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/scan/extract/sink.h"

class QPDF;

namespace sluis::scan {

/// A PDF's objects by qpdf, parsed once for all that is asked of them.
class PdfObjects {
public:
    /// @param octets  must outlive it
    explicit PdfObjects(std::string_view octets);
    ~PdfObjects();
    PdfObjects(const PdfObjects&) = delete;
    PdfObjects& operator=(const PdfObjects&) = delete;

    /// Searches what the PDF says beside its pages, in whatever object it stands, packed or encrypted with an empty
    /// password: notes, form fields, outline, properties and XMP, alternative texts, links, scripts, and the files
    /// within it. False when the objects cannot be read.
    [[nodiscard]] bool read(Sink& sink);

    /// The same PDF with its hidden layers shown and its pages not cropped; nothing when nothing of it is hidden so,
    /// or it would take more than `most` octets. To be called last: the objects are no longer the file's then.
    [[nodiscard]] std::optional<std::string> with_all_shown(std::uint64_t most);

private:
    std::unique_ptr<QPDF> pdf_;  ///< Null when the file cannot be read.
};

}  // namespace sluis::scan
