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
    /// Names the pictures in it, how they lie and what is cut off of them: the same on another page needs no second
    /// look. With a question mark, or empty, it is to be looked at.
    std::string pictures;
    [[nodiscard]] double width() const { return right - left; }
    [[nodiscard]] double height() const { return bottom - top; }
};

/// What one page says and shows, as its drawing instructions tell it. Nothing is drawn.
struct PdfPage {
    std::string text;  ///< The text layer as it lies on the page, UTF-8.
    double width = 0, height = 0;
    std::vector<PageRegion> pictures;
    PageRegion shapes{1e9, 1e9, -1e9, -1e9, 0, {}};  ///< Around the shapes of a letter's size.
    std::size_t small_shapes = 0, all_shapes = 0;    ///< Of a letter's size; of any.
    std::size_t unmapped = 0;                        ///< Letters without a known meaning.
};

/// The regions of a page that must be looked at: its pictures, those that touch taken together; letters that are drawn
/// as shapes; the whole page where its letters have no known meaning, or where there is hardly any text and something
/// is drawn. @param letters  in the page's text layer
[[nodiscard]] std::vector<PageRegion> regions_of(const PdfPage& page, std::size_t letters);

/// The pages of a PDF, each gone through once, by poppler's core: its C++ interface does not tell where pictures lie.
class PdfPages {
public:
    /// @param octets  a PDF that poppler opens without a password; must outlive this. A poppler::document must live.
    explicit PdfPages(std::string_view octets);
    ~PdfPages();
    PdfPages(const PdfPages&) = delete;
    PdfPages& operator=(const PdfPages&) = delete;

    /// A page, numbered from 0; null when there is no such page. Stops in the midst of it when time is over.
    [[nodiscard]] std::unique_ptr<PdfPage> read(int number, const Budget& budget);

private:
    [[nodiscard]] std::unique_ptr<PdfPage> survey(int number, bool lays_out, const Budget& budget);

    std::unique_ptr<PDFDoc> document_;
    std::size_t orderly_ = 0, disorderly_ = 0;  ///< Pages that needed no layout, and that did.
};

}  // namespace sluis::scan
