#include "gateway/scan/ocr/leptonica.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <new>

namespace sluis::scan {
namespace {

constexpr int greys = 256;
constexpr double radian = 3.14159265358979 / 180;

using Histogram = std::array<double, greys>;

Histogram histogram_of(const Picture& grey) {
    const auto size = size_of(grey);
    const bool large = static_cast<long>(size.width) * size.height > 1'000'000;
    NUMA* counts = ::pixGetGrayHistogram(grey.get(), large ? 4 : 1);
    Histogram histogram{};
    for (int i = 0; counts != nullptr && i < greys; ++i) {
        float value = 0;
        ::numaGetFValue(counts, i, &value);
        histogram[static_cast<std::size_t>(i)] = value;
    }
    ::numaDestroy(&counts);
    return histogram;
}

double sum(const Histogram& histogram, std::size_t from, std::size_t to) {
    double total = 0;
    for (auto i = from; i < std::min<std::size_t>(to, greys); ++i) total += histogram[i];
    return total;
}

Picture made(Pix* pix) {
    if (pix == nullptr) throw std::bad_alloc{};
    return Picture{pix};
}

}  // namespace

void FreeBoxes::operator()(Boxa* boxes) const noexcept {
    ::boxaDestroy(&boxes);
}

int otsu_threshold(const Picture& grey) {
    const auto histogram = histogram_of(grey);
    double all = 0, weighted = 0;
    for (std::size_t i = 0; i < greys; ++i) all += histogram[i], weighted += histogram[i] * static_cast<double>(i);
    double below = 0, weighted_below = 0, best = -1;
    int threshold = greys / 2;
    for (std::size_t i = 0; i + 1 < greys; ++i) {
        below += histogram[i];
        weighted_below += histogram[i] * static_cast<double>(i);
        if (below == 0 || below == all) continue;
        const double apart = weighted_below / below - (weighted - weighted_below) / (all - below);
        const double between = below * (all - below) * apart * apart;
        if (between > best) best = between, threshold = static_cast<int>(i) + 1;
    }
    return threshold;
}

Shades shades_of(const Picture& grey) {
    constexpr std::size_t light = 165, dark = 140, around = 20;
    const auto histogram = histogram_of(grey);
    const double all = std::max(1.0, sum(histogram, 0, greys));
    const auto mode =
        static_cast<std::size_t>(std::max_element(histogram.begin() + light, histogram.end()) - histogram.begin());
    Shades shades;
    shades.light = sum(histogram, mode - around, mode + around) > 0.5 * all;
    shades.has_dark = sum(histogram, 0, dark) > 0.04 * all;
    return shades;
}

Picture scaled(const Picture& grey, float factor) {
    return made(::pixScale(grey.get(), factor, factor));
}

Picture turned(const Picture& grey, int quarters) {
    return made(::pixRotateOrth(grey.get(), (quarters % 4 + 4) % 4));
}

Picture rotated(const Picture& grey, float degrees) {
    const auto size = size_of(grey);
    return made(::pixRotate(grey.get(), static_cast<float>(degrees * radian), L_ROTATE_AREA_MAP, L_BRING_IN_WHITE,
                            size.width, size.height));
}

float skew_of(const Picture& grey) {
    const Picture bits{::pixThresholdToBinary(grey.get(), otsu_threshold(grey))};
    if (!bits) throw std::bad_alloc{};
    float angle = 0, sure = 0;
    constexpr float least_sure = 2.5F, farthest = 12.0F;
    const auto size = size_of(grey);
    const int reduction = std::min(size.width, size.height) < 800 ? 2 : 4;
    if (::pixFindSkewSweepAndSearch(bits.get(), &angle, &sure, reduction, reduction / 2, farthest, 1.0F, 0.02F) != 0 ||
        sure < least_sure)
        return 0;
    return angle;
}

}  // namespace sluis::scan
