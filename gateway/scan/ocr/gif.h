#pragma once

#include <functional>
#include <string_view>

#include "gateway/scan/ocr/picture.h"

namespace sluis::scan {

/// The frames of a GIF as a reader sees them one after the other: each drawn over what the one before left, 32 bits
/// with alpha. A frame that differs from the last one given by less than a number's area is left out.
/// @param frame  gets each in turn; false ends
[[nodiscard]] Decoding decode_gif(std::string_view octets, const std::function<bool(const Picture& frame)>& frame);

}  // namespace sluis::scan
