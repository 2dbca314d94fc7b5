#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

struct Pix;

namespace sluis::scan {

struct FreePix {
    void operator()(Pix* pix) const noexcept;
};

/// Pixels in memory, leptonica's. Where it is said to be grey: 8 bits for each pixel, 0 is black, no colour map.
using Picture = std::unique_ptr<Pix, FreePix>;

struct Size {
    int width = 0;   ///< Pixels.
    int height = 0;  ///< Pixels.
};
[[nodiscard]] Size size_of(const Picture& picture);

/// A copy of grey octets, rows `stride` octets apart. @throws std::bad_alloc
[[nodiscard]] Picture grey_picture(const char* octets, Size size, int stride);

/// Whether a person could read a national number in a picture of this size. Eleven digits need a cell of 4 × 6 pixels
/// each, however they are divided over lines, and 5 pixels across; anything smaller holds none (decision 0901).
[[nodiscard]] bool can_hold_number(Size size);

/// How decoding ended.
enum class Decoding {
    whole,
    broken,     ///< Not what it says it is, or damaged.
    too_large,  ///< More pixels, pages or frames than max_picture_octets and max_pages allow.
    unknown,    ///< A kind without a decoder here.
};

inline constexpr std::size_t max_picture_octets = 192U << 20;  ///< Of one decoded picture.
inline constexpr int max_pages = 200;                          ///< Of one TIFF, and frames of one GIF.

/// Decodes a PNG, JPEG, TIFF (all pages), GIF (all frames), BMP, WebP, JPEG 2000 or PNM picture, in memory alone: no
/// temporary file. What is transparent is seen on white; where white itself is drawn on it, on black too.
/// @param page  gets each picture in turn, grey, and its number from 1; false ends
/// @throws std::bad_alloc
[[nodiscard]] Decoding decode_picture(std::string_view octets, const std::function<bool(Picture, int number)>& page);

}  // namespace sluis::scan
