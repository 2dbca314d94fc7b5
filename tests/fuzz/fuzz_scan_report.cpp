// The scan child's answer, as a child that was taken over would write it: decode() must refuse it or keep every
// promise of report.h. The first octets choose the message's size.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gateway/scan/report.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sluis;
    if (size < 2) return 0;
    const std::uint64_t message_size = static_cast<std::uint64_t>(data[0]) << (data[1] % 40);
    const std::string_view answer{reinterpret_cast<const char*>(data) + 2, size - 2};
    const auto report = scan::decode(answer, message_size, mime::Limits{});
    if (!report) return 0;

    if (scan::encode(*report) != answer) std::abort();
    for (const auto& entity : report->structure.entities) {
        if (entity.header.begin > entity.header.end || entity.header.end > entity.body.begin ||
            entity.body.begin > entity.body.end || entity.body.end > message_size)
            std::abort();
    }
    return 0;
}
