#pragma once

#include <memory>

#include "gateway/scan/ocr/picture.h"

struct Boxa;

/// Small helpers around leptonica, for this folder alone.
namespace sluis::scan {

struct FreeBoxes {
    void operator()(Boxa* boxes) const noexcept;
};
using Boxes = std::unique_ptr<Boxa, FreeBoxes>;

/// The grey that parts a picture's two main shades best.
[[nodiscard]] int otsu_threshold(const Picture& grey);

/// How the greys of a picture are divided.
struct Shades {
    bool light = false;     ///< More than half is one light shade, as paper is.
    bool has_dark = false;  ///< There is dark ground that light writing could stand on.
};
[[nodiscard]] Shades shades_of(const Picture& grey);

/// The same picture in another size. @throws std::bad_alloc
[[nodiscard]] Picture scaled(const Picture& grey, float factor);
/// Turned clockwise by a number of quarters. @throws std::bad_alloc
[[nodiscard]] Picture turned(const Picture& grey, int quarters);
/// Turned clockwise by an angle in degrees, on white. @throws std::bad_alloc
[[nodiscard]] Picture rotated(const Picture& grey, float degrees);
/// By how many degrees the picture must be turned clockwise for its lines to run level; 0 when that cannot be told.
[[nodiscard]] float skew_of(const Picture& grey);

}  // namespace sluis::scan
