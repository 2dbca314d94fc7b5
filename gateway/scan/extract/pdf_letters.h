#pragma once

#include <CharTypes.h>

#include <array>
#include <cstdint>
#include <memory>

class GfxFont;

namespace sluis::scan {

/// Whether a font says what its letters mean. Where it does not, poppler guesses, and so does whoever copies the text:
/// the page shows a number, and the text layer holds other letters (ISO 32000-1 §9.10.2).
class PdfLetters {
public:
    /// True when the font has a ToUnicode map or an encoding whose names are known. Of a composite font poppler knows
    /// itself; true too.
    [[nodiscard]] bool have_meaning(const std::shared_ptr<GfxFont>& font, CharCode code);

private:
    enum class Known : std::uint8_t { unasked, no, yes };
    std::shared_ptr<GfxFont> font_;  ///< The last one; most letters follow one of the same.
    bool all_ = true, none_ = false;
    std::array<Known, 256> letters_{};
};

}  // namespace sluis::scan
