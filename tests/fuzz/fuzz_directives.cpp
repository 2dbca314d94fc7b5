// The sender's directives: the first line is a subject, each further line "name: value" of a header field. Whatever
// stands there, no tag of ours may be left in the subject that leaves, and asking for more secrecy is never lost by it.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy/directives.h"
#include "tests/fuzz/require.h"

namespace {

using namespace sluis::policy;

std::vector<HeaderValue> header_from(std::string_view lines) {
    std::vector<HeaderValue> header;
    while (!lines.empty() && header.size() < 200) {
        const auto end = lines.find('\n');
        const auto line = lines.substr(0, end);
        const auto colon = line.find(':');
        if (colon != line.npos) header.emplace_back(line.substr(0, colon), line.substr(colon + 1));
        lines.remove_prefix(end == lines.npos ? lines.size() : end + 1);
    }
    return header;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input{reinterpret_cast<const char*>(data), size};
    const auto end = input.find('\n');
    const auto subject = input.substr(0, end);
    const auto header = header_from(end == input.npos ? std::string_view{} : input.substr(end + 1));

    const auto directives = read_directives(subject, header);
    require(directives.mistakes.size() <= 200);
    const auto clean = without_directives(subject);
    require(clean.size() <= subject.size());
    // What is taken out is what is read: one more reading finds nothing to take out, but for the tags past the bound.
    if (subject.size() < 500) require(!read_directives(clean, {}).present);
    static_cast<void>(is_reply_or_forward(subject));
    const auto of_subject = read_directives(subject, {});
    require(!of_subject.confidential || directives.confidential);
    return 0;
}
