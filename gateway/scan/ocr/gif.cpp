#include "gateway/scan/ocr/gif.h"

#include <gif_lib.h>
#include <leptonica/allheaders.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace sluis::scan {
namespace {

constexpr std::size_t number_area = 11 * 4 * 6;  // As can_hold_number().
constexpr std::size_t max_canvas = max_picture_octets / sizeof(std::uint32_t);

struct CloseGif {
    void operator()(GifFileType* gif) const { ::DGifCloseFile(gif, nullptr); }
};
using Gif = std::unique_ptr<GifFileType, CloseGif>;

int read_octets(GifFileType* gif, GifByteType* to, int wanted) {
    auto& rest = *static_cast<std::string_view*>(gif->UserData);
    const auto size = std::min(rest.size(), static_cast<std::size_t>(std::max(wanted, 0)));
    std::memcpy(to, rest.data(), size);
    rest.remove_prefix(size);
    return static_cast<int>(size);
}

// How a frame is drawn, from the control block before it.
struct Control {
    int transparent = NO_TRANSPARENT_COLOR;
    int disposal = DISPOSAL_UNSPECIFIED;
};

class Animation {
public:
    Animation(Gif gif, const std::function<bool(const Picture&)>& frame) : gif_{std::move(gif)}, frame_{frame} {}

    Decoding run() {
        if (gif_->SWidth <= 0 || gif_->SHeight <= 0) return Decoding::broken;
        width_ = static_cast<std::size_t>(gif_->SWidth);
        height_ = static_cast<std::size_t>(gif_->SHeight);
        if (width_ * height_ > max_canvas) return Decoding::too_large;
        canvas_.assign(width_ * height_, 0);
        for (int frames = 0;;) {
            GifRecordType type = UNDEFINED_RECORD_TYPE;
            // Browsers show what came before the damage.
            if (::DGifGetRecordType(gif_.get(), &type) == GIF_ERROR) return ending(frames);
            if (type == TERMINATE_RECORD_TYPE) return ending(frames);
            if (type == EXTENSION_RECORD_TYPE && !read_extension()) return ending(frames);
            if (type != IMAGE_DESC_RECORD_TYPE) continue;
            if (++frames > max_pages) return Decoding::too_large;
            const bool whole = draw();
            if (!give() || !whole) return whole ? Decoding::whole : ending(frames - 1);
            dispose();
        }
    }

private:
    static Decoding ending(int frames) { return frames > 0 ? Decoding::whole : Decoding::broken; }

    bool read_extension() {
        int code = 0;
        GifByteType* block = nullptr;
        if (::DGifGetExtension(gif_.get(), &code, &block) == GIF_ERROR) return false;
        while (block != nullptr) {
            GraphicsControlBlock graphics{};
            if (code == GRAPHICS_EXT_FUNC_CODE && ::DGifExtensionToGCB(block[0], block + 1, &graphics) == GIF_OK)
                control_ = {graphics.TransparentColor, graphics.DisposalMode};
            if (::DGifGetExtensionNext(gif_.get(), &block) == GIF_ERROR) return false;
        }
        return true;
    }

    [[nodiscard]] std::uint32_t colour(const ColorMapObject& map, int index) const {
        if (index >= map.ColorCount) return 0;
        const auto& c = map.Colors[index];
        return static_cast<std::uint32_t>(c.Red) << L_RED_SHIFT | static_cast<std::uint32_t>(c.Green) << L_GREEN_SHIFT |
               static_cast<std::uint32_t>(c.Blue) << L_BLUE_SHIFT | 0xFFU << L_ALPHA_SHIFT;
    }

    void draw_line(std::size_t y, const std::vector<GifPixelType>& line, const ColorMapObject& map) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            const auto x = left_ + i;
            if (x < width_ && y < height_ && line[i] != control_.transparent)
                canvas_[y * width_ + x] = colour(map, line[i]);
        }
    }

    // False when the frame is damaged; what was drawn stays.
    bool draw() {
        if (::DGifGetImageDesc(gif_.get()) == GIF_ERROR) return false;
        const auto& image = gif_->Image;
        const auto* map = image.ColorMap != nullptr ? image.ColorMap : gif_->SColorMap;
        if (map == nullptr || image.Width <= 0 || image.Height <= 0 || image.Left < 0 || image.Top < 0) return false;
        before_ = control_.disposal == DISPOSE_PREVIOUS ? canvas_ : std::vector<std::uint32_t>{};
        left_ = static_cast<std::size_t>(image.Left);
        top_ = static_cast<std::size_t>(image.Top);
        columns_ = static_cast<std::size_t>(image.Width);
        rows_ = static_cast<std::size_t>(image.Height);
        std::vector<GifPixelType> line(columns_);
        // GIF89a, appendix E: four passes when interlaced.
        static constexpr std::size_t first[] = {0, 4, 2, 1}, step[] = {8, 8, 4, 2};
        for (std::size_t pass = 0; pass < (image.Interlace ? 4U : 1U); ++pass) {
            for (auto y = image.Interlace ? first[pass] : 0; y < rows_; y += image.Interlace ? step[pass] : 1) {
                if (::DGifGetLine(gif_.get(), line.data(), image.Width) == GIF_ERROR) return false;
                draw_line(top_ + y, line, *map);
            }
        }
        return true;
    }

    void dispose() {
        if (control_.disposal == DISPOSE_PREVIOUS) canvas_ = before_;
        if (control_.disposal == DISPOSE_BACKGROUND) {
            for (auto y = top_; y < std::min(top_ + rows_, height_); ++y)
                for (auto x = left_; x < std::min(left_ + columns_, width_); ++x) canvas_[y * width_ + x] = 0;
        }
        control_ = {};
    }

    bool give() {
        std::size_t changed = given_.empty() ? number_area : 0;
        for (std::size_t i = 0; i < given_.size(); ++i) changed += canvas_[i] != given_[i] ? 1 : 0;
        if (changed < number_area) return true;
        given_ = canvas_;
        const Picture picture{::pixCreate(static_cast<int>(width_), static_cast<int>(height_), 32)};
        if (!picture) return false;
        ::pixSetSpp(picture.get(), 4);
        auto* to = ::pixGetData(picture.get());
        const auto stride = static_cast<std::size_t>(::pixGetWpl(picture.get()));
        for (std::size_t y = 0; y < height_; ++y) std::copy_n(&canvas_[y * width_], width_, to + y * stride);
        return frame_(picture);
    }

    Gif gif_;
    const std::function<bool(const Picture&)>& frame_;
    std::size_t width_ = 0, height_ = 0, left_ = 0, top_ = 0, columns_ = 0, rows_ = 0;
    std::vector<std::uint32_t> canvas_, before_, given_;
    Control control_;
};

}  // namespace

Decoding decode_gif(std::string_view octets, const std::function<bool(const Picture& frame)>& frame) {
    auto rest = octets;
    int error = 0;
    Gif gif{::DGifOpen(&rest, read_octets, &error)};
    if (!gif) return Decoding::broken;
    return Animation{std::move(gif), frame}.run();
}

}  // namespace sluis::scan
