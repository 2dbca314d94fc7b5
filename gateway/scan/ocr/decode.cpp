#include <leptonica/allheaders.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>

#include "gateway/scan/ocr/gif.h"
#include "gateway/scan/ocr/picture.h"

namespace sluis::scan {
namespace {

constexpr int max_side = 60'000;
constexpr l_int32 nearly_white = 200;
constexpr std::size_t magic_octets = 12;

const l_uint8* start(std::string_view octets) {
    return reinterpret_cast<const l_uint8*>(octets.data());
}

struct Header {
    l_int32 format = 0, width = 0, height = 0, bits = 0, samples = 0;
    // leptonica keeps three and four samples of 8 bits as 32 bits.
    [[nodiscard]] bool fits() const {
        if (width <= 0 || height <= 0 || width > max_side || height > max_side) return false;
        const auto depth = samples > 1 ? 32 : std::max(bits, 1);
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) <=
               max_picture_octets * 8 / static_cast<std::size_t>(depth);
    }
};

bool is_tiff(l_int32 format) {
    return format >= IFF_TIFF && format <= IFF_TIFF_ZIP;
}

bool has_decoder(l_int32 format) {
    return format == IFF_PNG || format == IFF_JFIF_JPEG || format == IFF_BMP || format == IFF_GIF ||
           format == IFF_WEBP || format == IFF_JP2 || format == IFF_PNM || is_tiff(format) || format == IFF_TIFF_JPEG;
}

Picture grey(const Picture& any) {
    return Picture{::pixConvertTo8(any.get(), 0)};
}

// What is drawn in white on nothing shows where the reader's window is dark.
bool draws_white(const Picture& rgba) {
    const Picture alpha{::pixGetRGBComponent(rgba.get(), L_ALPHA_CHANNEL)};
    const Picture luminance = grey(rgba);
    if (!alpha || !luminance) return false;
    const Picture opaque{::pixThresholdToBinary(alpha.get(), 128)};
    const Picture dark{::pixThresholdToBinary(luminance.get(), nearly_white)};
    if (!opaque || !dark) return false;
    // The thresholded pictures are 1 where the value is below.
    const Picture either{::pixOr(nullptr, opaque.get(), dark.get())};
    l_int32 neither = 0;
    if (!either || ::pixCountPixels(either.get(), &neither, nullptr) != 0) return false;
    const auto size = size_of(rgba);
    const auto all = static_cast<long>(size.width) * size.height;
    return (all - neither) * 1000 > all;
}

struct Delivery {
    const std::function<bool(Picture, int)>& page;
    int number = 0;

    // False when no more is wanted, or the picture is none.
    bool hand_over(const Picture& picture) {
        if (!picture) return false;
        ++number;
        if (::pixGetDepth(picture.get()) != 32 || ::pixGetSpp(picture.get()) != 4) return page(grey(picture), number);
        const Picture on_white{::pixAlphaBlendUniform(picture.get(), 0xFFFFFF00)};
        if (!on_white || !page(grey(on_white), number)) return false;
        if (!draws_white(picture)) return true;
        const Picture on_black{::pixAlphaBlendUniform(picture.get(), 0)};
        return on_black && page(grey(on_black), number);
    }
};

Decoding decode_tiff(std::string_view octets, Delivery& delivery) {
    std::size_t offset = 0;
    for (int number = 0; number < max_pages; ++number) {
        Header header;
        l_int32 resolution = 0, colours = 0;
        if (::readHeaderMemTiff(start(octets), octets.size(), number, &header.width, &header.height, &header.bits,
                                &header.samples, &resolution, &colours, &header.format) != 0)
            return number > 0 ? Decoding::whole : Decoding::broken;
        if (!header.fits()) return Decoding::too_large;
        const Picture page{::pixReadMemFromMultipageTiff(start(octets), octets.size(), &offset)};
        if (!page) return Decoding::broken;
        if (!delivery.hand_over(page)) return Decoding::whole;
        if (offset == 0) return Decoding::whole;
    }
    return Decoding::too_large;
}

// Grey is what is read, so that a colour photograph need not be unpacked in colour.
Picture read_one(std::string_view octets, l_int32 format) {
    if (format == IFF_JFIF_JPEG) {
        l_int32 warnings = 0;
        if (Picture grey{::pixReadMemJpeg(start(octets), octets.size(), 0, 1, &warnings, L_JPEG_READ_LUMINANCE)})
            return grey;
    }
    return Picture{::pixReadMem(start(octets), octets.size())};
}

}  // namespace

void FreePix::operator()(Pix* pix) const noexcept {
    ::pixDestroy(&pix);
}

Size size_of(const Picture& picture) {
    return {::pixGetWidth(picture.get()), ::pixGetHeight(picture.get())};
}

Picture grey_picture(const char* octets, Size size, int stride) {
    Picture picture{::pixCreate(size.width, size.height, 8)};
    if (!picture) throw std::bad_alloc{};
    const auto row = static_cast<std::size_t>(::pixGetWpl(picture.get())) * sizeof(l_uint32);
    auto* to = reinterpret_cast<char*>(::pixGetData(picture.get()));
    for (int y = 0; y < size.height; ++y)
        std::copy_n(octets + static_cast<std::ptrdiff_t>(y) * stride, size.width,
                    to + static_cast<std::size_t>(y) * row);
    ::pixEndianByteSwap(picture.get());
    return picture;
}

bool can_hold_number(Size size) {
    constexpr long number_area = 11L * 4 * 6;
    constexpr int across = 5;
    return std::min(size.width, size.height) >= across && static_cast<long>(size.width) * size.height >= number_area;
}

Decoding decode_picture(std::string_view octets, const std::function<bool(Picture, int number)>& page) {
    Header header;
    l_int32 colours = 0;
    ::setMsgSeverity(L_SEVERITY_NONE);  // What leptonica says may hold what it read.
    if (octets.size() < magic_octets) return Decoding::broken;
    if (::findFileFormatBuffer(start(octets), &header.format) != 0 || !has_decoder(header.format))
        return Decoding::unknown;
    Delivery delivery{page};
    if (is_tiff(header.format) || header.format == IFF_TIFF_JPEG) return decode_tiff(octets, delivery);
    if (header.format == IFF_GIF)
        return decode_gif(octets, [&](const Picture& frame) { return delivery.hand_over(frame); });
    if (::pixReadHeaderMem(start(octets), octets.size(), &header.format, &header.width, &header.height, &header.bits,
                           &header.samples, &colours) != 0)
        return Decoding::broken;
    if (!header.fits()) return Decoding::too_large;
    const Picture whole = read_one(octets, header.format);
    if (!whole) return Decoding::broken;
    static_cast<void>(delivery.hand_over(whole));
    return Decoding::whole;
}

}  // namespace sluis::scan
