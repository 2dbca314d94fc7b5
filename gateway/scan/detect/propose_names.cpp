#include <algorithm>
#include <array>

#include "gateway/match/values.h"
#include "gateway/scan/detect/name_units.h"
#include "gateway/scan/detect/propose.h"

namespace sluis::scan {
namespace {

constexpr std::size_t beside = 160;   // Characters between a name and the date of birth that belongs to it.
constexpr std::size_t most_near = 8;  // Names on either side of one date.

struct NameAt {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string value;
};

class NameSearch {
public:
    NameSearch(const Folded& text, const std::vector<DateHit>& dates, const std::vector<Stretch>& signatures,
               const std::string& place, Proposals& to)
        : text_{text.text}, words_{text}, dates_{dates}, signatures_{signatures}, place_{place}, to_{to} {}

    // Runs of capitalised words: each two, three or four that follow one another.
    void by_capitals() {
        for (std::size_t at = words_.next_capital(0); at < text_.size(); at = words_.next_capital(at)) {
            if (!is_letter(text_[at]) || (at > 0 && is_word(text_[at - 1]))) {
                ++at;
                continue;
            }
            // Most capitals begin a sentence: what follows them is no name.
            const auto end = words_.word_end(at);
            if (end > at && !words_.begins_run(at, end)) {
                at = end;
                continue;
            }
            at = run_from(at);
        }
    }

    // A known given name in small letters, with the words beside it.
    void by_given_names(const std::vector<WordHit>& hits) {
        for (const auto& hit : hits) {
            if ((hit.words & word::given_name) == 0 || words_.is_capital(hit.begin) || hit.end - hit.begin < 3)
                continue;
            const auto given = text_.substr(hit.begin, hit.end - hit.begin);
            if (given == "ben" || given == "els") continue;  // "ik ben"
            NameUnit name{hit.begin, hit.end, {}, 0};
            if (!name.glued.add(given)) continue;
            name.own = name.glued.text().size();
            if (const auto next = words_.next_word(hit.end, false); next != text_.npos) {
                const auto unit = words_.unit_from(next, false);
                if (unit.end > 0) add_pair(name, unit);
            }
            if (const auto before = words_.unit_before(hit.begin); before.end > 0) add_pair(before, name);
        }
    }

    // Names and dates that stand together are more than both alone.
    void with_dates() {
        std::stable_sort(names_.begin(), names_.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
        for (const auto& date : dates_) {
            const auto next = std::lower_bound(names_.begin(), names_.end(), date.begin,
                                               [](const NameAt& name, std::size_t at) { return name.begin < at; });
            std::size_t taken = 0;
            for (auto name = next; name != names_.begin() && taken < most_near; ++taken) {
                --name;
                if (date.begin - name->begin > beside + longest_name_word) break;
                add_births(*name, date);
            }
            taken = 0;
            for (auto name = next; name != names_.end() && taken < most_near && name->begin < date.end + beside;
                 ++name, ++taken)
                add_births(*name, date);
        }
    }

private:
    std::size_t run_from(std::size_t at) {
        const auto from = words_.with_particles_before(at);
        const auto end = words_.run_end(from);
        if (end == from) return at + 1;
        const bool known = !to_.is_new(text_.substr(from, end - from), stands_in(signatures_, from));
        if (!known || is_near_date(from, end) || is_labelled(from)) add_units(from, end);
        return std::max(end, at + 1);
    }

    void add_units(std::size_t here, std::size_t end) {
        std::array<NameUnit, 4> units;  // The last ones, newest at the end.
        NameUnit first;
        for (std::size_t count = 0; here < end; ++count) {
            std::copy(units.begin() + 1, units.end(), units.begin());
            auto& unit = units.back();
            unit = words_.unit_from(here, true);
            if (unit.end == 0) break;
            if (count == 0) first = unit;
            add_run(units, count + 1);
            here = std::min(words_.next_word(unit.end, unit.own == 1), end);
        }
        // Behind the names that stand together: of a name that is met twice, the first way it is written counts.
        remember_labelled(first);
    }

    [[nodiscard]] bool is_near_date(std::size_t begin, std::size_t end) const {
        const auto reach = beside + longest_name_word;
        const auto next = std::lower_bound(dates_.begin(), dates_.end(), begin > reach ? begin - reach : 0,
                                           [](const DateHit& date, std::size_t place) { return date.end < place; });
        return next != dates_.end() && next->begin <= end + reach;
    }

    // Behind a label or a cell's border, where remember_labelled() looks.
    [[nodiscard]] bool is_labelled(std::size_t begin) const {
        auto at = begin;
        while (at > 0 && begin - at < 4 && (is_space(text_[at - 1]) || text_[at - 1] == '|')) --at;
        return at > 0 && (text_[at - 1] == ':' || text_[at - 1] == '\t');
    }

    // What stands before the first word may be an ordinary word: "van Jan", "De Jan die …".
    static void with_and_without_particle(const NameUnit& first, const auto& take) {
        take(first.glued.text());
        if (first.own != first.glued.text().size()) take(first.bare());
    }

    // Every way in which the last units can be one name.
    void add_run(const std::array<NameUnit, 4>& units, std::size_t count) {
        const auto& last = units[3];
        if (count >= 2) add_pair(units[2], last);
        if (count >= 3) {
            with_and_without_particle(units[1], [&](std::string_view part) {
                add_parts(units[1], part, joined(units[2].glued.text(), last.glued.text()), last);
                add_parts(units[1], joined(part, units[2].glued.text()), last.glued.text(), last);
            });
            if (units[2].own == 1) add_pair(units[1], last);
        }
        if (count >= 4) {
            const auto first = joined(units[0].glued.text(), units[1].glued.text());
            add_parts(units[0], first, joined(units[2].glued.text(), last.glued.text()), last);
        }
    }

    void add_pair(const NameUnit& first, const NameUnit& second) {
        if (first.own == 1 || second.own == 1) {
            const auto& initial = first.own == 1 ? first : second;
            const auto& surname = first.own == 1 ? second : first;
            if (surname.glued.text().size() > 1)
                keep(match::Kind::initial, first, second, match::initial_of(initial.bare(), surname.glued.text()));
            return;
        }
        with_and_without_particle(first,
                                  [&](std::string_view part) { add_parts(first, part, second.glued.text(), second); });
    }

    void add_parts(const NameUnit& first, std::string_view part, std::string_view other, const NameUnit& last) {
        if (part.size() < 2 || other.size() < 2) return;
        keep(match::Kind::name, first, last, match::name_of(part, other));
    }

    static std::string joined(std::string_view one, std::string_view other) {
        std::string both{one};
        return both += other;
    }

    void keep(match::Kind kind, const NameUnit& first, const NameUnit& last, std::string value) {
        to_.add(kind, value, place_, stands_in(signatures_, first.begin),
                text_.substr(first.begin, last.end - first.begin));
        if (is_near_date(first.begin, last.end)) names_.push_back({first.begin, last.end, std::move(value)});
    }

    void add_births(const NameAt& name, const DateHit& date) {
        for (const auto& birth : date.births)
            to_.add(match::Kind::name_birth, match::name_and_birth(name.value, birth), place_);
    }

    // "Naam: Peeters", and a line further "Voornaam: Jan".
    void remember_labelled(const NameUnit& unit) {
        if (unit.begin == 0) return;
        auto at = unit.begin;
        while (at > 0 && unit.begin - at < 4 && (is_space(text_[at - 1]) || text_[at - 1] == '|')) --at;
        if (at == 0 || (text_[at - 1] != ':' && text_[at - 1] != '\t')) return;
        while (at > 0 && !is_letter(text_[at - 1]) && unit.begin - at < 8) --at;
        auto begin = at;
        while (begin > 0 && is_letter(text_[begin - 1]) && at - begin < 16) --begin;
        const auto label = text_.substr(begin, at - begin);
        if (label == "voornaam" || label == "roepnaam" || label == "prenom" || label == "voornamen") {
            given_ = unit;
        } else if (label == "naam" || label == "familienaam" || label == "achternaam" || label == "nom") {
            surname_ = unit;
        } else {
            return;
        }
        if (given_.end == 0 || surname_.end == 0) return;
        const auto& first = given_.begin < surname_.begin ? given_ : surname_;
        const auto& second = given_.begin < surname_.begin ? surname_ : given_;
        if (second.begin - first.end <= beside) add_pair(first, second);
    }

    std::string_view text_;
    NameWords words_;
    const std::vector<DateHit>& dates_;
    const std::vector<Stretch>& signatures_;
    const std::string& place_;
    Proposals& to_;
    std::vector<NameAt> names_;
    NameUnit given_, surname_;
};

}  // namespace

void propose_names(const Folded& text, const std::vector<WordHit>& words, const std::vector<DateHit>& dates,
                   const std::vector<Stretch>& signatures, const std::string& place, Proposals& to) {
    NameSearch search{text, dates, signatures, place, to};
    search.by_capitals();
    search.by_given_names(words);
    if (!dates.empty()) search.with_dates();
}

}  // namespace sluis::scan
