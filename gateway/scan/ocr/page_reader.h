#pragma once

#include <string>

#include "gateway/scan/ocr/engine.h"
#include "gateway/scan/ocr/picture.h"

namespace sluis::scan {

/// What a picture says.
struct PageText {
    std::string text;      ///< UTF-8, a line for each line, an empty line between blocks.
    bool doubted = false;  ///< There is more, or other, writing in it than the text says.
    bool late = false;     ///< The time was over before all was read.
};

/// Reads the writing in a grey picture, whichever way it is turned and also a little askew. A picture without anything
/// that looks like writing costs no recognition: it has no text and no doubt (decision 0901).
/// Needs warm_up_ocr(). @throws std::bad_alloc
[[nodiscard]] PageText read_page(const Picture& grey, const OcrDeadline& until);

}  // namespace sluis::scan
