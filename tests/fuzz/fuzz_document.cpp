// Documents by the readers that are our own: the first octet chooses which, the rest is the document. What they hold in
// turn is not opened, so that no library is tried here: those are the confined child's business.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "gateway/mime/transfer.h"
#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/ole.h"
#include "gateway/scan/extract/rar_layout.h"
#include "gateway/scan/extract/zip_layout.h"
#include "tests/fuzz/require.h"

namespace sluis::scan {
// Never called: nothing within a document is opened here.
void read_pdf(std::string_view, Sink&) {
    std::abort();
}
}  // namespace sluis::scan

namespace {

using namespace sluis;
using namespace sluis::scan;

void read_by(unsigned which, std::string_view octets, Sink& sink) {
    switch (which % 8) {
        case 0:
            return read_rtf(octets, sink);
        case 1:
            return read_tnef(octets, sink);
        case 2:
            return read_ole(octets, sink);
        case 3:
            return read_calendar(octets, "utf-8", sink);
        case 4:
            return read_contacts(octets, "utf-8", sink);
        case 5:
            return read_csv(octets, "utf-8", sink);
        case 6:
            sink.text(presentation_texts(octets));
            sink.text(property_set_texts(octets));
            return read_workbook_numbers(octets, sink);
        default:
            static_cast<void>(is_encrypted_rar(octets));
            static_cast<void>(has_overlapping_entries(octets));
            static_cast<void>(has_central_directory(octets));
            sink.text(mime::to_utf8(zip_comments(octets), ""));
            return read_text_runs("gegevens", octets, sink);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) return 0;
    AnalyseLimits limits;
    limits.max_nesting = 0;
    limits.max_text_bytes = 1 << 20;
    limits.max_unpacked_bytes = 4 << 20;
    Budget budget{limits};
    People people;
    Sink sink{budget, people};
    try {
        read_by(data[0], {reinterpret_cast<const char*>(data) + 1, size - 1}, sink);
    } catch (const std::exception&) {
        sink.unscannable(policy::Unscannable::broken);
    }
    policy::Document document;
    sink.finish(document);
    require(document.evidence.size() <= Collector::max_evidence);
    for (const auto& piece : document.evidence) {
        require(!piece.detector.empty() && mime::is_valid_utf8(piece.place) && mime::is_valid_utf8(piece.masked));
    }
    return 0;
}
