#include "gateway/smtp/line_reader.h"

#include <utility>

namespace sluis::smtp {
namespace {

constexpr std::size_t endless = 64 * 1024;

}  // namespace

std::optional<Line> LineReader::next(std::string_view& input) {
    while (!input.empty()) {
        const char c = input.front();
        input.remove_prefix(1);
        ++seen_;
        if (after_cr_) {
            if (c != '\n') return finish(Line::Fault::stray);
            return finish(seen_ > limit_ + 2 ? Line::Fault::too_long : Line::Fault::none);
        }
        if (c == '\n' || c == '\0') return finish(Line::Fault::stray);
        if (seen_ > endless) return finish(Line::Fault::endless);
        if (c == '\r') {
            after_cr_ = true;
        } else if (seen_ <= limit_) {
            text_ += c;
        }
    }
    return std::nullopt;
}

Line LineReader::finish(Line::Fault fault) {
    Line line{fault == Line::Fault::none ? std::move(text_) : std::string{}, fault};
    text_ = std::string{};
    seen_ = 0;
    after_cr_ = false;
    return line;
}

}  // namespace sluis::smtp
