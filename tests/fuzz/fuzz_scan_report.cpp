// The scan child's answer, as a child that was taken over would write it: decode() must refuse it or keep every
// promise of report.h. An even first octet: the rest is the answer, the second octet choosing the message's size. An
// odd one: an honest answer, of which the rest changes octets, three at a time (where, where, what).
#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/scan/report.h"
#include "tests/fuzz/require.h"
#include "tests/gateway/scan/sample_report.h"

namespace {

using namespace sluis;

void judge(std::string_view answer, std::uint64_t message_size) {
    const auto report = scan::decode(answer, message_size, mime::Limits{});
    if (!report) return;
    require(scan::encode(*report) == answer);
    for (const auto& entity : report->structure.entities) {
        require(entity.header.begin <= entity.header.end && entity.header.end <= entity.body.begin);
        require(entity.body.begin <= entity.body.end && entity.body.end <= message_size);
    }
}

std::string changed(std::string_view edits) {
    static const std::string honest = scan::encode(scan::sample_report());
    std::string answer = honest;
    for (; edits.size() >= 3; edits.remove_prefix(3)) {
        const auto where = static_cast<unsigned char>(edits[0]) * 256u + static_cast<unsigned char>(edits[1]);
        answer[where % answer.size()] = edits[2];
    }
    return answer;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string_view rest{reinterpret_cast<const char*>(data) + 2, size - 2};
    if ((data[0] & 1) != 0) {
        judge(changed(rest), scan::sample_size);
    } else {
        judge(rest, static_cast<std::uint64_t>(data[0]) << (data[1] % 40));
    }
    return 0;
}
