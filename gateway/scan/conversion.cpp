#include "gateway/scan/conversion.h"

#include <algorithm>

#include "gateway/scan/octet_stream.h"

namespace sluis::scan {

using Outcome = Conversion::Outcome;

Conversion ask_conversion(int socket, Converter converter, std::string_view document, std::uint64_t most) {
    FrameHead answer;
    if (!write_head(socket, {static_cast<std::uint8_t>(converter), document.size()})) return {Outcome::unavailable, {}};
    if (!write_whole(socket, document) || !read_head(socket, answer)) return {Outcome::failed, {}};
    Conversion conversion{Outcome::failed, std::string(std::min(answer.size, most), '\0')};
    const bool known = answer.what <= static_cast<std::uint8_t>(Outcome::failed);
    if (!known || !read_whole(socket, conversion.text.data(), conversion.text.size())) return conversion;
    conversion.outcome = answer.size > most ? Outcome::too_large : static_cast<Outcome>(answer.what);
    return conversion;
}

}  // namespace sluis::scan
