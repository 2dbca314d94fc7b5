#include "gateway/scan/extract/picture_text.h"

#include <chrono>
#include <cstdint>
#include <ctime>
#include <optional>

#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/misread.h"
#include "gateway/scan/ocr/page_reader.h"

namespace sluis::scan {
namespace {

using policy::Unscannable;

// What is read is searched as it stands, and once more with the letters that stand for digits put right.
void give_text(const std::string& text, Sink& sink) {
    if (text.empty()) return;
    sink.text(text);
    sink.text("\n\n\n\n\n\n");
    const auto repaired = repair_digits(text);
    if (repaired.empty()) return;
    sink.text(repaired);
    sink.text("\n\n\n\n\n\n");
}

// Work is what is counted, and not time: on a busy machine a page takes longer and costs the same.
PageText read_in_time(const Picture& grey, std::chrono::milliseconds reserve, Sink& sink) {
    auto& budget = sink.budget();
    const auto left = budget.ocr_time - reserve;
    if (left.count() <= 0) return {{}, false, true};
    const auto before = std::clock();
    auto page = read_page(grey, ocr_deadline(budget.deadline, left));
    budget.ocr_time -= std::chrono::milliseconds{(std::clock() - before) * 1000 / CLOCKS_PER_SEC};
    return page;
}

std::optional<Unscannable> reason_of(Decoding decoding) {
    switch (decoding) {
        case Decoding::whole:
            return std::nullopt;
        case Decoding::broken:
            return Unscannable::broken;
        case Decoding::too_large:
            return Unscannable::too_large;
        case Decoding::unknown:
            break;
    }
    return Unscannable::unreadable_picture;
}

std::uint32_t little(std::string_view octets, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(octets[at + i]);
    return value;
}

// Records of an EMF (MS-EMF §2.3.1) that bring a picture of pixels, BITBLT to ALPHABLEND.
bool brings_pixels(std::string_view emf) {
    constexpr std::size_t large = 2000;  // Octets. Below, it is a pattern or an icon.
    constexpr std::uint32_t first = 76, last = 81, alpha = 114, transparent = 116;
    for (std::size_t at = 0; at + 8 <= emf.size();) {
        const auto type = little(emf, at), size = little(emf, at + 4);
        if (size < 8) return true;  // Damaged: what follows is not known.
        const bool pixels = (type >= first && type <= last) || (type >= alpha && type <= transparent);
        if (pixels && size > large) return true;
        at += size;
    }
    return false;
}

// A drawing of Windows': its words are text in it, and the pixels that it may bring have no decoder here.
void read_metafile(std::string_view octets, Sink& sink) {
    constexpr std::size_t signature = 40;
    constexpr std::size_t large = 50'000;  // Octets of a WMF, whose records are not told apart.
    read_text_runs("tekening", octets, sink);
    const bool emf = octets.size() > signature + 4 && octets.substr(signature, 4) == " EMF";
    if (emf ? brings_pixels(octets) : octets.size() > large) sink.unscannable(Unscannable::unreadable_picture);
}

}  // namespace

void read_page_picture(const Picture& grey, Sink& sink) {
    const auto page = read_in_time(grey, std::chrono::milliseconds{0}, sink);
    give_text(page.text, sink);
    if (page.late) return sink.unscannable(Unscannable::too_slow);
    if (page.doubted) sink.unscannable(Unscannable::unreadable_picture);
}

void read_picture(std::string_view octets, Sink& sink) {
    const auto decoding = decode_picture(octets, [&](const Picture& grey, int) {
        if (sink.stopped()) return false;
        if (grey) read_page_picture(grey, sink);
        return grey != nullptr;
    });
    if (const auto reason = reason_of(decoding)) sink.unscannable(*reason);
}

void read_inner_picture(std::string_view octets, std::string_view name, const std::string& where, Sink& sink) {
    if (sink.nesting() >= sink.budget().max_nesting) return sink.unscannable(Unscannable::too_deep);
    sink.enter(where);
    if (name.ends_with("mf"))
        read_metafile(octets, sink);
    else
        read_picture(octets, sink);
    sink.leave();
}

bool is_signature_size(std::string_view picture) {
    constexpr std::size_t octets = 32 * 1024;
    constexpr unsigned long width = 600, height = 200;
    const auto size = dimensions_of(picture);
    return picture.size() <= octets && size && size->width <= width && size->height <= height;
}

void read_signature_picture(std::string_view octets, Sink& sink) {
    static_cast<void>(decode_picture(octets, [&](const Picture& grey, int) {
        if (!grey || sink.budget().is_late()) return false;
        give_text(read_in_time(grey, sink.budget().ocr_time / 2, sink).text, sink);
        return false;
    }));
}

}  // namespace sluis::scan
