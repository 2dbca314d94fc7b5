#pragma once

#include <set>
#include <string>

#include "gateway/scan/extract/pdf_pages.h"
#include "gateway/scan/extract/sink.h"

namespace poppler {
class page;
}

namespace sluis::scan {

/// Reads by OCR what the pages of one PDF show in pictures and drawn shapes. Pages whose text layer says something are
/// read all the same: the text behind a scan need not be what the scan shows.
class PdfPictures {
public:
    /// @param regions  of the page: regions_of()
    void read(const poppler::page& page, const std::vector<PageRegion>& regions, Sink& sink);

private:
    void read_region(const poppler::page& page, const PageRegion& region, Sink& sink);

    std::set<std::string> seen_;
};

/// Makes poppler load what drawing a page needs.
void warm_up_pdf_drawing(const poppler::page& page);

}  // namespace sluis::scan
