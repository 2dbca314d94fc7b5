#include "gateway/scan/extract/picture_text.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "gateway/scan/extract/misread.h"
#include "gateway/scan/ocr/page_reader.h"

namespace sluis::scan {
namespace {

using Clock = std::chrono::steady_clock;
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

PageText read_in_time(const Picture& grey, std::chrono::milliseconds reserve, Sink& sink) {
    auto& budget = sink.budget();
    const auto begin = Clock::now();
    const auto left = budget.ocr_time - reserve;
    if (left.count() <= 0) return {{}, false, true};
    auto page = read_page(grey, std::min(begin + left, budget.deadline));
    budget.ocr_time -= std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - begin);
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

void read_signature_picture(std::string_view octets, Sink& sink) {
    static_cast<void>(decode_picture(octets, [&](const Picture& grey, int) {
        if (!grey || sink.budget().is_late()) return false;
        give_text(read_in_time(grey, sink.budget().ocr_time / 2, sink).text, sink);
        return false;
    }));
}

}  // namespace sluis::scan
