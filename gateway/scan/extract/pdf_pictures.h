#pragma once

#include <set>
#include <string>

#include "gateway/scan/extract/pdf_survey.h"
#include "gateway/scan/extract/sink.h"

namespace poppler {
class page;
}

namespace sluis::scan {

/// Reads by OCR what the pages of one PDF show in pictures and drawn shapes. Pages whose text layer says something are
/// read all the same: the text behind a scan need not be what the scan shows.
class PdfPictures {
public:
    /// @param octets  must outlive this; and a poppler::document must live
    explicit PdfPictures(std::string_view octets) : survey_{octets} {}

    /// @param number  of the page, from 0
    /// @param letters  in the page's text layer
    void read(const poppler::page& page, int number, std::size_t letters, Sink& sink);

private:
    void read_region(const poppler::page& page, const PageRegion& region, Sink& sink);

    PdfSurvey survey_;
    std::set<std::string> seen_;
};

/// Makes poppler load what drawing a page needs.
void warm_up_pdf_drawing(const poppler::page& page);

}  // namespace sluis::scan
