#include "gateway/scan/extract/pdf_pages.h"

#include <GfxState.h>
#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>
#include <TextOutputDev.h>

#include <algorithm>
#include <cmath>

#include "gateway/mime/transfer.h"
#include "gateway/scan/extract/pdf_drawn_text.h"
#include "gateway/scan/extract/pdf_letters.h"

namespace sluis::scan {
namespace {

constexpr double points_per_inch = 72;
constexpr std::size_t little_text = 20;               // Letters.
constexpr std::size_t most_regions = 64;              // Above, the page is looked at as a whole.
constexpr std::size_t many_shapes = 11;               // Of a letter's size: a national number drawn.
constexpr std::size_t few_unmapped = 3;               // Letters without a meaning: ligatures, bullets.
constexpr double least_letter = 2, most_letter = 60;  // Points.
constexpr std::size_t most_instead = 1 << 20;
// Of tiny letters, poppler's layout takes no more than so many on a page, and says nothing.
constexpr std::size_t most_laid_out = 50'000;

constexpr std::size_t few_pages = 3;

constexpr std::string_view unknown_picture = "? ";

std::string rounded(double points) {
    return std::to_string(std::lround(points)) + ' ';
}

struct Bounds {
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
    void add(double x, double y) {
        left = std::min(left, x), right = std::max(right, x);
        top = std::min(top, y), bottom = std::max(bottom, y);
    }
    [[nodiscard]] bool empty() const { return right < left || bottom < top; }
};

// Takes the text, notes where pictures, shapes and letters without meaning come, and draws nothing. Text that comes as
// it is read needs no layout, which takes longer than all the rest.
class Surveyor : public TextOutputDev {
public:
    Surveyor(PdfPage& page, bool lays_out)
        : TextOutputDev{nullptr, true, 0, false, false}, page_{&page}, lays_out_{lays_out} {}
    bool needNonText() override { return true; }
    void startPage(int number, GfxState* state, XRef* xref) override {
        if (lays_out_) TextOutputDev::startPage(number, state, xref);
    }
    void endPage() override {
        if (lays_out_) TextOutputDev::endPage();
    }
    void restoreState(GfxState* state) override {
        if (lays_out_) TextOutputDev::restoreState(state);
    }
    void updateFont(GfxState* state) override {
        if (lays_out_) TextOutputDev::updateFont(state);
    }
    void beginString(GfxState* state, const GooString* shown) override {
        if (lays_out_) TextOutputDev::beginString(state, shown);
    }
    void incCharCount(int count) override {
        if (lays_out_) TextOutputDev::incCharCount(count);
    }
    void processLink(AnnotLink*) override {}
    /// False when what it took must be laid out after all.
    [[nodiscard]] bool is_enough() const { return lays_out_ || drawn_.is_orderly(); }

    // A text that is said to stand for letters is read beside them, not in their place: what the page shows are the
    // letters.
    void beginActualText(GfxState*, const GooString* said) override {
        if (said == nullptr || instead_.size() > most_instead) return;
        instead_ += '\n' + mime::to_utf8(said->toStr(), "");
    }
    void endActualText(GfxState*) override {}
    [[nodiscard]] const std::string& instead() const { return instead_; }
    /// All of the text; or, of what was laid out, what the layout may have left out.
    [[nodiscard]] const std::string& drawn() const { return drawn_.utf8(); }

    void drawChar(GfxState* state, double x, double y, double dx, double dy, double from_x, double from_y,
                  CharCode code, int octets, const Unicode* u, int count) override {
        if (lays_out_) TextOutputDev::drawChar(state, x, y, dx, dy, from_x, from_y, code, octets, u, count);
        if (lays_out_ ? ++laid_out_ > most_laid_out : drawn_.is_orderly())
            drawn_.add(state, x, y, dx, dy, u, u == nullptr ? 0 : count);
        constexpr Unicode blank = 0x20, private_from = 0xE000, private_to = 0xF8FF, unknown = 0xFFFD;
        const bool known =
            u != nullptr && count > 0 && u[0] >= blank && u[0] != unknown && (u[0] < private_from || u[0] > private_to);
        page_->unmapped += known && letters_.have_meaning(state->getFont(), code) ? 0 : 1;
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

private:
    void shape(GfxState* state) {
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
            ++page_->all_shapes;
            const double height = one.bottom - one.top, width = one.right - one.left;
            if (std::max(height, width) < least_letter || std::max(height, width) > most_letter) continue;
            ++page_->small_shapes;
            auto& around = page_->shapes;
            around.left = std::min(around.left, one.left), around.right = std::max(around.right, one.right);
            around.top = std::min(around.top, one.top), around.bottom = std::max(around.bottom, one.bottom);
        }
    }

    // A picture is the unit square under the current transformation (ISO 32000-1 §8.9.5).
    void picture(GfxState* state, Object* ref, int width, int height) {
        Bounds bounds;
        std::string corners;
        for (const auto& [u, v] : {std::pair{0, 0}, {1, 0}, {0, 1}, {1, 1}}) {
            double x = 0, y = 0;
            state->transform(u, v, &x, &y);
            bounds.add(x, y);
            corners += rounded(x - state->getCTM()[4]) + rounded(y - state->getCTM()[5]);
        }
        PageRegion region{bounds.left, bounds.top, bounds.right, bounds.bottom, 0, {}};
        const double area = std::max(region.width() * region.height(), 1e-6);
        region.dots_per_inch = points_per_inch * std::sqrt(static_cast<double>(width) * height / area);
        if (ref != nullptr && ref->isRef())
            region.pictures =
                std::to_string(ref->getRef().num) + '.' + std::to_string(ref->getRef().gen) + ' ' + corners;
        else
            region.pictures = unknown_picture;
        page_->pictures.push_back(std::move(region));
    }

    PdfPage* page_;
    PdfLetters letters_;
    std::string instead_;
    bool lays_out_;
    std::size_t laid_out_ = 0;  // Letters.
    DrawnText drawn_;
};

bool touch(const PageRegion& a, const PageRegion& b) {
    constexpr double slack = 3;  // Points. Scanners cut a page into strips.
    return a.left <= b.right + slack && b.left <= a.right + slack && a.top <= b.bottom + slack &&
           b.top <= a.bottom + slack;
}

void unite(PageRegion& into, const PageRegion& other) {
    // Where one lies on the other says what is seen of it.
    into.pictures += "@ " + rounded(other.left - into.left) + rounded(other.top - into.top) + other.pictures;
    into.left = std::min(into.left, other.left);
    into.top = std::min(into.top, other.top);
    into.right = std::max(into.right, other.right);
    into.bottom = std::max(into.bottom, other.bottom);
    into.dots_per_inch = std::max(into.dots_per_inch, other.dots_per_inch);
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
        const auto from = region;
        region.left = std::clamp(region.left, 0.0, width);
        region.right = std::clamp(region.right, 0.0, width);
        region.top = std::clamp(region.top, 0.0, height);
        region.bottom = std::clamp(region.bottom, 0.0, height);
        if (region.pictures.empty()) continue;
        // Another page may show what this one cuts off.
        region.pictures += "cut " + rounded(region.left - from.left) + rounded(region.top - from.top) +
                           rounded(from.right - region.right) + rounded(from.bottom - region.bottom);
    }
    std::erase_if(regions, [](const auto& region) { return region.width() <= 0 || region.height() <= 0; });
}

PageRegion whole(const PdfPage& page, const std::vector<PageRegion>& pictures) {
    PageRegion all{0, 0, page.width, page.height, 0, {}};
    for (const auto& picture : pictures) all.dots_per_inch = std::max(all.dots_per_inch, picture.dots_per_inch);
    // A scanned page, that may be shown again where its hidden parts are looked for.
    if (pictures.size() == 1 && page.all_shapes == 0 && page.unmapped == 0) all.pictures = pictures.front().pictures;
    return all;
}

}  // namespace

PdfPages::PdfPages(std::string_view octets)
    : document_{std::make_unique<PDFDoc>(
          new MemStream(octets.data(), 0, static_cast<Goffset>(octets.size()), Object(objNull)))} {}

PdfPages::~PdfPages() = default;

std::unique_ptr<PdfPage> PdfPages::read(int number, const Budget& budget) {
    const auto* shown = document_->isOk() ? document_->getPage(number + 1) : nullptr;
    if (shown == nullptr) return nullptr;
    // Where most pages so far needed a layout, the others are not tried without.
    auto page = disorderly_ <= orderly_ + few_pages ? survey(number, false, budget) : nullptr;
    ++(page ? orderly_ : disorderly_);
    return page ? std::move(page) : survey(number, true, budget);
}

std::unique_ptr<PdfPage> PdfPages::survey(int number, bool lays_out, const Budget& budget) {
    const auto* shown = document_->getPage(number + 1);
    auto page = std::make_unique<PdfPage>();
    const bool turned = shown->getRotate() % 180 != 0;
    page->width = turned ? shown->getCropHeight() : shown->getCropWidth();
    page->height = turned ? shown->getCropWidth() : shown->getCropHeight();

    Surveyor surveyor{*page, lays_out};
    std::pair<const Surveyor&, const Budget&> seen{surveyor, budget};
    const auto is_over = [](void* data) {
        const auto& [at_work, left] = *static_cast<decltype(seen)*>(data);
        return !at_work.is_enough() || left.is_late();
    };
    document_->displayPage(&surveyor, number + 1, points_per_inch, points_per_inch, 0, false, true, false, is_over,
                           &seen);
    if (!surveyor.is_enough()) return nullptr;
    if (lays_out) {
        // All of it: a letter that stands half outside the page is read too.
        const std::unique_ptr<GooString> text{
            surveyor.getText(-page->width, -page->height, 2 * page->width, 2 * page->height)};
        if (text) page->text = text->toStr();
    }
    page->text += surveyor.drawn();
    page->text += surveyor.instead();
    return page;
}

std::vector<PageRegion> regions_of(const PdfPage& page, std::size_t letters) {
    auto found = page.pictures;
    clip(found, page.width, page.height);
    const bool anything = !found.empty() || page.all_shapes > 0;
    if (page.unmapped > few_unmapped || found.size() > 20 * most_regions || (letters < little_text && anything))
        return {whole(page, found)};
    if (page.small_shapes >= many_shapes) {
        std::vector<PageRegion> drawn{page.shapes};
        drawn.front().pictures = unknown_picture;
        clip(drawn, page.width, page.height);
        found.insert(found.end(), drawn.begin(), drawn.end());
    }
    auto regions = united(found);
    if (regions.size() > most_regions) return {whole(page, found)};
    return regions;
}

}  // namespace sluis::scan
