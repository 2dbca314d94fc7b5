// A next hop that answers anything: replies are read or refused, never believed beyond their bounds, and their text
// never holds what could end a line of ours.
#include <cstdint>
#include <string_view>

#include "gateway/smtp/reply_reader.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sluis;
    std::string_view input{reinterpret_cast<const char*>(data), size};
    smtp::ReplyReader reader;
    for (;;) {
        const auto reply = reader.next(input);
        if (!reply || !*reply) return 0;
        require((*reply)->code >= 100 && (*reply)->code <= 599);
        require((*reply)->lines.size() <= smtp::ReplyReader::max_lines);
        for (const auto& line : (*reply)->lines) {
            require(line.size() <= smtp::ReplyReader::max_line);
            for (const char c : line) require(c >= ' ' && c <= '~');
        }
    }
}
