#include "gateway/scan/detect/detect.h"

#include "gateway/scan/detect/combine.h"
#include "gateway/scan/detect/propose.h"
#include "gateway/scan/detect/sight.h"

namespace sluis::scan {
namespace {

// The child is one thread, and its memory dies with it.
Sight& sight() {
    static thread_local Sight one;
    return one;
}

void look(std::string_view utf8, const Place& place, Sight& seen) {
    fold(utf8, seen.text);
    seen.clear();
    find_marks(seen.text, seen.marks);
    rrn::find(seen.text, seen.marks.digits, place.labelled, seen.numbers);
    find_numbers(seen.text, seen.marks.digits, seen.other_numbers);
    find_telephones(seen.text, seen.marks, seen.telephones);
    find_mail_addresses(seen.text, seen.marks, seen.mail_addresses);
    find_postal_addresses(seen.text, seen.marks, seen.postal_addresses);
    find_mentions(seen.text, seen.marks, seen.mentions);
}

}  // namespace

void detect(std::string_view utf8, const Place& place, Collector& collector) {
    auto& seen = sight();
    look(utf8, place, seen);
    combine(seen, place, static_cast<int>(rrn::today().year()), collector);
    if (auto* proposals = collector.people().proposals()) propose(seen, place.where, *proposals);
}

void propose_cell(std::string_view value, const Place& place, Collector& collector) {
    if (auto* proposals = collector.people().proposals()) propose_numeric_cell(value, place.where, *proposals);
}

void detect_numeric_cell(std::string_view value, const Place& place, Collector& collector) {
    propose_cell(value, place, collector);
    const auto hit = rrn::in_numeric_cell(value, place.labelled, rrn::today());
    if (!hit) return;
    const auto judged = rrn::evidence_of(*hit);
    std::optional<std::uint32_t> person;
    if (rrn::is_valid(hit->kind)) person = collector.people().by_number(hit->digits);
    collector.add({judged.detector, judged.strength, place.where, rrn::mask(hit->digits), person});
}

}  // namespace sluis::scan
