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

    struct Unhidden {
        std::string octets;                        ///< Empty when nothing was hidden, or it could not be shown.
        std::optional<policy::Unscannable> why{};  ///< Why it could not.
    };
    /// The same PDF with all layers shown whatever their rules, its pages not cropped, and every look of its
    /// annotations, those too that show on paper or under the pointer alone. To be called last: the objects are no
    /// longer the file's then. @param most  octets that it may take
    [[nodiscard]] Unhidden with_all_shown(std::uint64_t most);

private:
    std::unique_ptr<QPDF> pdf_;  ///< Null when the file cannot be read.
};

}  // namespace sluis::scan
