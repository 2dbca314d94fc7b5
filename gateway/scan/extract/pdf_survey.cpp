#include "gateway/scan/extract/pdf_survey.h"

#include <GfxState.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>

#include <algorithm>
#include <cmath>

namespace sluis::scan {
namespace {

constexpr double points_per_inch = 72;
constexpr std::size_t little_text = 20;               // Letters.
constexpr std::size_t most_regions = 64;              // Above, the page is looked at as a whole.
constexpr std::size_t many_shapes = 11;               // Of a letter's size: a national number drawn.
constexpr std::size_t few_unmapped = 3;               // Letters without a meaning: ligatures, bullets.
constexpr double least_letter = 2, most_letter = 60;  // Points.

struct Bounds {
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
    void add(double x, double y) {
        left = std::min(left, x), right = std::max(right, x);
        top = std::min(top, y), bottom = std::max(bottom, y);
    }
    [[nodiscard]] bool empty() const { return right < left || bottom < top; }
};

// Notes where pictures, shapes and letters without meaning come, and draws nothing.
class Surveyor : public OutputDev {
public:
    bool upsideDown() override { return true; }
    bool useDrawChar() override { return true; }
    bool interpretType3Chars() override { return false; }

    void drawChar(GfxState*, double, double, double, double, double, double, CharCode, int, const Unicode* u,
                  int count) override {
        constexpr Unicode blank = 0x20, private_from = 0xE000, private_to = 0xF8FF, unknown = 0xFFFD;
        const bool known =
            u != nullptr && count > 0 && u[0] >= blank && u[0] != unknown && (u[0] < private_from || u[0] > private_to);
        unmapped += known ? 0 : 1;
    }

    void fill(GfxState* state) override { shape(state); }
    void eoFill(GfxState* state) override { shape(state); }
    void stroke(GfxState* state) override { shape(state); }

    void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height, bool invert,
                       bool interpolate, bool is_inline) override {
        picture(state, ref, width, height);
        OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, is_inline);
    }
    void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* colours,
                   bool interpolate, const int* mask, bool is_inline) override {
        picture(state, ref, width, height);
        OutputDev::drawImage(state, ref, stream, width, height, colours, interpolate, mask, is_inline);
    }
    void drawMaskedImage(GfxState* state, Object* ref, Stream*, int width, int height, GfxImageColorMap*, bool, Stream*,
                         int mask_width, int mask_height, bool, bool) override {
        picture(state, ref, std::max(width, mask_width), std::max(height, mask_height));
    }
    void drawSoftMaskedImage(GfxState* state, Object* ref, Stream*, int width, int height, GfxImageColorMap*, bool,
                             Stream*, int mask_width, int mask_height, GfxImageColorMap*, bool) override {
        picture(state, ref, std::max(width, mask_width), std::max(height, mask_height));
    }

    std::vector<PageRegion> pictures;
    Bounds shapes;
    std::size_t small_shapes = 0, all_shapes = 0, unmapped = 0;

private:
    void shape(GfxState* state) {
        Bounds bounds;
        const auto* path = state->getPath();
        for (int i = 0; i < path->getNumSubpaths(); ++i) {
            const auto* part = path->getSubpath(i);
            Bounds one;
            for (int j = 0; j < part->getNumPoints(); ++j) {
                double x = 0, y = 0;
                state->transform(part->getX(j), part->getY(j), &x, &y);
                one.add(x, y);
            }
            if (one.empty()) continue;
            ++all_shapes;
            const double height = one.bottom - one.top, width = one.right - one.left;
            if (std::max(height, width) < least_letter || std::max(height, width) > most_letter) continue;
            ++small_shapes;
            shapes.add(one.left, one.top);
            shapes.add(one.right, one.bottom);
        }
    }

    // A picture is the unit square under the current transformation (ISO 32000-1 §8.9.5).
    void picture(GfxState* state, Object* ref, int width, int height) {
        Bounds bounds;
        for (const auto& [u, v] : {std::pair{0, 0}, {1, 0}, {0, 1}, {1, 1}}) {
            double x = 0, y = 0;
            state->transform(u, v, &x, &y);
            bounds.add(x, y);
        }
        PageRegion region{bounds.left, bounds.top, bounds.right, bounds.bottom, 0, {}};
        const double area = std::max(region.width() * region.height(), 1e-6);
        region.dots_per_inch = points_per_inch * std::sqrt(static_cast<double>(width) * height / area);
        if (ref != nullptr && ref->isRef())
            region.pictures = std::to_string(ref->getRef().num) + '.' + std::to_string(ref->getRef().gen) + ' ';
        else
            region.pictures = "? ";
        pictures.push_back(std::move(region));
    }
};

bool touch(const PageRegion& a, const PageRegion& b) {
    constexpr double slack = 3;  // Points. Scanners cut a page into strips.
    return a.left <= b.right + slack && b.left <= a.right + slack && a.top <= b.bottom + slack &&
           b.top <= a.bottom + slack;
}

void unite(PageRegion& into, const PageRegion& other) {
    into.left = std::min(into.left, other.left);
    into.top = std::min(into.top, other.top);
    into.right = std::max(into.right, other.right);
    into.bottom = std::max(into.bottom, other.bottom);
    into.dots_per_inch = std::max(into.dots_per_inch, other.dots_per_inch);
    into.pictures += other.pictures;
}

std::vector<PageRegion> united(std::vector<PageRegion> regions) {
    for (std::size_t i = 0; i < regions.size();) {
        std::size_t j = i + 1;
        while (j < regions.size() && !touch(regions[i], regions[j])) ++j;
        if (j == regions.size()) {
            ++i;
            continue;
        }
        unite(regions[i], regions[j]);
        regions.erase(regions.begin() + static_cast<std::ptrdiff_t>(j));
        i = 0;
    }
    return regions;
}

void clip(std::vector<PageRegion>& regions, double width, double height) {
    for (auto& region : regions) {
        region.left = std::clamp(region.left, 0.0, width);
        region.right = std::clamp(region.right, 0.0, width);
        region.top = std::clamp(region.top, 0.0, height);
        region.bottom = std::clamp(region.bottom, 0.0, height);
    }
    std::erase_if(regions, [](const auto& region) { return region.width() <= 0 || region.height() <= 0; });
}

PageRegion whole_page(double width, double height, const std::vector<PageRegion>& pictures) {
    PageRegion page{0, 0, width, height, 0, {}};
    for (const auto& picture : pictures) page.dots_per_inch = std::max(page.dots_per_inch, picture.dots_per_inch);
    return page;
}

}  // namespace

PdfSurvey::PdfSurvey(std::string_view octets)
    : document_{std::make_unique<PDFDoc>(
          new MemStream(octets.data(), 0, static_cast<Goffset>(octets.size()), Object(objNull)))} {}

PdfSurvey::~PdfSurvey() = default;

std::vector<PageRegion> PdfSurvey::regions(int page, std::size_t letters, const Budget& budget) {
    if (!document_->isOk()) return {};
    const auto* shown = document_->getPage(page + 1);
    if (shown == nullptr) return {};
    const bool turned = shown->getRotate() % 180 != 0;
    const double width = turned ? shown->getCropHeight() : shown->getCropWidth();
    const double height = turned ? shown->getCropWidth() : shown->getCropHeight();

    Surveyor surveyor;
    const auto late = [](void* data) { return static_cast<const Budget*>(data)->is_late(); };
    document_->displayPage(&surveyor, page + 1, points_per_inch, points_per_inch, 0, false, true, false, late,
                           const_cast<Budget*>(&budget));
    auto found = std::move(surveyor.pictures);
    clip(found, width, height);
    const bool anything = !found.empty() || surveyor.all_shapes > 0;
    if (surveyor.unmapped > few_unmapped || found.size() > 20 * most_regions || (letters < little_text && anything))
        return {whole_page(width, height, found)};
    if (surveyor.small_shapes >= many_shapes)
        found.push_back(
            {surveyor.shapes.left, surveyor.shapes.top, surveyor.shapes.right, surveyor.shapes.bottom, 0, {}});
    clip(found, width, height);
    auto regions = united(found);
    if (regions.size() > most_regions) return {whole_page(width, height, found)};
    return regions;
}

}  // namespace sluis::scan
