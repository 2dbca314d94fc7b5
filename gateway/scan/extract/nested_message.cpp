#include "gateway/mime/second_opinion.h"
#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/header_values.h"
#include "gateway/scan/extract/leaf.h"

namespace sluis::scan {

void read_nested_message(std::string_view octets, Sink& sink) {
    using policy::Unscannable;
    if (sink.nesting() >= sink.budget().max_nesting) return sink.unscannable(Unscannable::too_deep);
    const auto reading = mime::read_message(octets, sink.budget().mime);
    if (!reading) {
        const bool deep = reading.error() == mime::ReadFailure::too_deep;
        return sink.unscannable(deep ? Unscannable::too_deep : Unscannable::too_large);
    }
    sink.enter("bijgevoegd bericht");
    const auto& structure = reading->structure;
    const auto header = mime::octets(octets, structure.entities.front().header);
    if (const auto subject = mime::find_field(header, "subject")) {
        const auto text = mime::decode_text(*subject);
        read_value("onderwerp", text, sink);
        sink.title(text);
    }
    for (const auto& entity : structure.entities) {
        read_header_values(mime::octets(octets, entity.header), sink);
        if (!entity.is_leaf || sink.stopped()) continue;
        const auto leaf = open_leaf(octets, entity, sink.budget().mime);
        read_leaf(leaf, role_of(structure, leaf), sink);
    }
    for (const auto& range : mime::outside_parts(structure))
        read_value("buiten de delen", mime::octets(octets, range), sink);
    if (!mime::second_opinion(octets, *reading).empty()) sink.unscannable(Unscannable::ambiguous);
    sink.leave();
}

}  // namespace sluis::scan
