// The content of a mail off the wire. Cutting it elsewhere changes nothing, and what came out goes through the writer
// and comes back the same: no octets mean one mail to the reader and another to the next hop.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/smtp/content_reader.h"
#include "gateway/smtp/content_writer.h"
#include "tests/fuzz/require.h"

namespace {

using namespace sluis::smtp;

struct Outcome {
    ContentReader::State state = ContentReader::State::receiving;
    ContentReader::Fault fault = ContentReader::Fault::none;
    std::string content;
    std::size_t rest = 0;
};

Outcome read(std::string_view input, ContentReader::BareLf bare_lf, std::size_t piece) {
    ContentReader reader{bare_lf, 64 * 1024};
    Outcome outcome;
    while (!input.empty() && reader.state() == ContentReader::State::receiving) {
        auto part = input.substr(0, piece);
        const auto given = part.size();
        reader.read(part, outcome.content);
        input.remove_prefix(given - part.size());
    }
    outcome.state = reader.state();
    outcome.fault = reader.fault();
    outcome.rest = input.size();
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) return 0;
    const auto bare_lf = (data[0] & 1) != 0 ? ContentReader::BareLf::normalize : ContentReader::BareLf::refuse;
    const std::string_view input{reinterpret_cast<const char*>(data) + 1, size - 1};
    const auto whole = read(input, bare_lf, input.size() + 1);
    const auto octets = read(input, bare_lf, 1);
    require(whole.state == octets.state && whole.fault == octets.fault);
    if (whole.fault == ContentReader::Fault::none) require(whole.content == octets.content);
    if (whole.state != ContentReader::State::complete || whole.fault != ContentReader::Fault::none) return 0;
    require(whole.rest == octets.rest);

    ContentWriter writer{true};
    std::string wire;
    require(writer.write(whole.content, wire) && writer.finish(wire));
    const auto again = read(wire, ContentReader::BareLf::refuse, wire.size());
    require(again.state == ContentReader::State::complete && again.fault == ContentReader::Fault::none);
    require(again.rest == 0 && again.content == whole.content);
    return 0;
}
