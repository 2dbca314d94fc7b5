#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/scan/extract/sink.h"

class PDFDoc;

namespace sluis::scan {

/// A part of a page that shows more than its text layer may say. In points from the page's upper left corner, as it is
/// shown; right and bottom exclusive.
struct PageRegion {
    double left = 0, top = 0, right = 0, bottom = 0;
    double dots_per_inch = 0;  ///< Of the finest picture in it, as it lies on the page; 0 when nothing but drawing.
    std::string pictures;  ///< Names the pictures in it: the same on another page needs no second look. May be empty.
    [[nodiscard]] double width() const { return right - left; }
    [[nodiscard]] double height() const { return bottom - top; }
};

/// What the pages of a PDF show beside text. Runs their drawing instructions without drawing, by poppler's core: its
/// C++ interface does not tell where pictures lie.
class PdfSurvey {
public:
    /// @param octets  a PDF that poppler opens without a password; must outlive this. A poppler::document must live.
    explicit PdfSurvey(std::string_view octets);
    ~PdfSurvey();
    PdfSurvey(const PdfSurvey&) = delete;
    PdfSurvey& operator=(const PdfSurvey&) = delete;

    /// The regions of a page, numbered from 0, that must be looked at: its pictures, those that touch taken together;
    /// letters that are drawn as shapes; the whole page where its letters have no known meaning, or where there is
    /// hardly any text and something is drawn. @param letters  in the page's text layer
    [[nodiscard]] std::vector<PageRegion> regions(int page, std::size_t letters, const Budget& budget);

private:
    std::unique_ptr<PDFDoc> document_;
};

}  // namespace sluis::scan
