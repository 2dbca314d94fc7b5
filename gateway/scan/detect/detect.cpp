#include <algorithm>
#include <array>

#include "gateway/scan/detect/collector.h"
#include "gateway/scan/detect/numbers.h"
#include "gateway/scan/detect/rrn.h"
#include "gateway/scan/detect/words.h"

namespace sluis::scan {
namespace {

using policy::Strength;

constexpr std::size_t beside = 80;  // Characters between a marker and the name it is about.

void add_number(const rrn::Hit& hit, const std::string& place, Collector& collector) {
    policy::Evidence evidence{"rrn", Strength::certain, place, rrn::mask(hit.digits), std::nullopt};
    switch (hit.kind) {
        case rrn::Kind::separated:
        case rrn::Kind::labelled:
            break;
        case rrn::Kind::bare:
            evidence.detector = "rrn.bare";
            evidence.strength = Strength::strong;
            break;
        case rrn::Kind::typo:
            evidence.detector = "rrn.typo";
            evidence.strength = Strength::strong;
            break;
        case rrn::Kind::partial:
            evidence.detector = "rrn.partial";
            evidence.strength = Strength::strong;
            break;
        case rrn::Kind::shape:
            evidence.detector = "rrn.shape";
            evidence.strength = Strength::weak;
            break;
    }
    const bool valid =
        hit.kind == rrn::Kind::separated || hit.kind == rrn::Kind::labelled || hit.kind == rrn::Kind::bare;
    if (valid) evidence.person = collector.people().ordinal(hit.digits);
    collector.add(std::move(evidence));
}

struct Name {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool full = false;  // Given name and surname.
};

// The words after a given name as long as they look like a surname: "Peeters", "van den Berghe".
std::size_t surname_end(const Folded& text, std::size_t at) {
    for (int words = 0; words < 4; ++words) {
        if (at >= text.text.size() || text.text[at] != ' ') return 0;
        const auto begin = at + 1;
        auto end = begin;
        while (end < text.text.size() && (is_letter(text.text[end]) || text.text[end] == '\'' || text.text[end] == '-'))
            ++end;
        if (end - begin < 2) return 0;
        const auto word = std::string_view{text.text}.substr(begin, end - begin);
        const bool particle = word == "van" || word == "de" || word == "den" || word == "der" || word == "el";
        if (!particle) return text.upper[begin] != 0 ? end : 0;
        at = end;
    }
    return 0;
}

std::vector<Name> names_in(const Folded& text, const std::vector<WordHit>& words, Collector& collector) {
    std::vector<Name> names;
    std::size_t greeted = 0;
    bool has_greeting = false;
    for (const auto& hit : words) {
        if (hit.word == Word::greeting) {
            greeted = hit.end;
            has_greeting = true;
        }
        if (hit.word != Word::given_name || text.upper[hit.begin] == 0) continue;
        if (has_greeting && hit.begin - greeted <= 3) continue;
        const auto end = surname_end(text, hit.end);
        if (end == 0) {
            names.push_back({hit.begin, hit.end, false});
            continue;
        }
        auto name = text.text.substr(hit.begin, end - hit.begin);
        if (collector.people().is_correspondent(name)) continue;
        names.push_back({hit.begin, end, true});
        collector.add_name(std::move(name));
    }
    return names;
}

bool near_full_name(const std::vector<Name>& names, const WordHit& hit) {
    const auto from = hit.begin > beside ? hit.begin - beside : 0;
    auto name =
        std::lower_bound(names.begin(), names.end(), from, [](const Name& n, std::size_t at) { return n.begin < at; });
    for (; name != names.end() && name->begin <= hit.end + beside; ++name) {
        if (name->full) return true;
    }
    return false;
}

bool name_follows(const std::vector<Name>& names, const WordHit& hit) {
    const auto name = std::lower_bound(names.begin(), names.end(), hit.end,
                                       [](const Name& n, std::size_t at) { return n.begin < at; });
    return name != names.end() && name->begin - hit.end <= 3;
}

constexpr std::array<std::string_view, 12> months{"januari",   "februari", "maart",    "april",
                                                  "mei",       "juni",     "juli",     "augustus",
                                                  "september", "oktober",  "november", "december"};

// 12/04/1987, 12.4.87, 12 april 1987, within a few characters after `at`.
bool date_follows(std::string_view text, std::size_t at) {
    const auto end = std::min(text.size(), at + 40);
    while (at < end && !is_digit(text[at])) ++at;
    const auto number = [&](std::size_t longest) {
        std::size_t count = 0;
        while (at < text.size() && is_digit(text[at]) && count <= longest) ++at, ++count;
        return count >= 1 && count <= longest ? count : 0;
    };
    const auto gap = [&] {
        std::size_t count = 0;
        while (at < text.size() && count < 3 &&
               (is_space(text[at]) || text[at] == '/' || text[at] == '.' || text[at] == '-'))
            ++at, ++count;
        return count > 0;
    };
    const auto first = number(4);
    if (first == 0 || first == 3 || !gap()) return false;
    const auto month =
        std::find_if(months.begin(), months.end(), [&](auto name) { return text.substr(at).starts_with(name); });
    if (month != months.end()) {
        at += month->size();
    } else if (const auto digits = number(2); digits == 0) {
        return false;
    }
    return gap() && number(4) != 0;
}

void add_word(const std::string& detector, Strength strength, const Folded& text, const WordHit& hit,
              const std::string& place, Collector& collector) {
    // Weak words count once per kind, whichever they are: many ordinary words are no better evidence than one.
    const auto shown = strength == Strength::weak ? std::string{} : text.text.substr(hit.begin, hit.end - hit.begin);
    collector.add({detector, strength, place, clean(shown, 60), std::nullopt});
}

void weigh_word(const WordHit& hit, const Folded& text, const std::vector<Name>& names, const std::string& place,
                Collector& collector) {
    const auto marker = [&](const char* detector) {
        add_word(detector, near_full_name(names, hit) ? Strength::strong : Strength::weak, text, hit, place, collector);
    };
    switch (hit.word) {
        case Word::health:
            return marker("word.health");
        case Word::justice:
            return marker("word.justice");
        case Word::family:
            return marker("word.family");
        case Word::identity:
            return add_word("word.identity", Strength::weak, text, hit, place, collector);
        case Word::person:
            if (name_follows(names, hit)) add_word("word.person", Strength::strong, text, hit, place, collector);
            return;
        case Word::birth:
            if (date_follows(text.text, hit.end))
                collector.add({"birth_date", Strength::strong, place, "••/••/••••", std::nullopt});
            return;
        case Word::context:
            if (near_full_name(names, hit)) add_word("word.context", Strength::weak, text, hit, place, collector);
            return;
        case Word::negative:
            return add_word("word.negative", Strength::negative, text, hit, place, collector);
        case Word::staff:
            return collector.add_staff_word(text.text.substr(hit.begin, hit.end - hit.begin), place);
        case Word::given_name:
        case Word::greeting:
            return;
    }
}

}  // namespace

void detect(std::string_view utf8, const std::string& place, bool labelled, Collector& collector) {
    const auto text = fold(utf8);
    for (const auto& hit : rrn::find(text, labelled, rrn::today())) add_number(hit, place, collector);
    for (const auto& hit : find_numbers(text)) {
        const bool iban = hit.kind == NumberHit::Kind::iban;
        collector.add({iban ? "iban" : "eid_card", !iban && hit.labelled ? Strength::strong : Strength::weak, place,
                       hit.masked, std::nullopt});
    }
    const auto words = find_words(text);
    const auto names = names_in(text, words, collector);
    for (const auto& hit : words) weigh_word(hit, text, names, place, collector);
}

void detect_numeric_cell(std::string_view value, const std::string& place, bool labelled, Collector& collector) {
    if (const auto hit = rrn::in_numeric_cell(value, labelled, rrn::today())) add_number(*hit, place, collector);
}

}  // namespace sluis::scan
