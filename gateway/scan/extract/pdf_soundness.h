#pragma once

#include <string_view>

namespace sluis::scan {

/// Whether the cross-reference of a PDF (ISO 32000-1 §7.5) holds as it stands: `startxref` leads to a section, each
/// section to the one before it, and each entry of a table to its own object. Readers rebuild what does not hold, each
/// in its way, so that what one shows another may not. Entries inside a cross-reference stream are not followed: it
/// is packed, and poppler tells when one is wrong.
[[nodiscard]] bool has_sound_cross_reference(std::string_view octets);

/// While it lives, listens to what poppler says of the document that it reads. One at a time counts, the newest; the
/// one before it goes on when that ends. Not for more than one thread.
class PdfDamage {
public:
    PdfDamage();
    ~PdfDamage();
    PdfDamage(const PdfDamage&) = delete;
    PdfDamage& operator=(const PdfDamage&) = delete;

    /// Something was said that is not about looks alone: content was skipped, guessed at or rebuilt.
    [[nodiscard]] bool seen() const noexcept { return seen_; }
    void hear(std::string_view said);

private:
    PdfDamage* before_;
    bool seen_ = false;
};

}  // namespace sluis::scan
