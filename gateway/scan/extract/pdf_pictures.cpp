#include "gateway/scan/extract/pdf_pictures.h"

#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <algorithm>
#include <cmath>

#include "gateway/scan/extract/pdf_soundness.h"
#include "gateway/scan/extract/picture_text.h"

namespace sluis::scan {
namespace {

using policy::Unscannable;

constexpr double points_per_inch = 72;
constexpr double usual = 300, finest = 600, coarsest = 100;  // Dots per inch.
constexpr double most_pixels = 24e6;
constexpr double margin = 2;  // Points.

// Fine enough for what is in it, as far as the bound on pixels goes.
double resolution_for(const PageRegion& region) {
    const double wanted = std::clamp(region.dots_per_inch, usual, finest);
    const double inches = std::max(region.width() * region.height(), 1.0) / (points_per_inch * points_per_inch);
    return std::min(wanted, std::sqrt(most_pixels / inches));
}

::poppler::image drawn(const ::poppler::page& page, const PageRegion& region, double resolution) {
    const double scale = resolution / points_per_inch;
    ::poppler::page_renderer renderer;
    renderer.set_image_format(::poppler::image::format_gray8);
    renderer.set_render_hint(::poppler::page_renderer::antialiasing);
    renderer.set_render_hint(::poppler::page_renderer::text_antialiasing);
    return renderer.render_page(&page, resolution, resolution,
                                static_cast<int>(std::max(0.0, region.left - margin) * scale),
                                static_cast<int>(std::max(0.0, region.top - margin) * scale),
                                static_cast<int>(std::ceil((region.width() + 2 * margin) * scale)),
                                static_cast<int>(std::ceil((region.height() + 2 * margin) * scale)));
}

}  // namespace

void PdfPictures::read(const ::poppler::page& page, const std::vector<PageRegion>& regions, Sink& sink) {
    // What poppler says of the pages was heard when their text was read.
    const PdfDamage unheard;
    for (const auto& region : regions) {
        if (sink.stopped()) return;
        const bool known = !region.pictures.empty() && region.pictures.find('?') == std::string::npos;
        // Shown otherwise it is another picture to its reader, and to OCR.
        if (known && !seen_.insert(region.pictures).second) continue;
        read_region(page, region, sink);
    }
}

void PdfPictures::read_region(const ::poppler::page& page, const PageRegion& region, Sink& sink) {
    const double resolution = resolution_for(region);
    if (resolution < coarsest) return sink.unscannable(Unscannable::unreadable_picture);
    const auto image = drawn(page, region, resolution);
    if (!image.is_valid()) return sink.unscannable(Unscannable::unreadable_picture);
    const auto picture = grey_picture(image.const_data(), {image.width(), image.height()}, image.bytes_per_row());
    read_page_picture(picture, sink);
}

void warm_up_pdf_drawing(const ::poppler::page& page) {
    static_cast<void>(drawn(page, {0, 0, 50, 50, 0, {}}, points_per_inch));
}

}  // namespace sluis::scan
